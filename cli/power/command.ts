import { Command } from 'commander';
import { addByHandOptions, CLUSTER } from '../by-hand/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { PowerOptions } from './run.ts';

/** `dormouse start`: starts one cluster, with a hold so that it stays up. */
export function startCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('start')
    .description('start one cluster and hold it, so that it stays up for a while')
    .argument(...CLUSTER)
    .option('--for <time>', 'how long it stays up: 30m, 4h, 7d', '4h')
    .addHelpText(
      'after',
      `
Examples:
  dormouse start dev-orders --because "demo for sales"
  dormouse start arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders --for 2d --yes

It starts what protect and AWS allow, and refuses a cluster that somebody holds otherwise.

Exit code: 0 requested, or running already; 1 error, refused, or you said no.`,
    )
    .action(async (wanted: string, options: PowerOptions) => {
      const { runPower } = await import('./run.ts');
      done(await runPower('start', wanted, options, io));
    });
  return addByHandOptions(command);
}

/** `dormouse stop`: stops one cluster, and with `--for` holds it so that it stays stopped. */
export function stopCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('stop')
    .description('stop one cluster, and with --for hold it so that it stays stopped')
    .argument(...CLUSTER)
    .option(
      '--for <time>',
      'how long it stays stopped: 4h, 7d; without it, its rule starts it within its hours',
    )
    .option('--without-snapshot', 'stop it even where its rule says snapshotFirst and there is none yet')
    .addHelpText(
      'after',
      `
Examples:
  dormouse stop dev-orders
  dormouse stop dev-orders --for 14d --because "project is on hold"

It stops at once, in use or not. It stops what protect, stop: never and AWS allow, and refuses a cluster that
somebody holds otherwise. It takes no snapshot: where the rule says snapshotFirst, it refuses to stop a cluster
without a complete one since its last start, unless you say --without-snapshot.

Exit code: 0 requested, or stopped already; 1 error, refused, or you said no.`,
    )
    .action(async (wanted: string, options: PowerOptions) => {
      const { runPower } = await import('./run.ts');
      done(await runPower('stop', wanted, options, io));
    });
  return addByHandOptions(command);
}
