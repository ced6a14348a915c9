import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastDue } from '../../../shared/policy/time/cron.ts';
import { runs } from '../../support/runs.ts';
import { DAY, HOUR, MINUTE } from '../builders.ts';

const due = (cron: string, timezone: string, now: string): string | undefined => {
  const at = lastDue(cron, { timezone, now: Date.parse(now) });
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);
};

describe('lastDue', () => {
  test.each([
    ['at the very time', '0 3 * * *', 'UTC', '2026-11-20T03:00:00Z', '2026-11-20T03:00'],
    ['just before', '0 3 * * *', 'UTC', '2026-11-20T02:59:59.999Z', '2026-11-19T03:00'],
    ['by the zone', '0 3 * * *', 'Europe/Berlin', '2026-11-20T02:00:00Z', '2026-11-20T02:00'],
    ['on working days', '0 3 * * MON-FRI', 'UTC', '2026-11-22T12:00:00Z', '2026-11-20T03:00'],
    ['once in four years', '0 3 29 2 *', 'UTC', '2026-11-22T12:00:00Z', '2024-02-29T03:00'],
    ['before the skipped time', '30 2 * * *', 'Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-28T01:30'],
    ['at the skipped time', '30 2 * * *', 'Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T01:00'],
    ['after the skipped time', '30 2 * * *', 'Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-29T01:00'],
    ['before the repeated time', '30 2 * * *', 'Europe/Berlin', '2026-10-25T00:29:59Z', '2026-10-24T00:30'],
    ['when it comes first', '30 2 * * *', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T00:30'],
    [
      'once clocks are back before it',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-25T01:10:00Z',
      '2026-10-25T00:30',
    ],
    ['when it comes again', '30 2 * * *', 'Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25T00:30'],
    [
      'every minute of a repeated hour',
      '* * * * *',
      'Europe/Berlin',
      '2026-10-25T01:40:00Z',
      '2026-10-25T00:59',
    ],
    [
      'half an hour of Lord Howe',
      '45 1 * * *',
      'Australia/Lord_Howe',
      '2026-04-04T15:00:00Z',
      '2026-04-04T14:45',
    ],
  ])('is known %s', (_name, cron, timezone, now, expected) => {
    expect(due(cron, timezone, now)).toBe(expected);
  });

  test('is by the minute what the expression says, where clocks do not change', () => {
    const cron = fc.constantFrom(
      '0 3 * * *',
      '*/7 8-9 * * *',
      '30 2 * * 1-5',
      '15 */5 * 3-10 *',
      '0 0 1 * *',
    );
    const minute = fc
      .integer({ min: 0, max: 365 * 24 * 60 })
      .map((minutes) => Date.UTC(2026, 0, 1) + minutes * MINUTE);

    fc.assert(
      fc.property(cron, minute, (expression, now) => {
        const pattern = new Cron(expression, { mode: '5-part', timezone: 'UTC', paused: true });
        let expected = now;
        while (!pattern.match(new Date(expected))) expected -= MINUTE;

        expect(lastDue(expression, { timezone: 'UTC', now })).toBe(expected);
      }),
      runs(100),
    );
  });

  test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'])(
    'comes once a day all year in %s, never earlier than before, never after now',
    (timezone) => {
      const seen = new Set<number>();
      const start = Date.UTC(2026, 0, 1, 12);
      let before = 0;

      for (let now = start; now < start + 365 * DAY; now += 3 * HOUR) {
        const at = lastDue('30 2 * * *', { timezone, now }) ?? Number.NaN;
        expect(at).toBeLessThanOrEqual(now);
        expect(at).toBeGreaterThanOrEqual(before);
        before = at;
        seen.add(at);
      }

      expect([365, 366]).toContain(seen.size);
    },
  );
});
