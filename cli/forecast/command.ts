import { Command } from 'commander';
import { addAwsOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { ForecastOptions } from './run.ts';

/** `dormouse forecast`: what the clock will do to each cluster, and what depends on use. Only reads. */
export function forecastCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('forecast')
    .description(
      'show for each cluster what the clock will do in the next days, and what depends on use; only reads, changes nothing',
    )
    .option('--days <number>', 'how many days, 1 to 366', '14')
    .option('--at <time>', 'begin at this ISO time, with the facts of today; default: now')
    .option('-c, --clusters <glob...>', 'only these clusters, "dev-*" "!dev-payments"')
    .option('--fleet <file>', 'the clusters of a fleet file, instead of those of AWS')
    .option('--ics <file>', 'write an iCalendar to a file, too')
    .option('-o, --out <folder>', 'also write forecast.json and forecast.html there')
    .option('--html <file>', 'write a page that shows it to a file, too')
    .addHelpText(
      'after',
      `
Examples:
  dormouse forecast
  dormouse forecast --days 7 --clusters "dev-*" --ics dormouse.ics
  dormouse forecast --html forecast.html
  dormouse forecast --at 2026-12-21T00:00:00+01:00 --fleet fleet.yml

Exit code: 0 shown; 1 error, or something was not read.`,
    )
    .action(async (options: ForecastOptions) => {
      const { runForecast } = await import('./run.ts');
      done(await runForecast(options, io));
    });
  return addAwsOptions(command);
}
