import { Command, InvalidArgumentError, Option } from 'commander';
import { addOutputOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { SimulateOptions } from './run.ts';

/** `dormouse simulate`: what a policy would do to a fleet over some weeks. Does not call AWS. */
export function simulateCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('simulate')
    .description(
      'show what a policy would do to a fleet over some weeks, as if it said enforce; does not call AWS',
    )
    .option('-p, --policy <file>', 'the policy file, - for standard input', 'policy.yml')
    .option('-f, --fleet <file>', 'the clusters and how they are used (docs/fleet-file.md)', 'fleet.yml')
    .addOption(new Option('--days <number>', 'how many days').argParser(days).default(28))
    .addOption(
      new Option('--from <time>', 'when it begins; default: with the recording, or last Monday').argParser(
        instant,
      ),
    )
    .addOption(
      new Option('--seed <number>', 'another seed draws other durations').argParser(wholeNumber).default(1),
    )
    .option('--region <region>', 'the Region that the functions run in, where the policy names no targets')
    .option('--prices <file>', 'prices, for money (docs/prices.md); without them none is shown')
    .option('--committed <file>', 'reserved instances and Savings Plans, which cost the same anyway')
    .option('-o, --out <folder>', 'also write simulation.json and simulation.html there')
    .addHelpText(
      'after',
      `
Examples:
  dormouse simulate --policy policy.yml --fleet fleet.yml
  dormouse simulate --policy examples/policy.yml --fleet examples/fleet.yml --days 7 --out reports

Exit code: 0 simulated, 1 a file is not valid or cannot be read, or a sweep failed.`,
    )
    .action(async (options: SimulateOptions) => {
      const { runSimulate } = await import('./run.ts');
      done(await runSimulate(options, io));
    });
  return addOutputOptions(command);
}

function days(text: string): number {
  const count = Number(text);
  if (count > 0 && count <= 366) return count;
  throw new InvalidArgumentError('Write a number of days from 1 to 366.');
}

function instant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('Write a time such as 2026-11-23T05:00Z.');
  return at;
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number.');
}
