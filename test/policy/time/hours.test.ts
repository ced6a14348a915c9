import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { windowAt } from '../../../shared/policy/time/hours.ts';
import { aRange, DAY, hoursOf, SATURDAY, WEEKDAYS } from '../builders.ts';

const BERLIN = 'Europe/Berlin';
const iso = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

describe('windowAt', () => {
  test('returns the window that contains now', () => {
    const window = windowAt(WEEKDAYS, {}, { timezone: BERLIN, now: Date.parse('2026-11-20T12:00:00Z') });

    expect(window.open).toBe(true);
    expect(iso(window.since)).toBe('2026-11-20T06:30:00.000Z');
    expect(iso(window.until)).toBe('2026-11-20T18:00:00.000Z');
  });

  test('returns the gap that contains now', () => {
    const window = windowAt(WEEKDAYS, {}, { timezone: BERLIN, now: SATURDAY });

    expect(window.open).toBe(false);
    expect(iso(window.since)).toBe('2026-11-20T18:00:00.000Z');
    expect(iso(window.until)).toBe('2026-11-23T06:30:00.000Z');
  });

  test.each([
    ['the minute it opens', '2026-11-20T06:30:00Z', true],
    ['the millisecond before', '2026-11-20T06:29:59.999Z', false],
    ['the minute it closes', '2026-11-20T18:00:00Z', false],
    ['the millisecond before it closes', '2026-11-20T17:59:59.999Z', true],
  ])('contains its beginning and not its end: %s', (_name, now, expected) => {
    expect(windowAt(WEEKDAYS, {}, { timezone: BERLIN, now: Date.parse(now) }).open).toBe(expected);
  });

  test.each([
    ['always', true],
    ['never', false],
  ] as const)('%s has no edges', (ranges, open) => {
    expect(windowAt(hoursOf(ranges), {}, { timezone: BERLIN, now: SATURDAY })).toEqual({ open });
  });

  test('takes ranges that touch as one, even those that never end', () => {
    const everyDay = hoursOf([aRange([1, 2, 3, 4, 5, 6, 7], '00:00', '24:00')]);

    expect(windowAt(everyDay, {}, { timezone: BERLIN, now: SATURDAY })).toEqual({ open: true });
  });

  test('knows a change that is further away than a week', () => {
    const everyDay = hoursOf([aRange([1, 2, 3, 4, 5, 6, 7], '00:00', '24:00')], ['holidays']);

    const window = windowAt(
      everyDay,
      { holidays: ['2026-12-25', '2026-12-26'] },
      { timezone: 'UTC', now: SATURDAY },
    );

    expect(window).toEqual({ open: true, until: Date.parse('2026-12-25T00:00:00Z') });
  });

  test('does not open a range that begins on a date of its calendars, by the local date', () => {
    const hours = hoursOf([aRange([4, 5], '22:00', '06:00')], ['holidays', 'unheard-of']);
    const calendars = { holidays: ['2026-11-19'] };

    expect(
      windowAt(hours, calendars, { timezone: BERLIN, now: Date.parse('2026-11-20T01:00:00Z') }).open,
    ).toBe(false);
    expect(
      windowAt(hours, calendars, { timezone: BERLIN, now: Date.parse('2026-11-20T22:00:00Z') }).open,
    ).toBe(true);
  });

  test('keeps a range open past midnight into a holiday', () => {
    const hours = hoursOf([aRange([4, 5], '22:00', '06:00')], ['holidays']);

    const window = windowAt(
      hours,
      { holidays: ['2026-11-20'] },
      { timezone: BERLIN, now: Date.parse('2026-11-20T01:00:00Z') },
    );

    expect(window.open).toBe(true);
    expect(iso(window.until)).toBe('2026-11-20T05:00:00.000Z');
  });

  test('answers the same whatever was asked before', () => {
    const zone = fc.constantFrom(BERLIN, 'Asia/Kolkata');
    const calendars = fc.constantFrom({ holidays: ['2026-11-20'] }, { holidays: ['2026-11-23'] });
    const now = fc.integer({ min: -10, max: 10 }).map((days) => SATURDAY + days * DAY);
    const local = fc.record({ timezone: zone, now });
    const hours = { ...WEEKDAYS, except: ['holidays'] };

    fc.assert(
      fc.property(fc.array(fc.tuple(calendars, local), { minLength: 2 }), (questions) => {
        for (const question of questions) {
          expect(windowAt(hours, ...question)).toEqual(windowAt({ ...hours }, ...question));
        }
      }),
    );
  });
});
