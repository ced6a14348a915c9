import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { explainCommand } from './commands/explain.ts';
import { planCommand } from './commands/plan.ts';
import { validateCommand } from './commands/validate.ts';
import { explainError } from './explain-error.ts';
import type { ExitCode, Io } from './io.ts';
import { paintFor } from './render/paint.ts';

/** Runs one command and gives its exit code. Throws nothing: an error is one sentence on `stderr`. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Command('dormouse')
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    });
  for (const command of [validateCommand, planCommand, explainCommand]) {
    program.addCommand(
      command(io, (code) => {
        exitCode = code;
      }).copyInheritedSettings(program),
    );
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has written its own message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    const paint = paintFor(io.stderr);
    io.stderr.write(`${paint('fault', 'dormouse:')} ${explainError(error)}\n`);
    if (process.env.DEBUG === 'dormouse') io.stderr.write(`${inspect(error, { depth: 4 })}\n`);
    return 1;
  }
}
