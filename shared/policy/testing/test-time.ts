import { Temporal } from 'temporal-polyfill';
import type { Reading } from '../../document/problem.ts';
import { readInstant } from '../rules/hold.ts';
import { dayNames } from '../time/day-words.ts';
import { parseDuration } from '../time/duration.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';

/** A time as a test says it: an instant, a wall-clock time, or a time before the test's own. */
export type TestTime =
  | { readonly kind: 'instant'; readonly at: EpochMs }
  | { readonly kind: 'local'; readonly wall: string }
  | { readonly kind: 'ago'; readonly ms: number };

const LOCAL = /^(?:([a-z]{3}) )?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)$/i;
const AGO = /^(\S+) ago$/;

/**
 * Reads an ISO-8601 instant with `Z` or an offset, or a wall-clock time, with its weekday before it or without.
 *
 * @example
 * readTime('mon 2026-11-23 20:00') // { ok: true, value: { kind: 'local', wall: '2026-11-23T20:00' } }
 */
export function readTime(text: string): Reading<TestTime> {
  const [, day, date = '', time = ''] = LOCAL.exec(text) ?? [];
  if (date === '') {
    const at = readInstant(text);
    return at === undefined ? unreadable : { ok: true, value: { kind: 'instant', at } };
  }
  const wall = `${date}T${time}`;
  const weekday = weekdayOf(wall);
  if (weekday === undefined) return unreadable;
  return day === undefined || day.toLowerCase() === weekday
    ? { ok: true, value: { kind: 'local', wall } }
    : { ok: false, message: 'has the wrong weekday', remedy: `write ${weekday} ${date} ${time}` };
}

/** The same, or a duration before the time of the test: `20m ago`. */
export function readPastTime(text: string): Reading<TestTime> {
  const ms = parseDuration(AGO.exec(text)?.[1] ?? '');
  if (!Number.isNaN(ms)) return { ok: true, value: { kind: 'ago', ms } };
  const read = readTime(text);
  return read.ok || read !== unreadable ? read : { ...read, remedy: `${read.remedy}, or 20m ago` };
}

/** A wall-clock time that a change of the clocks repeats is the first one; one that it skips is after the change. */
export function resolveTime(time: TestTime, { timezone, now }: LocalTime): EpochMs {
  switch (time.kind) {
    case 'instant':
      return time.at;
    case 'ago':
      return now - time.ms;
    case 'local':
      return Temporal.PlainDateTime.from(time.wall).toZonedDateTime(timezone).epochMilliseconds;
  }
}

const unreadable = {
  ok: false,
  message: 'is not a time',
  remedy: 'write for example mon 2026-11-23 20:00, or 2026-11-23T20:00:00+01:00',
} as const;

function weekdayOf(wall: string): string | undefined {
  try {
    return dayNames[Temporal.PlainDateTime.from(wall, { overflow: 'reject' }).dayOfWeek - 1];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
