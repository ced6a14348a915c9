import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duesWithin, lastDue, nextDue } from '../../../shared/policy/time/cron.ts';
import { runs } from '../../support/runs.ts';
import { DAY, MINUTE } from '../builders.ts';

test.each([
  ['tomorrow', '0 3 * * *', 'UTC', '2026-11-20T03:00:00Z', '2026-11-21T03:00'],
  ['at once', '0 3 * * *', 'UTC', '2026-11-20T02:59:59Z', '2026-11-20T03:00'],
  ['by the zone', '0 3 * * *', 'Europe/Berlin', '2026-11-20T01:00:00Z', '2026-11-20T02:00'],
  ['at the skipped time', '30 2 * * *', 'Europe/Berlin', '2026-03-29T00:00:00Z', '2026-03-29T01:00'],
  ['not when it is repeated', '30 2 * * *', 'Europe/Berlin', '2026-10-25T00:40:00Z', '2026-10-26T01:30'],
  ['once clocks are back', '* * * * *', 'Europe/Berlin', '2026-10-25T01:10:00Z', '2026-10-25T02:00'],
])('is due %s: %s in %s after %s', (_name, cron, timezone, now, expected) => {
  const at = nextDue(cron, { timezone, now: Date.parse(now) });

  expect(at === undefined ? undefined : new Date(at).toISOString().slice(0, 16)).toBe(expected);
});

test('the next due time is the last one then, and none is in between', () => {
  const start = Date.parse('2026-01-01T00:00Z');
  const crons = fc.constantFrom('0 3 * * *', '30 2 * * *', '*/15 * * * *', '0 3 * * MON-FRI', '5 0 1 * *');
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');

  fc.assert(
    fc.property(crons, zones, fc.integer({ min: 0, max: (400 * DAY) / MINUTE }), (cron, zone, minutes) => {
      const now = start + minutes * MINUTE;

      const next = nextDue(cron, { timezone: zone, now }) ?? 0;

      expect(next).toBeGreaterThan(now);
      expect(lastDue(cron, { timezone: zone, now: next })).toBe(next);
      expect(lastDue(cron, { timezone: zone, now: next - 1 })).toBe(lastDue(cron, { timezone: zone, now }));
    }),
    runs(200),
  );
});

test('the times within a span are those that follow each other', () => {
  const crons = fc.constantFrom('0 3 * * *', '30 2 * * *', '*/15 2 * * *', '0 3 * * MON-FRI', '5 0 1 * *');
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
  const changes = fc.constantFrom(
    '2026-03-07',
    '2026-03-28',
    '2026-04-04',
    '2026-10-03',
    '2026-10-24',
    '2026-10-31',
  );

  fc.assert(
    fc.property(crons, zones, changes, fc.integer({ min: 0, max: 1440 }), (cron, timezone, day, minutes) => {
      const from = Date.parse(day) + minutes * MINUTE;
      const to = from + 2 * DAY;
      const followed: number[] = [];
      for (let at = nextDue(cron, { timezone, now: from - 1 }); at !== undefined && at < to; ) {
        followed.push(at);
        at = nextDue(cron, { timezone, now: at });
      }

      expect(duesWithin(cron, timezone, from, to)).toEqual(followed);
    }),
    runs(200),
  );
});
