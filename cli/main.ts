import { Command, CommanderError, Help } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { aboutAll, commands } from './commands.ts';
import type { ExitCode, Io, Output } from './terminal/io.ts';

/** Runs one command. Never throws: an error is one sentence on `stderr`. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const done = (code: ExitCode): void => {
    exitCode = code;
  };
  const program = createProgram(io);
  const [first = ''] = args;
  try {
    // The help of a command, and the command itself, do not wait for the other definitions.
    const isAlone = Object.hasOwn(commands, first) && !aboutAll.includes(first);
    const rows = isAlone ? [commands[first]] : Object.values(commands);
    for (const define of await Promise.all(rows.map((load) => load?.()))) {
      if (define) program.addCommand(define(io, done).copyInheritedSettings(program));
    }
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const isUsage = error instanceof CommanderError;
    // Commander throws this after it has written help.
    if (isUsage && error.exitCode === 0) return 0;
    if (isUsage && error.code === 'commander.help') return 1;
    const { reportError } = await import('./errors/report-error.ts');
    reportError(error, Object.hasOwn(commands, first) ? first : '', io.stderr);
    return 1;
  }
}

function createProgram({ stdout, stderr }: Io): Command {
  return (
    new Command('dormouse')
      .description(manifest.description)
      .version(manifest.version)
      .exitOverride()
      // With all arguments and options in the list, no room would be left for what the commands do.
      .configureHelp({ subcommandTerm: (command) => command.name() })
      .configureOutput({
        writeOut: (text) => stdout.write(helpWithin(text, helpWidth(stdout))),
        writeErr: (text) => stderr.write(helpWithin(text, helpWidth(stderr))),
        getOutHelpWidth: () => helpWidth(stdout),
        getErrHelpWidth: () => helpWidth(stderr),
        // Reported by `main`, as every other error is.
        outputError: () => undefined,
      })
  );
}

/** As wide as commander makes help for a file or pipe. */
const PIPE_WIDTH = 80;

function helpWidth({ isTTY, columns = 0 }: Output): number {
  return isTTY === true && columns > 0 ? columns : PIPE_WIDTH;
}

/** Commander breaks its own tables to the width; this breaks the paragraphs after them, which begin at the margin. */
function helpWithin(text: string, width: number): string {
  const help = new Help();
  return text.replace(/^\S.*(?:\n\S.*)*$/gm, (paragraph) =>
    help.boxWrap(paragraph.replaceAll('\n', ' '), width),
  );
}
