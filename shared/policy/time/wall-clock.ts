import { Temporal } from 'temporal-polyfill';
import { DAY_MS, type EpochMs, MINUTE_MS } from './units.ts';

/** Days since 1970-01-01 of the local date at `now`. */
export function localDay(now: EpochMs, timezone: string): number {
  const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone);
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
  const wall = Temporal.PlainDateTime.from(new Date(minutes * MINUTE_MS).toISOString().slice(0, 19));
  const first = wall.toZonedDateTime(timezone, { disambiguation: 'earlier' });
  const last = wall.toZonedDateTime(timezone, { disambiguation: 'later' });
  if (first.epochMilliseconds === last.epochMilliseconds) return first.epochMilliseconds;
  const skipped = !first.toPlainDateTime().equals(wall);
  if (skipped) return (first.getTimeZoneTransition('next') ?? last).epochMilliseconds;
  return (edge === 'start' ? first : last).epochMilliseconds;
}
