import { Command, Option } from 'commander';
import { addOutputOptions } from '../input/options.ts';
import { addSimulationOptions } from '../simulate/simulation-options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { CompareOptions } from './run.ts';

/** `dormouse compare`: what a change of the policy would change, on the same fleet. Does not call AWS. */
export function compareCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('compare')
    .description(
      'show what another policy would do differently to the same fleet, and what of it is more dangerous; does not call AWS',
    )
    .argument('<old>', 'the policy file as it is, - for standard input')
    .argument('<new>', 'the policy file as it would be, - for standard input')
    .option('-f, --fleet <file>', 'the clusters and how they are used (docs/fleet-file.md)', 'fleet.yml')
    .addOption(
      new Option('--format <format>', 'how it is written')
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .option('-o, --out <folder>', 'also write comparison.json and comparison.html there')
    .addHelpText(
      'after',
      `
Examples:
  dormouse compare policy.yml new.yml --fleet fleet.yml
  git show main:policy.yml | dormouse compare - policy.yml --format markdown

Exit code: 0 no difference, 1 a file is not valid or cannot be read, or a sweep failed, 2 different,
3 more dangerous: something is stopped, restarted or deleted that was not, or less is kept.`,
    )
    .action(async (old: string, now: string, options: CompareOptions) => {
      const { runCompare } = await import('./run.ts');
      done(await runCompare(old, now, options, io));
    });
  return addOutputOptions(addSimulationOptions(command));
}
