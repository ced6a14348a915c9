import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DayRange, windowAt } from '../../../shared/policy/time/hours.ts';
import { runs, someOf } from '../../support/runs.ts';
import { DAY, HOUR, hoursOf, MINUTE } from '../builders.ts';
import { clockChanges, openMinutes } from './hours-by-brute-force.ts';

const ZONES = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Tehran',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Apia',
  'Pacific/Chatham',
];

/** Ranges about the times at which clocks change, in odd minutes too. */
const aRange: fc.Arbitrary<DayRange> = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    start: fc.oneof(
      fc.integer({ min: 0, max: 1439 }),
      fc.constantFrom(0, 60, 90, 105, 120, 150, 180, 210, 1380, 1410),
    ),
    length: fc.oneof(fc.integer({ min: 1, max: 1440 }), fc.constantFrom(15, 30, 60, 120, 1440)),
  })
  .map(({ days, start, length }) => ({ days, start, end: start + length }));

/** Every change of the clocks from 2024 to 2030; any day of a zone that has none. */
function momentsOf(timezone: string): number[] {
  const changes = clockChanges(timezone, Date.UTC(2024, 0, 1), Date.UTC(2031, 0, 1));
  return changes.length > 0 ? changes : [Date.UTC(2026, 0, 1)];
}

function expectSameAsBruteForce(
  timezone: string,
  change: number,
  ranges: readonly DayRange[],
  except: readonly string[],
  opening: readonly string[] = [],
): void {
  const midnight = Math.floor(change / DAY) * DAY;
  const [from, to] = [midnight - DAY, midnight + 2 * DAY];
  const open = openMinutes(ranges, except, timezone, from, to, { opening });
  const hours = hoursOf(ranges, ['closed']);
  const calendars = { closed: except, opening };
  for (let at = from; at < to; ) {
    const window = windowAt(hours, calendars, { timezone, now: at });
    const until = Math.min(window.until ?? to, to);
    expect(until).toBeGreaterThan(at);
    for (let minute = at; minute < until; minute += MINUTE) {
      if (open.has(minute) !== window.open) expect.fail(describeMinute(timezone, minute, window.open));
    }
    if (until < to) expect(open.has(until)).toBe(!window.open);
    expect(windowAt(hours, calendars, { timezone, now: until - MINUTE })).toEqual(window);
    at = until;
  }
}

function describeMinute(timezone: string, at: number, open: boolean): string {
  return `${new Date(at).toISOString()} in ${timezone} is ${open ? 'open, but should be closed' : 'closed, but should be open'}`;
}

describe('hours agree with a reading minute by minute', () => {
  test.each(ZONES)('around every change of the clocks of %s', (timezone) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...momentsOf(timezone)),
        fc.array(aRange, { minLength: 1, maxLength: 3 }),
        fc.subarray([-1, 0, 1]),
        (change, ranges, closedDays) => {
          const closed = closedDays.map((days) => new Date(change + days * DAY).toISOString().slice(0, 10));

          expectSameAsBruteForce(timezone, change, ranges, closed);
        },
      ),
      runs(75),
    );
  });

  test.each(ZONES)('around every change of the clocks of %s, for ranges that open by date', (timezone) => {
    const dates = fc.subarray([-2, -1, 0, 1]);
    const byDate = fc.record({ range: aRange, days: fc.subarray([2, 6]), dates, byName: fc.boolean() });
    fc.assert(
      fc.property(
        fc.constantFrom(...momentsOf(timezone)),
        fc.array(byDate, { minLength: 1, maxLength: 3 }),
        dates,
        fc.subarray([-1, 0]),
        (change, some, opening, closedDays) => {
          const dateOf = (days: number) => new Date(change + days * DAY).toISOString().slice(0, 10);
          const ranges = some.map((one) => ({
            ...one.range,
            days: one.days,
            dates: one.dates.map(dateOf),
            ...(one.byName && { calendars: ['opening', 'unheard-of'] }),
          }));

          expectSameAsBruteForce(timezone, change, ranges, closedDays.map(dateOf), opening.map(dateOf));
        },
      ),
      runs(50),
    );
  });

  test.each(ZONES)('in every year of %s, for ranges that begin or end in the change', (timezone) => {
    for (const change of someOf(momentsOf(timezone))) {
      const ranges = [
        { days: [1, 2, 3, 4, 5, 6, 7], start: 130, end: 170 },
        { days: [6, 7], start: 1350, end: 1440 + 150 },
      ];

      expectSameAsBruteForce(timezone, change, ranges, []);
    }
  });

  test('where the date line took a day away', () => {
    const skipped = Date.parse('2011-12-30T10:00:00Z');
    const ranges = [
      { days: [4], start: 1320, end: 1440 + 360 },
      { days: [5], start: 1320, end: 1440 + 360 },
      { days: [5], start: 60, end: 720 },
    ];

    expectSameAsBruteForce('Pacific/Apia', skipped, ranges, []);
  });
});

describe('a change of the clocks', () => {
  const days = [1, 2, 3, 4, 5, 6, 7];
  const at = (start: number, end: number, now: string, timezone = 'Europe/Berlin') => {
    const window = windowAt(hoursOf([{ days, start, end }]), {}, { timezone, now: Date.parse(now) });
    return [window.since, window.until].map((edge) => edge && new Date(edge).toISOString());
  };

  test('that skips a start opens at the moment of the change', () => {
    expect(at(150, 300, '2026-03-29T01:30:00Z')).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T03:00:00.000Z',
    ]);
  });

  test('that skips an end closes at the moment of the change', () => {
    expect(at(60, 150, '2026-03-29T00:30:00Z')).toEqual([
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T01:00:00.000Z',
    ]);
  });

  test('that skips a whole range leaves it closed that day', () => {
    expect(at(125, 175, '2026-03-29T01:30:00Z')).toEqual([
      '2026-03-28T01:55:00.000Z',
      '2026-03-30T00:05:00.000Z',
    ]);
  });

  test('that repeats start and end is open from the first to the last', () => {
    expect(at(130, 170, '2026-10-25T01:05:00Z')).toEqual([
      '2026-10-25T00:10:00.000Z',
      '2026-10-25T01:50:00.000Z',
    ]);
  });

  test('of half an hour is as long as half an hour', () => {
    const hours = hoursOf([{ days, start: 0, end: 180 }]);

    const window = windowAt(
      hours,
      {},
      { timezone: 'Australia/Lord_Howe', now: Date.parse('2026-04-04T14:00:00Z') },
    );

    expect((window.until ?? 0) - (window.since ?? 0)).toBe(3.5 * HOUR);
  });

  test('does not open what is closed all week', () => {
    expect(
      windowAt(hoursOf([]), {}, { timezone: 'Europe/Berlin', now: Date.parse('2026-03-29T01:00:00Z') }).open,
    ).toBe(false);
  });
});
