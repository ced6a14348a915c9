import { Command } from 'commander';
import { addAwsOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { ReadinessOptions } from './run.ts';

/** `dormouse readiness`: whether each cluster could be restored, and what is in the way. Only reads. */
export function readinessCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('readiness')
    .description(
      'show for each cluster whether its newest snapshot could be restored in each Region that has one, and what is in the way; only reads, changes nothing',
    )
    .option('-c, --clusters <glob...>', 'only these clusters, "prod-*" "!prod-test"')
    .option('-a, --accounts <account...>', 'only these accounts of the policy')
    .option(
      '--lose <region>',
      'as if this Region were lost: what is left of its clusters, and what would stop them',
    )
    .option('--all', 'list the clusters that are ready, too')
    .addHelpText(
      'after',
      `
Regions are those of the policy, and those that it copies snapshots to.

Examples:
  dormouse readiness
  dormouse readiness --lose eu-central-1
  dormouse readiness --clusters "prod-*" --json

Exit code: 0 ready; 2 something is in the way of a restore; 1 error, or something could not be read.`,
    )
    .action(async (options: ReadinessOptions) => {
      const { runReadiness } = await import('./run.ts');
      done(await runReadiness(options, io));
    });
  return addAwsOptions(command);
}
