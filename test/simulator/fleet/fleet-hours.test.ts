import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isWithin, parseHours } from '../../../simulator/fleet/hours.ts';
import { readFleet } from '../../../simulator/fleet/read-fleet.ts';
import { runs } from '../../support/runs.ts';

describe('hours of use', () => {
  const cases = [
    ['mon-fri 09:00-17:00', 'UTC', '2026-11-23T09:00:00Z', true],
    ['mon-fri 09:00-17:00', 'UTC', '2026-11-23T08:59:59Z', false],
    ['mon-fri 09:00-17:00', 'UTC', '2026-11-23T17:00:00Z', false],
    ['mon-fri 09:00-17:00', 'UTC', '2026-11-22T12:00:00Z', false],
    ['mon-fri 09:00-17:00', 'Europe/Berlin', '2026-11-23T08:00:00Z', true],
    ['mon-fri 09:00-17:00', 'Australia/Sydney', '2026-11-22T22:00:00Z', true],
    ['sat,mon 10:00-11:00', 'UTC', '2026-11-28T10:30:00Z', true],
    ['fri-mon 10:00-11:00', 'UTC', '2026-11-22T10:30:00Z', true],
    ['fri 22:00-06:00', 'UTC', '2026-11-28T05:59:00Z', true],
    ['fri 22:00-06:00', 'UTC', '2026-11-27T05:59:00Z', false],
    ['daily 00:00-24:00', 'UTC', '2026-11-27T23:59:00Z', true],
    ['always', 'UTC', '2026-11-27T23:59:59Z', true],
  ] as const;
  it.each(cases)('%s in %s at %s: %s', (text, timezone, at, expected) => {
    expect(isWithin(parseHours(text), timezone, Date.parse(at))).toBe(expected);
  });

  it.each(['JST', 'PST', '2026-11-20T19:00:00Z'])('refuse the time zone %s', (timezone) => {
    const read = readFleet(`clusters: []\nuseProfiles: { x: [{ timezone: "${timezone}" }] }`);

    expect(read).toMatchObject({ ok: false, problems: [{ path: 'useProfiles.x[0].timezone' }] });
  });

  it('goes by the wall clock of any zone, across changes of the clocks', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'America/New_York',
      'Asia/Kathmandu',
    );
    const instants = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, instants, (timezone, date) => {
        const local = Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(timezone);

        const actual = isWithin(parseHours('mon-fri 09:00-17:00'), timezone, date.getTime());

        expect(actual).toBe(local.dayOfWeek <= 5 && local.hour >= 9 && local.hour < 17);
      }),
      runs(1_000),
    );
  });
});
