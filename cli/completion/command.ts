import { Argument, Command } from 'commander';
import type { ExitCode, Io } from '../terminal/io.ts';

/** `dormouse completion`: the script for a shell, and with words the answer to it. */
export function completionCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('completion')
    .description('print the script by which a shell completes dormouse command lines')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .argument('[words...]', 'used by the script: the words so far')
    .addHelpText(
      'after',
      `
Examples:
  eval "$(dormouse completion bash)"       in ~/.bashrc
  eval "$(dormouse completion zsh)"        in ~/.zshrc, after compinit
  dormouse completion fish | source        in ~/.config/fish/config.fish

Exit code: 0; 1 unknown shell.`,
    )
    .action(async (shell: 'bash' | 'zsh' | 'fish', words: string[], _options: unknown, command: Command) => {
      const { runCompletion } = await import('./run.ts');
      done(runCompletion(shell, words, command.parent ?? command, io));
    });
}
