import { datesIn, readDates } from './calendar-dates.ts';
import { dateOf } from './wall-clock.ts';

/**
 * Calendar name to its entries. They stay as they are written, so that a policy is plain data; the dates of a year
 * are worked out when they are asked for.
 */
export type Calendars = Readonly<Record<string, Calendar>>;

export type Calendar = readonly CalendarEntry[];

/** Dates such as `2026-12-25` or `last mon of may`, or the dates of an iCalendar file. */
export type CalendarEntry = string | IcsEntry;

/** An iCalendar file, and the dates that were read from it. */
export interface IcsEntry {
  /** A path beside the policy file, or a URL. */
  readonly ics: string;
  /** Dates and ranges to the names of their events. */
  readonly dates: Readonly<Record<string, string>>;
}

/** Days since 1970-01-01 to what names them: `12-25`, or `Christmas Day, holidays.ics`. */
type Days = ReadonlyMap<number, string>;

const years = new WeakMap<Calendar, Map<number, Days>>();

/** Which entry of a calendar has a day, in days since 1970-01-01; undefined when none has. */
export function entryOn(calendars: Calendars, name: string, day: number): string | undefined {
  const calendar = calendars[name];
  if (calendar === undefined) return undefined;
  return daysIn(calendar, Number(dateOf(day).slice(0, -6))).get(day);
}

/** The days of a calendar from one day to another, as a set to look in. */
export function daysBetween(calendars: Calendars, name: string, first: number, last: number): Days[] {
  const calendar = calendars[name];
  if (calendar === undefined) return [];
  const [from, to] = [first, last].map((day) => Number(dateOf(day).slice(0, -6))) as [number, number];
  return Array.from({ length: to - from + 1 }, (_, index) => daysIn(calendar, from + index));
}

/** The last day of a calendar, in days since 1970-01-01; undefined when it has days in every year. */
export function lastDay(calendar: Calendar): number | undefined {
  const rules = calendar.flatMap((entry) => textsOf(entry).map(([text]) => readDates(text)));
  const lasts = rules.flatMap((read) => (read.ok ? [read.value] : []));
  if (lasts.some(({ kind }) => kind !== 'dates')) return undefined;
  return Math.max(...lasts.map((rule) => (rule.kind === 'dates' ? rule.last : 0)));
}

function daysIn(calendar: Calendar, year: number): Days {
  const known = years.get(calendar) ?? new Map<number, Days>();
  years.set(calendar, known);
  const old = known.get(year);
  if (old !== undefined) return old;
  const days = new Map<number, string>();
  for (const [text, label] of calendar.flatMap(textsOf)) {
    const read = readDates(text);
    if (!read.ok) continue;
    for (const day of datesIn(read.value, year)) if (!days.has(day)) days.set(day, label);
  }
  known.set(year, days);
  return days;
}

function textsOf(entry: CalendarEntry): [text: string, label: string][] {
  if (typeof entry === 'string') return [[entry, entry]];
  const file = entry.ics.split('/').at(-1) ?? entry.ics;
  return Object.entries(entry.dates).map(([text, name]) => [text, name === '' ? file : `${name}, ${file}`]);
}
