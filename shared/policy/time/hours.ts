import { type Calendars, daysBetween } from './calendars.ts';
import type { LocalTime } from './local-time.ts';
import type { EpochMs } from './units.ts';
import { dateOf, instantOf, localDay, weekdayOf } from './wall-clock.ts';

/** Hours as parsed from `mon-fri 07:30-19:00, sat 10:00-14:00 except holidays`. */
export interface Hours {
  /** As written in the policy file. */
  readonly text: string;
  readonly ranges: readonly DayRange[] | 'always' | 'never';
  /** Names of calendars: a range that begins on one of their dates does not open. */
  readonly except: readonly string[];
}

/** Wall-clock minutes on the days on which the range begins; `end` is above 1440 when it runs past midnight. */
export interface DayRange {
  /** ISO weekdays, Monday 1 to Sunday 7. */
  readonly days: readonly number[];
  /** Dates on which it begins as well, `2026-12-31`. */
  readonly dates?: readonly string[];
  /** Names of calendars on whose dates it begins as well. */
  readonly calendars?: readonly string[];
  readonly start: number;
  /** At most 2880. */
  readonly end: number;
}

/** The calendars on whose dates hours open. */
export function openingCalendars({ ranges }: Hours): string[] {
  const names = typeof ranges === 'string' ? [] : ranges.flatMap(({ calendars = [] }) => calendars);
  return [...new Set(names)];
}

/** The open time around an instant, or the closed time around it. */
export interface Window {
  readonly open: boolean;
  /** When it opened or closed; absent when that is more than 400 days ago, or never was. */
  readonly since?: EpochMs;
  /** When it will close or open; absent when that is more than 400 days away, or never will be. */
  readonly until?: EpochMs;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Nearly all hours change within days, so these are tried first. */
const HORIZON_DAYS = [3, 8, 40, 400];

interface Memo {
  readonly timezone: string;
  readonly calendars: Calendars;
  readonly now: EpochMs;
  readonly window: Window;
}

/** The last answers of each hours: every cluster of a sweep asks about the same few instants. */
const memos = new WeakMap<Hours, readonly Memo[]>();
const MEMOS = 8;

/**
 * The open window that contains `now`, or the closed gap that does. Ranges that touch or overlap are one window.
 *
 * @example
 * windowAt(weekdays, {}, { timezone: 'Europe/Berlin', now: saturdayNoon }) // { open: false, since: friday19, until: monday0730 }
 */
export function windowAt(hours: Hours, calendars: Calendars, local: LocalTime): Window {
  if (typeof hours.ranges === 'string') return { open: hours.ranges === 'always' };
  const { timezone, now } = local;
  const known = memos.get(hours) ?? [];
  const memo = known.find(
    (one) => one.now === now && one.timezone === timezone && one.calendars === calendars,
  );
  if (memo !== undefined) return memo.window;
  const window = search(hours, hours.ranges, calendars, local);
  memos.set(hours, [{ timezone, calendars, now, window }, ...known.slice(0, MEMOS - 1)]);
  return window;
}

function search(
  hours: Hours,
  ranges: readonly DayRange[],
  calendars: Calendars,
  { timezone, now }: LocalTime,
): Window {
  const today = localDay(now, timezone);
  let window: Window = { open: false };
  for (const days of HORIZON_DAYS) {
    const { spans, seen } = daysAround(hours, ranges, { calendars, timezone, today, days });
    window = around(now, spans, seen);
    if (window.since !== undefined && window.until !== undefined) break;
  }
  return window;
}

/** Some days before and after a day, in days since 1970-01-01. */
interface Around {
  readonly calendars: Calendars;
  readonly timezone: string;
  readonly today: number;
  readonly days: number;
}

interface OpenTimes extends Around {
  readonly spans: readonly Span[];
  /** The time in which a beginning or an end is surely seen. */
  readonly seen: Span;
}

/** The last days of each hours: a simulation asks about each five minutes of them. */
const dayMemos = new WeakMap<Hours, readonly OpenTimes[]>();

function daysAround(hours: Hours, ranges: readonly DayRange[], where: Around): OpenTimes {
  const { calendars, timezone, today, days } = where;
  const known = dayMemos.get(hours) ?? [];
  const memo = known.find(
    (one) =>
      one.today === today && one.days === days && one.timezone === timezone && one.calendars === calendars,
  );
  if (memo !== undefined) return memo;
  const [first, last] = [today - days, today + days];
  const spans = merge(
    wallSpans(hours.except, ranges, calendars, first, last).map(({ from, to }) => ({
      from: instantOf(from, timezone, 'start'),
      to: instantOf(to, timezone, 'end'),
    })),
  );
  // A window that begins the day before the first may run through all of it; one that begins after the last is unseen.
  const seen = {
    from: instantOf((first + 1) * 1440, timezone, 'end'),
    to: instantOf((last + 1) * 1440, timezone, 'start'),
  };
  const open = { ...where, spans, seen };
  dayMemos.set(hours, [open, ...known.slice(0, MEMOS - 1)]);
  return open;
}

/** Ranges of the days from `first` to `last` in wall-clock minutes since 1970-01-01T00:00. */
function wallSpans(
  except: readonly string[],
  ranges: readonly DayRange[],
  calendars: Calendars,
  first: number,
  last: number,
): Span[] {
  const daysOf = (names: readonly string[] = []) =>
    names.flatMap((name) => daysBetween(calendars, name, first, last));
  const closed = daysOf(except);
  const opening = ranges.map((range) => ({ range, also: daysOf(range.calendars) }));
  const spans: Span[] = [];
  for (let day = first; day <= last; day++) {
    if (closed.some((days) => days.has(day))) continue;
    const weekday = weekdayOf(day);
    for (const { range, also } of opening) {
      const begins =
        range.days.includes(weekday) ||
        also.some((days) => days.has(day)) ||
        range.dates?.includes(dateOf(day)) === true;
      if (begins) spans.push({ from: day * 1440 + range.start, to: day * 1440 + range.end });
    }
  }
  return merge(spans);
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (from >= to) continue;
    if (last !== undefined && from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    } else {
      merged.push({ from, to });
    }
  }
  return merged;
}

function around(now: EpochMs, spans: readonly Span[], seen: Span): Window {
  const next = spans.findIndex((span) => span.from > now);
  const index = next === -1 ? spans.length : next;
  const current = spans[index - 1];
  const open = current !== undefined && now < current.to;
  const since = open ? current.from : current?.to;
  const until = open ? current.to : spans[index]?.from;
  return {
    open,
    ...(since !== undefined && since > seen.from && { since }),
    ...(until !== undefined && until < seen.to && { until }),
  };
}
