import { nearest, suggest } from '../../document/nearest.ts';
import type { Reading } from '../../document/problem.ts';
import type { DayRange, Hours } from './hours.ts';
import { rewriteHours } from './hours-hint.ts';

export const dayNames: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const wholeDay = 24 * 60;
const example = 'write for example mon-fri 07:30-19:00, sat 10:00-14:00 except holidays';

/**
 * Reads `always`, `never`, or a list such as `mon-fri 07:30-19:00, sat 10:00-14:00 except holidays`.
 *
 * Days without a time join the next item that has one, a time without days holds on those of the item before it
 * (daily when it is the first), and an end that is not after its start lies on the next day. Does not know which calendars there are.
 */
export function parseHours(text: string): Reading<Hours> {
  const read = readHours(text);
  if (read.ok) return read;
  const { text: other, zone } = rewriteHours(text);
  if (!readHours(other).ok) return read;
  const beside = zone === undefined ? '' : `, and the time zone in its own key: timezone: ${zone}`;
  return { ...read, remedy: `write ${other}${beside}` };
}

function readHours(text: string): Reading<Hours> {
  const [list = '', names, ...more] = text.split(/(?<!\S)except(?!\S)/i);
  const except = (names ?? '').split(',').map((name) => name.trim());
  if (more.length > 0 || (names !== undefined && !except.every((name) => /^[a-z][\w-]*$/i.test(name)))) {
    return unreadable('has no readable calendar names after "except"', example);
  }
  const word = list.trim().toLowerCase();
  if (word === 'always' || word === 'never') {
    return names === undefined
      ? { ok: true, value: { text: text.trim(), ranges: word, except: [] } }
      : unreadable(`has "except" after "${word}"`, 'write for example daily 00:00-24:00 except holidays');
  }
  const ranges = parseRanges(word);
  return ranges.ok
    ? {
        ok: true,
        value: { text: text.trim(), ranges: ranges.value, except: names === undefined ? [] : except },
      }
    : ranges;
}

function parseRanges(list: string): Reading<DayRange[]> {
  const ranges: DayRange[] = [];
  let days: readonly number[] = [];
  let before: readonly number[] = span(1, 7);
  for (const item of list.split(',')) {
    const parsed = parseItem(item.trim());
    if (!parsed.ok) {
      return parsed;
    }
    days = [...days, ...parsed.value.days];
    if (parsed.value.time !== undefined) {
      before = days.length === 0 ? before : inOrder(days);
      ranges.push({ days: before, ...parsed.value.time });
      days = [];
    }
  }
  if (days.length > 0) {
    return unreadable('ends in days without a time', 'add one, 00:00-24:00 for the whole day');
  }
  return { ok: true, value: ranges };
}

interface Item {
  readonly days: readonly number[];
  readonly time?: { readonly start: number; readonly end: number };
}

const itemForm = /^(?:([a-z]+)(?:\s*-\s*([a-z]+))?)?\s*(?:(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d))?$/;

function parseItem(item: string): Reading<Item> {
  const parts = itemForm.exec(item);
  if (item === '') return unreadable('has an empty part', example);
  if (parts === null) return unreadablePart(item);
  const [, first, last, from, to] = parts;
  const days = parseDays(first, last);
  if (!days.ok || from === undefined || to === undefined) {
    return days.ok ? { ok: true, value: { days: days.value } } : days;
  }
  const start = minutes(from);
  const end = minutes(to);
  if (Number.isNaN(start) || Number.isNaN(end) || start === wholeDay) {
    return unreadable(
      `has an impossible time, "${from}-${to}"`,
      'write times from 00:00 to 24:00, 24:00 only as an end',
    );
  }
  if (start === end) {
    return unreadable(`begins and ends at ${from}`, 'write 00:00-24:00 for the whole day');
  }
  return { ok: true, value: { days: days.value, time: { start, end: end > start ? end : end + wholeDay } } };
}

/** Names what is left when readable days and a readable time are taken off. */
function unreadablePart(item: string): Reading<never> {
  const part = item
    .replaceAll(/\s*-\s*/g, '-')
    .replace(/^[a-z]+(-[a-z]+)?(?=\s)/, '')
    .replace(/^\s*\d{1,2}:\d\d-\d{1,2}:\d\d(?!\S)/, '')
    .trim();
  const isExcept = nearest(part.split(/\s/)[0] ?? '', ['except']) !== undefined;
  return unreadable(`has an unreadable part, "${part}"`, isExcept ? 'did you mean except?' : example);
}

function parseDays(first: string | undefined, last: string | undefined): Reading<readonly number[]> {
  if (first === undefined || (first === 'daily' && last === undefined)) {
    return { ok: true, value: first === undefined ? [] : span(1, 7) };
  }
  const from = dayNumber(first);
  const to = dayNumber(last ?? first);
  if (from === 0 || to === 0) {
    const unknown = from === 0 ? first : (last ?? first);
    return unreadable(`has an unknown day, "${unknown}"`, suggest(unknown, [...dayNames, 'daily']));
  }
  return { ok: true, value: span(from, to < from ? to + 7 : to) };
}

/** Minutes since midnight, NaN for a time that no clock shows. */
function minutes(clock: string): number {
  const [hour = Number.NaN, minute = Number.NaN] = clock.split(':').map(Number);
  const value = hour * 60 + minute;
  return minute < 60 && value <= wholeDay ? value : Number.NaN;
}

/** ISO weekday, 0 for what is none. */
function dayNumber(name: string): number {
  return dayNames.indexOf(name) + 1;
}

function span(from: number, to: number): number[] {
  return inOrder(Array.from({ length: to - from + 1 }, (_, index) => ((from + index - 1) % 7) + 1));
}

function inOrder(days: readonly number[]): number[] {
  return [...new Set(days)].sort((a, b) => a - b);
}

function unreadable(message: string, remedy: string): Reading<never> {
  return { ok: false, message, remedy };
}
