import { Command, Option } from 'commander';
import { addByHandOptions, type ByHandOptions, CLUSTER } from '../by-hand/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { HoldOptions } from './run.ts';

/** `dormouse hold`: writes the tag dormouse:hold, with who and why. */
export function holdCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('hold')
    .description('keep one cluster stopped, up or as it is for a while, by its tag dormouse:hold')
    .argument(...CLUSTER)
    .argument('<time...>', 'for 4h; until 2026-12-01T18:00:00Z; until 2026-12-01; or forever')
    .addOption(
      new Option(
        '--keep <state>',
        'stopped or up holds its power alone, as-is allows no changes at all; default: the power state it has now',
      ).choices(['stopped', 'up', 'as-is']),
    )
    .addHelpText(
      'after',
      `
Examples:
  dormouse hold dev-orders for 4h --because "load test"
  dormouse hold dev-orders until 2026-12-24 --keep stopped
  dormouse hold prod-orders until 2026-12-01T18:00:00Z --keep as-is --yes

Exit code: 0 held, 1 error, or you said no.`,
    )
    .action(async (wanted: string, time: string[], options: HoldOptions) => {
      const { runHold } = await import('./run.ts');
      done(await runHold(wanted, time, options, io));
    });
  return addByHandOptions(command);
}

/** `dormouse release`: removes the tag dormouse:hold. */
export function releaseCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('release')
    .description('remove the hold of one cluster, so that its rule decides again')
    .argument(...CLUSTER)
    .addHelpText(
      'after',
      `
Examples:
  dormouse release dev-orders
  dormouse release "dev-ord*" --because "load test is over" --yes

Exit code: 0 released, or not held; 1 error, or you said no.`,
    )
    .action(async (wanted: string, options: ByHandOptions) => {
      const { runRelease } = await import('./run.ts');
      done(await runRelease(wanted, options, io));
    });
  return addByHandOptions(command);
}
