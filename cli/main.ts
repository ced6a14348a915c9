import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { explainError } from './errors/explain-error.ts';
import { explainUsage } from './errors/usage-error.ts';
import { explainCommand } from './explain/command.ts';
import { planCommand } from './plan/command.ts';
import { type ExitCode, fitted, type Io } from './terminal/io.ts';
import { paintFor } from './terminal/paint.ts';
import { validateCommand } from './validate/command.ts';

/** Runs one command. Never throws: an error is one sentence on `stderr`. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Command('dormouse')
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Reported below, as every other error is.
      outputError: () => undefined,
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
    const isUsage = error instanceof CommanderError;
    // Commander throws this after it has written help.
    if (isUsage && error.exitCode === 0) return 0;
    if (isUsage && error.code === 'commander.help') return 1;
    const command = program.commands.find((each) => each.name() === args[0])?.name() ?? '';
    const said = isUsage ? explainUsage(error, command) : explainError(error);
    io.stderr.write(fitted(`${paintFor(io.stderr)('fault', 'dormouse:')} ${said}\n`, io.stderr));
    if (process.env.DEBUG === 'dormouse') io.stderr.write(`${inspect(error, { depth: 4 })}\n`);
    return 1;
  }
}
