import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from './model.ts';
import { instantOf } from './wall-clock.ts';

const MINUTE_MS = 60_000;
/** More than a repeated hour has minutes, all of which may have been due already. */
const AHEAD = 200;

/**
 * The first time after `now` that a cron expression of five fields names, by the clock of a time zone, as `lastDue` reads
 * it. Undefined when there is none in the years that are searched.
 */
export function nextDue(cron: string, timezone: string, now: EpochMs): EpochMs | undefined {
  const calendar = new Cron(cron, { mode: '5-part', timezone: 'UTC', paused: true });
  const { epochMilliseconds, offsetNanoseconds } =
    Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone);
  return calendar
    .nextRuns(AHEAD, new Date(epochMilliseconds + offsetNanoseconds / 1e6))
    .map((wall) => instantOf(wall.getTime() / MINUTE_MS, timezone, 'start'))
    .find((at) => at > now);
}
