import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { eventDates } from '../../../cli/calendars/event-dates.ts';
import { runs } from '../../support/runs.ts';
import { describedZones, icsText } from './ics-text.ts';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const span = { first: '2026-01-01', last: '2027-12-31' };

/**
 * Recurrences that have their first day, around the changes of the clocks too. RFC 5545, 3.3.10, says both that a time which
 * such a change skips does not count and that it does, so none begins in the hour after 02:00.
 */
const recurrence = fc.record({
  start: fc
    .tuple(fc.integer({ min: -400, max: 700 }), fc.constantFrom(0, 30, 60, 90, 119, 180, 600, 1320, 1410))
    .map(([days, minutes]) => Temporal.PlainDateTime.from('2026-01-01').add({ days }).add({ minutes })),
  zone: fc.constantFrom(...describedZones),
  isAllDay: fc.boolean(),
  freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
  interval: fc.integer({ min: 1, max: 3 }),
  by: fc.constantFrom('nothing', 'weekday', 'nth weekday', 'day of month'),
  end: fc.oneof(
    fc.constant(undefined),
    fc.integer({ min: 1, max: 40 }).map((count) => ({ count })),
    fc.integer({ min: 0, max: 500 }).map((days) => ({ days })),
  ),
  length: fc.constantFrom(0, 30, 60, 600, 1440, 2000),
  excluded: fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { maxLength: 3 }),
  moved: fc.option(
    fc.record({ index: fc.integer({ min: 0, max: 6 }), days: fc.integer({ min: -3, max: 3 }) }),
    {
      nil: undefined,
    },
  ),
});

type Recurrence = typeof recurrence extends fc.Arbitrary<infer R> ? R : never;

function ruleOf({ start, isAllDay, zone, freq, interval, by, end }: Recurrence): string {
  const weekday = DAYS[start.dayOfWeek - 1];
  const isLong = freq === 'MONTHLY' || freq === 'YEARLY';
  const parts = {
    nothing: '',
    weekday: freq === 'WEEKLY' ? `;BYDAY=${weekday}` : '',
    'nth weekday':
      isLong && start.day <= 28 ? `;BYMONTH=${start.month};BYDAY=${Math.ceil(start.day / 7)}${weekday}` : '',
    'day of month': isLong ? `;BYMONTH=${start.month};BYMONTHDAY=${start.day}` : '',
  };
  const until =
    end !== undefined && 'days' in end
      ? start.add({ days: end.days }).toZonedDateTime(isAllDay ? 'UTC' : zone)
      : undefined;
  const untilText = until === undefined ? '' : `;UNTIL=${isAllDay ? basicDate(until) : utc(until)}`;
  const count = end !== undefined && 'count' in end ? `;COUNT=${end.count}` : '';
  return `FREQ=${freq};INTERVAL=${interval}${parts[by]}${untilText}${count}`;
}

/** The occurrences by the other library, in the zone of the event. */
function occurrencesOf(one: Recurrence): Temporal.ZonedDateTime[] {
  const { start, zone, isAllDay } = one;
  const begins = isAllDay
    ? `DTSTART;TZID=UTC:${basicDate(start)}T000000`
    : `DTSTART;TZID=${zone}:${basic(start)}`;
  const rule = new RRuleTemporal({ rruleString: `${begins}\nRRULE:${ruleOf(one)}` });
  const first = start.toZonedDateTime(isAllDay ? 'UTC' : zone).subtract({ days: 1 });
  const last = Temporal.ZonedDateTime.from('2029-06-01T00:00[UTC]');
  return rule
    .between(new Date(first.epochMilliseconds), new Date(last.epochMilliseconds), true)
    .map((each) => Temporal.ZonedDateTime.from(each.toString()));
}

function datesFrom(start: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime, timezone: string): string[] {
  const from = start.withTimeZone(timezone).toPlainDate();
  const last = end.epochMilliseconds > start.epochMilliseconds ? end.subtract({ milliseconds: 1 }) : start;
  const to = last.withTimeZone(timezone).toPlainDate();
  const days = from.until(to).days;
  return Array.from({ length: days + 1 }, (_, index) => from.add({ days: index }).toString());
}

test('recurring events have the dates that another library gives them', () => {
  fc.assert(
    fc.property(recurrence, fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Tokyo'), (one, timezone) => {
      const { isAllDay, zone, start } = one;
      const occurrences = occurrencesOf(one);
      const time = (at: Temporal.ZonedDateTime | Temporal.PlainDateTime) =>
        isAllDay ? `;VALUE=DATE:${basicDate(at)}` : `;TZID=${zone}:${basic(at)}`;
      const days = Math.max(1, Math.ceil(one.length / 1440));
      const lasts = isAllDay ? `DURATION:P${days}D` : `DURATION:PT${one.length}M`;
      const excluded = one.excluded.flatMap((index) => occurrences[index] ?? []);
      const moved = one.moved && occurrences[one.moved.index];
      const isMoved = moved !== undefined && !excluded.includes(moved);
      const to = moved?.add({ days: one.moved?.days ?? 0 });
      const text = icsText(
        [
          `DTSTART${time(start)}`,
          ...['UID:a', lasts, `RRULE:${ruleOf(one)}`],
          ...excluded.map((at) => `EXDATE${time(at)}`),
        ],
        ...(isMoved && to ? [['UID:a', `RECURRENCE-ID${time(moved)}`, `DTSTART${time(to)}`, lasts]] : []),
      );

      const expected = occurrences
        .filter((at) => !excluded.includes(at))
        .map((at) => (isMoved && at === moved && to ? to : at))
        .flatMap((at) =>
          isAllDay
            ? datesFrom(at, at.add({ days }), 'UTC')
            : datesFrom(at, at.add({ minutes: one.length }), timezone),
        )
        .filter((date) => date >= span.first && date <= span.last);

      expect([...eventDates(text, { ...span, timezone }).keys()]).toEqual([...new Set(expected)].sort());
    }),
    runs(1000),
  );
});

function basic(at: Temporal.ZonedDateTime | Temporal.PlainDateTime): string {
  return at.toString().slice(0, 19).replaceAll(/[-:]/g, '');
}

function basicDate(at: Temporal.ZonedDateTime | Temporal.PlainDateTime): string {
  return basic(at).slice(0, 8);
}

function utc(at: Temporal.ZonedDateTime): string {
  return `${basic(at.withTimeZone('UTC'))}Z`;
}
