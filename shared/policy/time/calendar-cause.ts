import { type Calendars, entryOn } from './calendars.ts';
import type { Hours, Window } from './hours.ts';
import { localClock } from './local-clock.ts';
import type { LocalTime } from './local-time.ts';
import { dateOf, dayOfDate, weekdayOf } from './wall-clock.ts';

/**
 * The calendar because of which hours are open or closed, or stay closed today; undefined when it is the days of the week.
 *
 * @example
 * // '2026-12-25 is in calendar holidays (Christmas Day, holidays.ics)'
 */
export function calendarCause(
  hours: Hours,
  window: Window,
  calendars: Calendars,
  { timezone, now }: LocalTime,
): string | undefined {
  if (typeof hours.ranges === 'string') return undefined;
  const { date, time } = localClock(now, timezone);
  const today = dayOfDate(date);
  if (!window.open) return describe(hours.except, calendars, today);
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  for (const day of [today, today - 1]) {
    const inMinutes = minute + (today - day) * 1440;
    const around = hours.ranges.filter(({ start, end }) => start <= inMinutes && inMinutes < end);
    const isPlain = around.some(
      ({ days, dates }) => days.includes(weekdayOf(day)) || dates?.includes(dateOf(day)) === true,
    );
    if (isPlain) return undefined;
    const names = around.flatMap((range) => range.calendars ?? []);
    const found = describe(names, calendars, day);
    if (found !== undefined) return found;
  }
  return undefined;
}

function describe(names: readonly string[], calendars: Calendars, day: number): string | undefined {
  for (const name of names) {
    const entry = entryOn(calendars, name, day);
    if (entry === undefined) continue;
    const date = dateOf(day);
    return `${date} is in calendar ${name}${entry === date ? '' : ` (${entry})`}`;
  }
  return undefined;
}
