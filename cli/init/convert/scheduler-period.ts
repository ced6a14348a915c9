import { clockOf, listOf, textOf } from './convert.ts';
import { DAYS, runsOf } from './week.ts';

/** A period of Instance Scheduler with its keys in lower case and without `_`. */
export type Entry = Readonly<Record<string, unknown>>;

/** On which days a period is, and from when to when. */
export interface Period {
  readonly name: string;
  /** Minutes of the day; absent: it says nothing about that side. */
  readonly begin?: number;
  readonly end?: number;
  /** Days of the week, counted from Monday as 0. Absent: the dates say it. */
  readonly days?: readonly number[];
  /** Entries of a calendar, for days that the week does not say. */
  readonly dates?: readonly string[];
  /** The months to which days of the week are limited. Absent: all. */
  readonly months?: readonly number[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ALL_MONTHS = MONTHS.map((_, index) => index + 1);
const ORDINALS = ['1st', '2nd', '3rd', '4th', '5th'];

interface Domain {
  readonly names: readonly string[];
  readonly first: number;
  readonly last: number;
}

const weekdayDomain: Domain = { names: DAYS, first: 0, last: 6 };
const monthDomain: Domain = { names: MONTHS, first: 1, last: 12 };
const monthdayDomain: Domain = { names: [], first: 1, last: 31 };

/**
 * Reads a period, or says what of it hours and calendars cannot say.
 * https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/period-reference.html
 */
export function readPeriod(entry: Entry): Period | { readonly unsaid: string } {
  const name = textOf(entry.name) ?? 'period';
  const begin = minuteOf(entry.begintime);
  const written = minuteOf(entry.endtime);
  // Until midnight: no scheduler looks in that minute.
  const end = written === 1439 ? 1440 : written;
  if (begin === null || end === null || (begin !== undefined && begin === end)) {
    return { unsaid: 'has times that cannot be read' };
  }
  const times = { name, ...(begin !== undefined && { begin }), ...(end !== undefined && { end }) };
  const weekdays = partsOf(entry.weekdays);
  const nths = weekdays.map(nthOf).filter((one) => one !== undefined);
  const plain = valuesOf(
    weekdays.filter((part) => nthOf(part) === undefined),
    weekdayDomain,
  );
  const months = valuesOf(partsOf(entry.months), monthDomain);
  const monthdays = partsOf(entry.monthdays);
  const hasLast = monthdays.some((part) => part.toLowerCase() === 'l');
  const numbers = valuesOf(
    monthdays.filter((part) => part.toLowerCase() !== 'l'),
    monthdayDomain,
  );
  if (plain === undefined) return unsaid('weekdays', entry.weekdays);
  if (months === undefined) return unsaid('months', entry.months);
  if (numbers === undefined) return unsaid('monthdays', entry.monthdays);
  const isEveryDay = weekdays.length === 0 || plain.length === 7;
  const isEveryDate = monthdays.length === 0 || numbers.length === 31;
  if (!isEveryDay && !isEveryDate)
    return { unsaid: 'has weekdays and monthdays, whose common days no calendar can say' };
  if (nths.length > 0 && plain.length > 0)
    return { unsaid: 'has days of the week both in each week and counted in a month' };
  const inMonths = months.length === 0 ? ALL_MONTHS : months;
  if (nths.length > 0) {
    return { ...times, dates: nths.flatMap(({ nth, day }) => ofMonths(`${nth} ${DAYS[day]}`, inMonths)) };
  }
  if (!isEveryDate) {
    const last = hasLast ? ofMonths('last day', inMonths) : [];
    return { ...times, dates: [...yearlyDates(numbers, inMonths), ...last] };
  }
  if (isEveryDay && inMonths.length < 12) return { ...times, dates: wholeMonths(inMonths) };
  const days = isEveryDay ? [0, 1, 2, 3, 4, 5, 6] : plain;
  return { ...times, days, ...(inMonths.length < 12 && { months: inMonths }) };
}

/** Entries for whole months, all other months, or those given. */
export function wholeMonths(months: readonly number[]): string[] {
  return runsOf(months).flatMap((run) => {
    const [first = 1, last = first] = [run[0], run.at(-1)];
    const span = `${two(first)}-01..${two(last)}-${two(last === 2 ? 28 : lengthOf(last))}`;
    return last === 2 ? [span, 'last day of feb'] : [span];
  });
}

export function otherMonths(months: readonly number[]): number[] {
  return ALL_MONTHS.filter((month) => !months.includes(month));
}

function unsaid(key: string, value: unknown): { readonly unsaid: string } {
  return { unsaid: `has ${key} (${JSON.stringify(value)}) that hours and calendars cannot say` };
}

/** `mon#1` and `friL`. */
function nthOf(part: string): { nth: string; day: number } | undefined {
  const [, name = '', number, last] = /^([a-z]+|\d)(?:#([1-5])|(l))$/i.exec(part) ?? [];
  // `L` alone is Sunday, and names such as jul end in that letter too.
  const day = name === '' ? undefined : valueIn(name, weekdayDomain);
  if (day === undefined) return undefined;
  return { nth: last === undefined ? (ORDINALS[Number(number) - 1] ?? '') : 'last', day };
}

function ofMonths(what: string, months: readonly number[]): string[] {
  if (months.length === 12) return [`${what} of month`];
  if (months.join() === '1,4,7,10' && /^[1-4]/.test(what)) return [`${what} of quarter`];
  return months.map((month) => `${what} of ${MONTHS[month - 1]}`);
}

/** Days of some months as dates of every year. 29 February cannot be said without a year. */
function yearlyDates(days: readonly number[], months: readonly number[]): string[] {
  return months.flatMap((month) =>
    runsOf(days.filter((day) => day <= (month === 2 ? 28 : lengthOf(month)))).map((run) => {
      const [first, last] = [run[0], run.at(-1)].map((day) => `${two(month)}-${two(day ?? 1)}`);
      return first === last ? `${first}` : `${first}..${last}`;
    }),
  );
}

function lengthOf(month: number): number {
  return new Date(Date.UTC(2024, month, 0)).getUTCDate();
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function partsOf(written: unknown): string[] {
  const texts = Array.isArray(written) ? listOf(written).map(textOf) : [textOf(written)];
  return texts.flatMap((text) => text?.split(',') ?? []).flatMap((part) => part.trim() || []);
}

/** All values of some parts in order, none for no part; undefined for a part that is none of `a`, `a-b`, `a/2`, `a-b/2`, `L`, `*`. */
function valuesOf(parts: readonly string[], domain: Domain): number[] | undefined {
  const all = new Set<number>();
  for (const part of parts) {
    const values = valuesOfPart(part, domain);
    if (values === undefined) return undefined;
    for (const value of values) all.add(value);
  }
  return [...all].toSorted((a, b) => a - b);
}

function valuesOfPart(part: string, domain: Domain): number[] | undefined {
  const { first, last } = domain;
  const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  const [fromText = '', toText, ...more] = range.split('-').map((text) => text.trim());
  const isAll = fromText === '*' || fromText === '?';
  const from = isAll ? first : valueIn(fromText, domain);
  const open = isAll || step !== undefined ? last : from;
  const to = toText === undefined ? open : valueIn(toText, domain);
  if (from === undefined || to === undefined || more.length > 0 || range === '') return undefined;
  // Days of the week and months go on past their end, days of a month do not.
  const length = domain === monthdayDomain ? to - from : (to - from + last - first + 1) % (last - first + 1);
  const every = Number(step ?? 1);
  if (every < 1) return undefined;
  return Array.from({ length: Math.floor(length / every) + 1 }, (_, index) => {
    const value = from + index * every;
    return value > last ? value - (last - first + 1) : value;
  });
}

function valueIn(text: string, { names, first, last }: Domain): number | undefined {
  const lower = text.toLowerCase();
  if (lower === 'l') return last;
  const number = /^\d{1,2}$/.test(lower)
    ? Number(lower)
    : first + names.findIndex((name) => isName(lower, name));
  return number >= first && number <= last ? number : undefined;
}

/** Names are written in full or with three letters. */
function isName(text: string, name: string): boolean {
  return text.length >= 3 && text.startsWith(name);
}

/** Minutes of the day; null for what is no time, undefined for none. */
function minuteOf(written: unknown): number | undefined | null {
  if (written === undefined || written === null || written === '') return undefined;
  const [hour, minute] = (clockOf(written) ?? '').split(':').map(Number);
  return hour === undefined || minute === undefined || minute > 59 ? null : hour * 60 + minute;
}
