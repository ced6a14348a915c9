import { type Command, InvalidArgumentError, Option } from 'commander';

/** When and where a simulation goes on, and the files that make money of hours. */
export function addSimulationOptions(command: Command): Command {
  return command
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
    .option('--committed <file>', 'reserved instances and Savings Plans, which cost the same anyway');
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
