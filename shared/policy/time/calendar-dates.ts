import type { Reading } from '../../document/problem.ts';
import { dayNames } from './day-words.ts';
import { dayOf, daysOfMonth, weekdayOf } from './wall-clock.ts';

/** Dates as an entry of a calendar names them. Months count from 1. */
export type DateRule =
  /** Dates of one year, in days since 1970-01-01; `last` is included. */
  | { readonly kind: 'dates'; readonly first: number; readonly last: number }
  | { readonly kind: 'yearly'; readonly first: MonthDay; readonly last: MonthDay }
  | {
      readonly kind: 'nth';
      readonly nth: number | 'last';
      readonly of: 'day' | 'weekday' | number;
      readonly months: readonly number[];
      /** How many months are counted as one. */
      readonly span: 1 | 3;
    };

type MonthDay = readonly [month: number, day: number];

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const QUARTERS = [1, 4, 7, 10];
const HALF_A_YEAR = 183;
/** Any leap year, by which dates without a year are checked. */
const LEAP_YEAR = 2024;

/** The highest number that every month has of these. */
const MOST = { day: 28, weekday: 20, named: 5 };

const dateExample = 'write for example 2026-12-25';
const otherForms =
  'write for example 2026-12-25, 2026-12-24..2027-01-02, 12-25, 12-24..01-02, last mon of may or last day of quarter';

const edgeForm = /^(?:(\d{4})-)?(\d\d)-(\d\d)$/;
const nthForm = /^(\S+)\s+(\S+)\s+of\s+(\S+)$/i;

/**
 * Reads the dates of one entry: `2026-12-25`, `12-25` in every year, two of a kind with `..` between them, or
 * `4th thu of nov`, `last day of quarter`, `1st weekday of month`.
 */
export function readDates(text: string): Reading<DateRule> {
  const [from = '', to, ...more] = text.split('..').map((part) => part.trim());
  const nth = nthForm.exec(text.trim());
  if (nth !== null) return readNth(nth[1] ?? '', nth[2] ?? '', nth[3] ?? '');
  if (more.length > 0 || !edgeForm.test(from) || (to !== undefined && !edgeForm.test(to))) {
    return unreadable('is not a date', /^[\d-]*$/.test(text) ? dateExample : otherForms);
  }
  const first = readEdge(from);
  const last = readEdge(to ?? from);
  if (!first.ok) return first;
  if (!last.ok) return last;
  if (first.value.year !== undefined && last.value.year !== undefined) {
    return readSpan(dayOf(first.value.year, first.value), dayOf(last.value.year, last.value), to);
  }
  if (first.value.year !== undefined || last.value.year !== undefined) {
    return unreadable('has a year at one end only', 'write the year at both ends, or at none for every year');
  }
  return readYearly(first.value, last.value, to);
}

interface Edge {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

function readEdge(text: string): Reading<Edge> {
  const [, yearText, month = 0, day = 0] = (edgeForm.exec(text) ?? []).map(Number);
  const year = text.length > 5 ? yearText : undefined;
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year ?? LEAP_YEAR, month);
  if (!isDate) return unreadable('is not a date of the calendar', dateExample);
  if (year === undefined && month === 2 && day === 29) {
    return unreadable('names 02-29, which most years do not have', 'write last day of feb, or 02-28');
  }
  return { ok: true, value: { ...(year !== undefined && { year }), month, day } };
}

function readSpan(first: number, last: number, to: string | undefined): Reading<DateRule> {
  if (to !== undefined && last <= first) {
    return unreadable('is a range the wrong way', 'write the earlier date first');
  }
  return { ok: true, value: { kind: 'dates', first, last } };
}

/** A range without years may run over the end of the year, but one of more than half a year most likely runs the wrong way. */
function readYearly(first: Edge, last: Edge, to: string | undefined): Reading<DateRule> {
  const [begin, end] = [dayOf(2001, first), dayOf(2001, last)];
  if (to !== undefined && (end === begin || (end < begin && end + 365 - begin > HALF_A_YEAR))) {
    return unreadable('is a range the wrong way', 'write the earlier date first');
  }
  return {
    ok: true,
    value: { kind: 'yearly', first: [first.month, first.day], last: [last.month, last.day] },
  };
}

function readNth(nthText: string, ofText: string, inText: string): Reading<DateRule> {
  const [, digits, ending] = /^(\d+)(st|nd|rd|th)$/.exec(nthText.toLowerCase()) ?? [];
  const isLast = nthText.toLowerCase() === 'last';
  const nth = Number(digits);
  if (!isLast && (digits === undefined || nth < 1 || ending !== ordinal(nth))) {
    return unreadable(`counts by "${nthText}"`, 'write 1st, 2nd, 3rd, 4th, 5th or last');
  }
  const named = ofText.toLowerCase();
  const of = named === 'day' || named === 'weekday' ? named : dayNames.indexOf(named) + 1;
  if (of === 0) {
    return unreadable(`has an unknown day, "${ofText}"`, near(ofText, [...dayNames, 'day', 'weekday']));
  }
  const most = MOST[typeof of === 'number' ? 'named' : of];
  if (nth > most) {
    return unreadable(`counts to ${nth}`, `write ${most}th at most, or last`);
  }
  const inside = inText.toLowerCase();
  const month = MONTHS.indexOf(inside) + 1;
  if (month === 0 && inside !== 'month' && inside !== 'quarter') {
    return unreadable(`has an unknown month, "${inText}"`, near(inText, [...MONTHS, 'month', 'quarter']));
  }
  const months = inside === 'quarter' ? QUARTERS : month === 0 ? EVERY_MONTH : [month];
  return {
    ok: true,
    value: { kind: 'nth', nth: isLast ? 'last' : nth, of, months, span: inside === 'quarter' ? 3 : 1 },
  };
}

function ordinal(nth: number): string {
  const isTeen = nth % 100 > 10 && nth % 100 < 14;
  return (isTeen ? undefined : ['th', 'st', 'nd', 'rd'][nth % 10]) ?? 'th';
}

/** The name that a longer word begins with, or all of them. */
function near(word: string, known: readonly string[]): string {
  const close = known.find((name) => word.toLowerCase().startsWith(name));
  return close === undefined ? `write one of ${known.join(', ')}` : `did you mean ${close}?`;
}

/** The dates of a rule in a year, in days since 1970-01-01. */
export function datesIn(rule: DateRule, year: number): number[] {
  const [newYear, nextYear] = [dayOf(year, { month: 1, day: 1 }), dayOf(year + 1, { month: 1, day: 1 })];
  const within = (first: number, last: number) =>
    list(Math.max(first, newYear), Math.min(last, nextYear - 1));
  if (rule.kind === 'dates') return within(rule.first, rule.last);
  if (rule.kind === 'yearly') {
    const [first, last] = [rule.first, rule.last].map(([month, day]) => dayOf(year, { month, day })) as [
      number,
      number,
    ];
    return first <= last ? within(first, last) : [...within(newYear, last), ...within(first, nextYear)];
  }
  return rule.months.flatMap((month) => {
    const first = dayOf(year, { month, day: 1 });
    const end = month + rule.span - 1;
    const all = list(first, dayOf(year, { month: end, day: daysOfMonth(year, end) })).filter((day) =>
      isKind(rule.of, weekdayOf(day)),
    );
    return all.at(rule.nth === 'last' ? -1 : rule.nth - 1) ?? [];
  });
}

function isKind(of: 'day' | 'weekday' | number, weekday: number): boolean {
  if (of === 'day') return true;
  return of === 'weekday' ? weekday <= 5 : weekday === of;
}

function list(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function unreadable(message: string, remedy: string): Reading<never> {
  return { ok: false, message, remedy };
}
