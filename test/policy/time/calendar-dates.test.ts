import fc from 'fast-check';
import ical from 'ical.js';
import { describe, expect, test } from 'vitest';
import { datesIn, readDates } from '../../../shared/policy/time/calendar-dates.ts';
import { dateOf } from '../../../shared/policy/time/wall-clock.ts';
import { runs } from '../../support/runs.ts';

function datesOf(text: string, year: number): string[] {
  const read = readDates(text);
  return read.ok ? datesIn(read.value, year).map(dateOf) : [read.message];
}

describe('an entry of a calendar', () => {
  test.each([
    ['2026-12-25', 2026, ['2026-12-25']],
    ['2026-12-25', 2027, []],
    ['12-25', 2027, ['2027-12-25']],
    ['2026-12-31..2027-01-02', 2026, ['2026-12-31']],
    ['2026-12-31 .. 2027-01-02', 2027, ['2027-01-01', '2027-01-02']],
    ['12-30..01-02', 2028, ['2028-01-01', '2028-01-02', '2028-12-30', '2028-12-31']],
    ['02-27..03-01', 2028, ['2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01']],
    ['last mon of may', 2026, ['2026-05-25']],
    ['4th Thu of NOV', 2026, ['2026-11-26']],
    ['5th fri of feb', 2027, []],
    ['last day of feb', 2028, ['2028-02-29']],
    ['last day of quarter', 2026, ['2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31']],
    ['1st weekday of quarter', 2028, ['2028-01-03', '2028-04-03', '2028-07-03', '2028-10-02']],
    ['15th day of oct', 2026, ['2026-10-15']],
    ['last weekday of feb', 2027, ['2027-02-26']],
    [
      '2nd day of month',
      2026,
      Array.from({ length: 12 }, (_, m) => `2026-${`${m + 1}`.padStart(2, '0')}-02`),
    ],
  ])('%s has in %d these dates', (text, year, dates) => {
    expect(datesOf(text, year)).toEqual(dates);
  });

  test.each([
    ['2026-1-1', 'is not a date', '2026-12-25'],
    ['25 Dec', 'is not a date', '12-25, 12-24..01-02, last mon of may'],
    ['2026-02-30', 'is not a date of the calendar', '2026-12-25'],
    ['13-01', 'is not a date of the calendar', '2026-12-25'],
    ['02-29', '02-29, which most years do not have', 'last day of feb'],
    ['02-20..02-29', '02-29, which most years do not have', 'last day of feb'],
    ['2027-01-02..2026-12-24', 'range the wrong way', 'earlier date first'],
    ['2026-12-24..2026-12-24', 'range the wrong way', 'earlier date first'],
    ['12-25..12-24', 'range the wrong way', 'earlier date first'],
    ['2026-12-24..01-02', 'a year at one end only', 'both ends'],
    ['2026-12-24..2026-12-26..2026-12-28', 'is not a date', '2026-12-24..2027-01-02'],
    ['lst mon of may', 'counts by "lst"', 'or last'],
    ['2th mon of may', 'counts by "2th"', '2nd'],
    ['0th mon of may', 'counts by "0th"', '1st'],
    ['6th mon of may', 'counts to 6', '5th at most'],
    ['31st day of month', 'counts to 31', '28th at most, or last'],
    ['last monday of may', 'unknown day, "monday"', 'did you mean mon?'],
    ['4th thu of november', 'unknown month, "november"', 'did you mean nov?'],
    ['last day of year', 'unknown month, "year"', 'month, quarter'],
  ])('%s is refused, with what to write', (text, message, remedy) => {
    const read = readDates(text);

    expect(read.ok || read.message).toContain(message);
    expect(read.ok || read.remedy).toContain(remedy);
  });

  test('that counts days has the dates of the recurrence rule that says the same', () => {
    const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
    const nth = fc.constantFrom(['1st', 1], ['2nd', 2], ['3rd', 3], ['4th', 4], ['5th', 5], ['last', -1]);
    const of: fc.Arbitrary<readonly [string | undefined, (count: number) => string]> = fc.oneof(
      fc
        .integer({ min: 0, max: 6 })
        .map((day) => [names[day], (count: number) => `BYDAY=${count}${weekdays[day]}`] as const),
      fc.constant(['day', (count: number) => `BYMONTHDAY=${count}`] as const),
      fc.constant(['weekday', (count: number) => `BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${count}`] as const),
    );
    const month = fc.oneof(
      fc.integer({ min: 1, max: 12 }).map((number) => [months[number - 1], `;BYMONTH=${number}`]),
      fc.constant(['month', '']),
    );

    fc.assert(
      fc.property(nth, of, month, fc.integer({ min: 1990, max: 2060 }), (count, day, within, year) => {
        const rule = `FREQ=MONTHLY${within[1]};${day[1](Number(count[1]))}`;
        const start = ical.Time.fromDateString(`${year - 1}-12-01`);
        const iterator = ical.Recur.fromString(rule).iterator(start);
        const expected: string[] = [];
        for (let next = iterator.next(); next && next.year <= year; next = iterator.next()) {
          if (next.year === year) expected.push(next.toString().slice(0, 10));
        }

        expect(datesOf(`${count[0]} ${day[0]} of ${within[0]}`, year)).toEqual(expected);
      }),
      runs(500),
    );
  });
});
