import { Command } from 'commander';
import { addAwsOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { RecordOptions } from './run.ts';

/** `dormouse record`: a real fleet as a fleet file, with its use of the last weeks. Only reads. */
export function recordCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('record')
    .description(
      'write a fleet file of the clusters that there are, with their use of the last weeks, for simulations; only reads, changes nothing',
    )
    .option('--days <number>', 'how far back, 62 at most', '28')
    .option('-o, --out <file>', 'the fleet file to write', 'fleet.yml')
    .option('--anonymise', 'replace names, ids, accounts, tag values and ARNs, also in a copy of the policy')
    .option('--prices <file>', 'list prices to check against the fleet, in place of those of AWS')
    .option('--no-prices', 'read no list prices')
    .option('-y, --yes', 'do not ask before metrics are read, which costs money')
    .addHelpText(
      'after',
      `
Accounts and Regions are those of the policy, and the Regions that it copies snapshots to. Without a policy file, it is
the account of the credentials, and its Region.

A recording that was interrupted goes on where it was: run the same command again within 20 hours.

Examples:
  dormouse record --days 28 --out fleet.yml
  dormouse record --anonymise --yes --policy policy.yml
  dormouse record --region eu-central-1 --days 7 --no-prices

Exit code: 0 everything was read, 1 error, something is missing, or you said no.`,
    )
    .action(async (options: RecordOptions, self: Command) => {
      const { runRecord } = await import('./run.ts');
      const isNamed = self.getOptionValueSource('policy') !== 'default';
      done(await runRecord({ ...options, isPolicyNamed: isNamed }, io));
    });
  return addAwsOptions(command);
}
