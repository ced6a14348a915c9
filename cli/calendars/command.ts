import { Argument, Command } from 'commander';
import { addOutputOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { CalendarsOptions } from './run.ts';

/** `dormouse calendars update`: writes the dates of iCalendar files into the policy. Does not call AWS. */
export function calendarsCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('calendars')
    .description('read the iCalendar files that a policy names and write their dates into it')
    .addArgument(new Argument('<action>', 'what to do').choices(['update']))
    .argument('[file]', 'the policy file', 'policy.yml')
    .option('--check', 'write nothing; exit code 1 if the dates in the policy are not those of the files')
    .addHelpText(
      'after',
      `
Reads each file, beside the policy or by its https URL, and writes the dates of
this year and the next under the entry, with the names of the events. A deployed
policy has them as its own and reads no file.

Examples:
  dormouse calendars update
  dormouse calendars update policy.yml --check

Exit code: 0 the policy has the dates; 1 a file cannot be read, or --check finds
other dates.`,
    )
    .action(async (_action: string, path: string, options: CalendarsOptions) => {
      const { runCalendarsUpdate } = await import('./run.ts');
      done(await runCalendarsUpdate(path, options, io));
    });
  return addOutputOptions(command);
}
