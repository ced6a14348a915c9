import { Command } from 'commander';
import { addCallerOptions, stageOption } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { HistoryOptions } from './run.ts';

/** `dormouse history`: all that happened to a cluster and why, from the record of outcome events. Only reads. */
export function historyCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('history')
    .description(
      'show all that was done to a cluster, refused or failed, by whom and why, from the record of events; only reads, changes nothing',
    )
    .argument('[cluster]', 'identifier, "dev-*", ARN or resource id; without it, all clusters')
    .option('--since <time>', 'how far back, such as 24h or 7d, or an instant', '7d')
    .option('--until <time>', 'up to this instant, or this long ago')
    .option('-a, --accounts <account...>', 'only in these accounts')
    .addOption(stageOption())
    .option('--timezone <zone>', 'of the times, such as Europe/Berlin; default: that of this machine')
    .addHelpText(
      'after',
      `
The record is in the account and Region of the deployment, so --region names that Region.

Examples:
  dormouse history dev-orders
  dormouse history "dev-*" --since 24h --accounts 444455556666
  dormouse history cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ --since 400d --json
  dormouse history dev-orders --since 2026-11-20T18:00:00Z --until 2026-11-21T06:00:00Z

Exit code: 0 shown, 1 error.`,
    )
    .action(async (wanted: string | undefined, options: HistoryOptions) => {
      const { runHistory } = await import('./run.ts');
      done(await runHistory(wanted, options, io));
    });
  return addCallerOptions(command);
}
