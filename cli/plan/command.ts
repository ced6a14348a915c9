import { Command } from 'commander';
import { addAwsOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { PlanOptions } from './run.ts';

/** `dormouse plan`: the changes that are due now, and why. Only reads. */
export function planCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('plan')
    .description(
      'show which changes to clusters, activity streams, capacity and snapshots are due now, and why; only reads, changes nothing',
    )
    .option('-c, --clusters <glob...>', 'show only these clusters, "dev-*" "!dev-payments"; all are read')
    .option('-r, --regions <region...>', 'only these Regions of the policy')
    .option('-a, --accounts <account...>', 'only these accounts of the policy')
    .option('--at <time>', 'what is due at a time to come, by the facts of now: 2026-12-01T18:00:00Z')
    .option('--rule <name>', 'show only what this rule decides')
    .option('--tag <key=value...>', 'show only clusters with these tags; a key alone: with any value')
    .option(
      '--prices <file>',
      'prices, for the cost of Extended Support and of restore drills (docs/prices.md)',
    )
    .option('--all', 'list every cluster, stream, capacity and snapshot, unchanged ones too')
    .addHelpText(
      'after',
      `
Examples:
  dormouse plan
  dormouse plan --policy policy.yml --clusters "dev-*" --all
  dormouse plan --rule "developer databases" --tag team=shop

Exit code: 0 nothing due, 2 changes due, 1 error, or something was not read.`,
    )
    .action(async (options: PlanOptions) => {
      const { runPlan } = await import('./run.ts');
      done(await runPlan(options, io));
    });
  return addAwsOptions(command);
}
