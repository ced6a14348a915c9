import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { zonedAt } from './local-time.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from './units.ts';

/** Days since 1970-01-01 of the local date at `now`. */
export function localDay(now: EpochMs, timezone: string): number {
  const { year, month, day } = zonedAt(now, timezone);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** The date of a day as calendars write it, `2026-12-25`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Days since 1970-01-01 of a date. */
export function dayOf(
  year: number,
  { month, day }: { readonly month: number; readonly day: number },
): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS;
}

/** The instant at which a date, `2026-12-25`, begins in a time zone. Throws a RangeError when there is no such date. */
export function startOfDate(date: string, timezone: string): EpochMs {
  return PlainDate.toZonedDateTime(plainDate(date), timezone).epochMilliseconds;
}

/** The instant at which a date, `2026-12-25`, ends in a time zone. Throws a RangeError when there is no such date. */
export function endOfDate(date: string, timezone: string): EpochMs {
  return PlainDate.toZonedDateTime(PlainDate.addDays(plainDate(date), 1), timezone).epochMilliseconds;
}

/** More than ten years of dates. */
const MOST_WEEKS = 4_000;
const weeks = new Map<string, string>();

/** The ISO week of a date: `2026-W53`. */
export function weekOfDate(date: string): string {
  const known = weeks.get(date);
  if (known !== undefined) return known;
  if (weeks.size >= MOST_WEEKS) weeks.clear();
  const day = plainDate(date);
  const week = `${PlainDate.yearOfWeek(day)}-W${String(PlainDate.weekOfYear(day)).padStart(2, '0')}`;
  weeks.set(date, week);
  return week;
}

function plainDate(date: string): PlainDate.Record {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date.split('-').map(Number);
  return PlainDate.create(year, month, day);
}

/** Days since 1970-01-01 of a date, `2026-12-25`. */
export function dayOfDate(date: string): number {
  return Date.parse(date) / DAY_MS;
}

export function daysOfMonth(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}

/** ISO weekday of a day, Monday 1 to Sunday 7. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/**
 * The instant at which a range starts or ends, in wall-clock minutes since 1970-01-01T00:00. A time that a
 * change of the clocks skips is the moment of the change. One that it repeats is its first occurrence for a
 * start and its last for an end.
 */
export function instantOf(minutes: number, timezone: string, edge: 'start' | 'end'): EpochMs {
  const date = new Date(minutes * MINUTE_MS);
  const wall = PlainDateTime.create(
    ...([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()] as const),
    ...([date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()] as const),
  );
  const first = PlainDateTime.toZonedDateTime(wall, timezone, { disambiguation: 'earlier' });
  const last = PlainDateTime.toZonedDateTime(wall, timezone, { disambiguation: 'later' });
  if (first.epochMilliseconds === last.epochMilliseconds) return first.epochMilliseconds;
  const skipped = !PlainDateTime.equals(ZonedDateTime.toPlainDateTime(first), wall);
  if (skipped) return (ZonedDateTime.getTimeZoneTransition(first, 'next') ?? last).epochMilliseconds;
  return (edge === 'start' ? first : last).epochMilliseconds;
}
