import { Command } from 'commander';
import { addOutputOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { TestOptions } from './run.ts';

/** `dormouse test`: whether a policy decides what its tests expect. Does not call AWS. */
export function testCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('test')
    .description('check what a policy decides, by the examples in its test files; does not call AWS')
    .argument('[file...]', 'files of tests, - for standard input', ['policy.test.yml'])
    .option('-p, --policy <file>', 'the policy, instead of the one that each file names')
    .addHelpText(
      'after',
      `
Examples:
  dormouse test
  dormouse test examples/*.test.yml

Exit code: 0 all tests pass; 1 some fail, or a file is not valid or cannot be
read.`,
    )
    .action(async (files: readonly string[], options: TestOptions) => {
      const { runTestFiles } = await import('./run.ts');
      done(await runTestFiles(files, options, io));
    });
  return addOutputOptions(command);
}
