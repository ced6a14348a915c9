import { nearest, suggest } from '../../document/nearest.ts';
import type { Reading } from '../../document/problem.ts';
import type { DayRange } from './hours.ts';

export const dayNames: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const WHOLE_DAY = 24 * 60;

/** The remedy where nothing better is known. */
export const example = 'write for example mon-fri 07:30-19:00, sat 10:00-14:00 except holidays';

/** One part of the list: days, a time, both, or a range over days. */
type Item =
  | {
      readonly days: readonly number[];
      readonly time?: Pick<DayRange, 'start' | 'end'>;
      readonly stretch?: never;
    }
  | { readonly stretch: readonly DayRange[] };

const itemForm = /^(?:([a-z]+)(?:\s*-\s*([a-z]+))?)?\s*(?:(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d))?$/;
const stretchForm = /^([a-z]+)\s*(\d{1,2}:\d\d)\s*-\s*([a-z]+)\s*(\d{1,2}:\d\d)$/;

/** Reads one part of a list of hours, in lower case. */
export function parseItem(item: string): Reading<Item> {
  if (item === '') return unreadable('has an empty part', example);
  const [isStretch, day = '', opens = '', lastDay = '', closes = ''] = stretchForm.exec(item) ?? [];
  if (isStretch !== undefined) return parseStretch(day, opens, lastDay, closes);
  const parts = itemForm.exec(item);
  if (parts === null) return unreadablePart(item);
  const [, first, last, from, to] = parts;
  const days = parseDays(first, last);
  if (!days.ok || from === undefined || to === undefined) {
    return days.ok ? { ok: true, value: { days: days.value } } : days;
  }
  const start = minutes(from);
  const end = minutes(to);
  if (isImpossible(start, end)) return impossibleTime(`${from}-${to}`);
  if (start === end) {
    return unreadable(`begins and ends at ${from}`, 'write 00:00-24:00 for the whole day');
  }
  return { ok: true, value: { days: days.value, time: { start, end: end > start ? end : end + WHOLE_DAY } } };
}

/** A range over days is a range on each of its days, so a date that `except` names is cut out of it. */
function parseStretch(first: string, from: string, last: string, to: string): Reading<Item> {
  const begin = dayNumber(first);
  const final = dayNumber(last);
  if (begin === 0 || final === 0) return unknownDay(begin === 0 ? first : last);
  const start = minutes(from);
  const end = minutes(to);
  if (isImpossible(start, end)) return impossibleTime(`${first} ${from} - ${last} ${to}`);
  if (begin === final && start === end) {
    return unreadable(`begins and ends at ${first} ${from}`, 'write daily 00:00-24:00 for the whole week');
  }
  if (begin === final && start < end) {
    return { ok: true, value: { stretch: [{ days: [begin], start, end }] } };
  }
  const between = (final - begin + 6) % 7;
  const stretch = [
    { days: [begin], start, end: WHOLE_DAY },
    { days: between === 0 ? [] : span(begin + 1, begin + between), start: 0, end: WHOLE_DAY },
    { days: [final], start: 0, end },
  ];
  return { ok: true, value: { stretch: stretch.filter((range) => range.days.length > 0 && range.end > 0) } };
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
  if (from === 0 || to === 0) return unknownDay(from === 0 ? first : (last ?? first));
  return { ok: true, value: span(from, to < from ? to + 7 : to) };
}

/** Minutes since midnight, NaN for a time that no clock shows. */
function minutes(clock: string): number {
  const [hour = Number.NaN, minute = Number.NaN] = clock.split(':').map(Number);
  const value = hour * 60 + minute;
  return minute < 60 && value <= WHOLE_DAY ? value : Number.NaN;
}

function isImpossible(start: number, end: number): boolean {
  return Number.isNaN(start) || Number.isNaN(end) || start === WHOLE_DAY;
}

function impossibleTime(text: string): Reading<never> {
  return unreadable(
    `has an impossible time, "${text}"`,
    'write times from 00:00 to 24:00, 24:00 only as an end',
  );
}

function unknownDay(name: string): Reading<never> {
  return unreadable(`has an unknown day, "${name}"`, suggest(name, [...dayNames, 'daily']));
}

/** ISO weekday, 0 for what is none. */
function dayNumber(name: string): number {
  return dayNames.indexOf(name) + 1;
}

/** The weekdays from one to another; 8 is Monday again. */
export function span(from: number, to: number): number[] {
  return inOrder(Array.from({ length: to - from + 1 }, (_, index) => ((from + index - 1) % 7) + 1));
}

export function inOrder(days: readonly number[]): number[] {
  return [...new Set(days)].sort((a, b) => a - b);
}

export function unreadable(message: string, remedy: string): Reading<never> {
  return { ok: false, message, remedy };
}
