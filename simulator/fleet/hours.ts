import { Temporal } from 'temporal-polyfill';

const minuteMs = 60_000;
const dayMinutes = 1_440;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const day = '(?:mon|tue|wed|thu|fri|sat|sun)';
const days = `${day}(?:-${day})?(?:,${day}(?:-${day})?)*`;
const time = '(?:[01]\\d|2[0-4]):[0-5]\\d';

/** `always`, or weekdays and one range of wall-clock time: `mon-fri 09:00-17:00`, `daily 22:00-06:00`. */
export const hoursPattern = new RegExp(`^(always|(daily|${days}) ${time}-${time})$`);

/** One range of wall-clock time on some days of the week; past midnight it belongs to the day it begins on. */
export interface Hours {
  /** 0 is Monday. */
  readonly days: ReadonlySet<number>;
  /** Minutes since midnight; when `end` is not after `start` the range ends on the next day. */
  readonly start: number;
  readonly end: number;
}

/** Reads a text that `hoursPattern` accepts. */
export function parseHours(text: string): Hours {
  if (text === 'always') return { days: parseDays('daily'), start: 0, end: dayMinutes };
  const [dayText = '', range = ''] = text.split(' ');
  const [start = 0, end = 0] = range.split('-').map(parseTime);
  return { days: parseDays(dayText), start, end };
}

function parseDays(text: string): Set<number> {
  if (text === 'daily') return new Set(weekdays.keys());
  return new Set(text.split(',').flatMap(parseDayRange));
}

function parseDayRange(text: string): number[] {
  const [first = 0, last = first] = text.split('-').map((name) => weekdays.indexOf(name));
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

function parseTime(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}

/** Whether an instant (ms) falls into the hours by the wall clock of a time zone. */
export function isWithin(hours: Hours, timezone: string, at: number): boolean {
  const local = Math.floor((at + offsetAt(timezone, at)) / minuteMs);
  const minute = local % dayMinutes;
  // 1970-01-01 was a Thursday.
  const weekday = (Math.floor(local / dayMinutes) + 3) % 7;
  const isOvernight = hours.end <= hours.start;
  const isToday = hours.days.has(weekday) && minute >= hours.start && (isOvernight || minute < hours.end);
  return isToday || (isOvernight && hours.days.has((weekday + 6) % 7) && minute < hours.end);
}

// Clocks change on quarters of an hour, so one look-up answers for all minutes of a quarter.
const quarterMs = 15 * minuteMs;
const offsets = new Map<string, Map<number, number>>();

function offsetAt(timezone: string, at: number): number {
  const known = offsets.get(timezone) ?? new Map<number, number>();
  offsets.set(timezone, known);
  const quarter = Math.floor(at / quarterMs);
  const offset = known.get(quarter) ?? readOffset(timezone, quarter * quarterMs);
  known.set(quarter, offset);
  return offset;
}

function readOffset(timezone: string, at: number): number {
  const instant = Temporal.Instant.fromEpochMilliseconds(at);
  return instant.toZonedDateTimeISO(timezone).offsetNanoseconds / 1_000_000;
}
