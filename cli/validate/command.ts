import { Command } from 'commander';
import { addOutputOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { ValidateOptions } from './run.ts';

/** `dormouse validate`: every problem of a policy file. Does not call AWS. */
export function validateCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('validate')
    .description(
      'check a policy file and list every problem with its position and remedy; asks AWS for nothing',
    )
    .argument('[file]', 'the policy file, - for standard input', 'policy.yml')
    .option(
      '--for <source>',
      'where the policy will lie, as in the parameter policy: ssm:/dormouse/policy; checks that it fits',
    )
    .addHelpText(
      'after',
      `
Examples:
  dormouse validate
  dormouse validate --for ssm:/dormouse/policy
  dormouse validate examples/policy.yml --json

Exit code: 0 valid, with or without warnings; 1 not valid, or the file cannot be read.`,
    )
    .action(async (path: string, options: ValidateOptions) => {
      const { runValidate } = await import('./run.ts');
      done(await runValidate(path, options, io));
    });
  return addOutputOptions(command);
}
