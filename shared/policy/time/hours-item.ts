import { nearest, suggest } from '../../document/nearest.ts';
import type { Reading } from '../../document/problem.ts';
import { readDates } from './calendar-dates.ts';
import { dayNames, isDayWord } from './day-words.ts';
import type { DayRange } from './hours.ts';

const WHOLE_DAY = 24 * 60;

/** The remedy where nothing better is known. */
export const example = 'write for example mon-fri 07:30-19:00, sat 10:00-14:00 except holidays';

/** The days of one part of the list: weekdays, a date, or a calendar by its name. */
export type Days = Pick<DayRange, 'days' | 'dates' | 'calendars'>;

/** One part of the list: days, a time, both, or a range over days. */
type Item =
  | { readonly on?: Days; readonly time?: Pick<DayRange, 'start' | 'end'>; readonly stretch?: never }
  | { readonly stretch: readonly DayRange[] };

const CLOCK = '(\\d{1,2}:\\d\\d)';
const TIME = `${CLOCK}\\s*-\\s*${CLOCK}`;
const weekdayForm = new RegExp(`^(?:([a-z]+)(?:\\s*-\\s*([a-z]+))?)?\\s*(?:${TIME})?$`, 'i');
const nameForm = new RegExp(`^([a-z][\\w-]*)(?:\\s+${TIME})?$`, 'i');
const dateForm = new RegExp(`^(\\d{4}-\\d\\d-\\d\\d)(?:\\s+${TIME})?$`);
const stretchForm = new RegExp(`^([a-z]+)\\s*${CLOCK}\\s*-\\s*([a-z]+)\\s*${CLOCK}$`, 'i');

/** Reads one part of a list of hours. A word that is no day may be a calendar, which is not known here. */
export function parseItem(item: string): Reading<Item> {
  if (item === '') return unreadable('has an empty part', example);
  const [isStretch, day = '', opens = '', lastDay = '', closes = ''] = stretchForm.exec(item) ?? [];
  if (isStretch !== undefined) return parseStretch(day, opens, lastDay, closes);
  const named = nameForm.exec(item);
  if (named?.[1] !== undefined && !isDayWord(named[1])) {
    return withTime({ days: [], calendars: [named[1]] }, named[2], named[3]);
  }
  const dated = dateForm.exec(item);
  if (dated?.[1] !== undefined) {
    const date = readDates(dated[1]);
    return date.ok
      ? withTime({ days: [], dates: [dated[1]] }, dated[2], dated[3])
      : unreadable(`has an impossible date, "${dated[1]}"`, date.remedy);
  }
  const weekly = weekdayForm.exec(item);
  if (weekly === null) return unreadablePart(item);
  const days = parseDays(weekly[1], weekly[2]);
  if (!days.ok) return days;
  return withTime(days.value.length === 0 ? undefined : { days: days.value }, weekly[3], weekly[4]);
}

function withTime(on: Days | undefined, from: string | undefined, to: string | undefined): Reading<Item> {
  const days = on === undefined ? {} : { on };
  if (from === undefined || to === undefined) return { ok: true, value: days };
  const start = minutes(from);
  const end = minutes(to);
  if (isImpossible(start, end)) return impossibleTime(`${from}-${to}`);
  if (start === end) {
    return unreadable(`begins and ends at ${from}`, 'write 00:00-24:00 for the whole day');
  }
  return { ok: true, value: { ...days, time: { start, end: end > start ? end : end + WHOLE_DAY } } };
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
    .replace(/^[a-z]+(-[a-z]+)?(?=\s)/i, '')
    .replace(/^\s*\d{1,2}:\d\d-\d{1,2}:\d\d(?!\S)/, '')
    .trim();
  const isExcept = nearest(part.split(/\s/)[0] ?? '', ['except']) !== undefined;
  return unreadable(`has an unreadable part, "${part}"`, isExcept ? 'did you mean except?' : example);
}

function parseDays(first: string | undefined, last: string | undefined): Reading<readonly number[]> {
  if (first === undefined || (first.toLowerCase() === 'daily' && last === undefined)) {
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
  return dayNames.indexOf(name.toLowerCase()) + 1;
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
