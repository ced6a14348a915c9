import { Command } from 'commander';
import { addByHandOptions, CLUSTER } from '../by-hand/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { HoursOptions } from './run.ts';

/** `dormouse hours`: writes the tag dormouse:hours, with who and why. */
export function hoursCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('hours')
    .description('give one cluster other hours for a while, by its tag dormouse:hours')
    .argument(...CLUSTER)
    .argument('[hours]', 'as a policy writes them: "mon-fri 08:00-22:00, sat 10:00-14:00"')
    .argument('[time...]', 'until 2026-12-20; until 2026-12-20T18:00:00Z; for 7d')
    .option('--remove', 'remove the tag, so that the hours of the rule apply again')
    .addHelpText(
      'after',
      `
Examples:
  dormouse hours dev-orders "mon-fri 08:00-22:00" until 2026-12-20 --because "release week"
  dormouse hours dev-orders never for 3d
  dormouse hours dev-orders --remove --yes

The rule has to allow it, for example with override: max 14d in its power.

Exit code: 0 written, or there was nothing to remove; 1 error, refused, or you said no.`,
    )
    .action(async (wanted: string, hours: string | undefined, time: string[], options: HoursOptions) => {
      const { runHours } = await import('./run.ts');
      done(await runHours(wanted, { hours, time }, options, io));
    });
  return addByHandOptions(command);
}
