import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Keep } from '../../../shared/policy/model/policy.ts';
import { describeExpiry, keepReasonsOf } from '../../../shared/policy/snapshots/keep.ts';
import { runs } from '../../support/runs.ts';
import { DAY, HOUR } from '../builders.ts';
import { keptByBruteForce } from './keep-by-brute-force.ts';
import { keepSnapshots } from './keep-snapshots.ts';

const at = (time: string) => ({ key: time, at: Date.parse(time) });
const YEAR = Date.parse('2026-01-01T00:00:00Z');

/** Every Sunday at eleven, twelve times: the example of restic's documentation. */
const sundays = Array.from({ length: 12 }, (_, week) => at(isoOf(Date.UTC(2019, 8, 1, 11) + week * 7 * DAY)));

function isoOf(time: number): string {
  return new Date(time).toISOString();
}

describe('keepSnapshots', () => {
  test("keeps what restic's example keeps", () => {
    const kept = keepSnapshots({ daily: 4 }, sundays, 'UTC');

    expect([...kept]).toEqual([
      ['2019-11-17T11:00:00.000Z', ['daily 1 of 4 (2019-11-17)']],
      ['2019-11-10T11:00:00.000Z', ['daily 2 of 4 (2019-11-10)']],
      ['2019-11-03T11:00:00.000Z', ['daily 3 of 4 (2019-11-03)']],
      ['2019-10-27T11:00:00.000Z', ['daily 4 of 4 (2019-10-27)']],
    ]);
  });

  test('names every place that holds a snapshot', () => {
    const all: Keep = { last: 1, hourly: 2, daily: 2, weekly: 2, monthly: 2, yearly: 2 };

    expect(
      keepSnapshots(all, [at('2026-12-31T23:30:00Z')], 'Europe/Berlin').get('2026-12-31T23:30:00Z'),
    ).toEqual([
      'last 1 of 1',
      'hourly 1 of 2 (2027-01-01T00)',
      'daily 1 of 2 (2027-01-01)',
      'weekly 1 of 2 (2026-W53)',
      'monthly 1 of 2 (2027-01)',
      'yearly 1 of 2 (2027)',
    ]);
  });

  test('keeps the oldest too while there are places left', () => {
    const items = [at('2026-11-20T01:00:00Z'), at('2026-11-20T02:00:00Z'), at('2026-11-20T03:00:00Z')];

    expect([...keepSnapshots({ daily: 2 }, items, 'UTC').values()]).toEqual([
      ['daily 1 of 2 (2026-11-20)'],
      ['daily 2 of 2 (the oldest)'],
    ]);
    expect(keepSnapshots({ daily: 1 }, items, 'UTC').size).toBe(1);
  });

  test.each([
    ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', 1],
    ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', 2],
  ])('takes an hour that comes twice for one: %s and %s', (one, other, hours) => {
    expect(
      keepReasonsOf({ hourly: 9 }, [at(one), at(other)], 'Europe/Berlin').filter((each) => !each.oldest),
    ).toHaveLength(hours);
  });

  test('keeps nothing of nothing', () => {
    expect(keepSnapshots({ last: 3 }, [], 'UTC').size).toBe(0);
  });

  const count = fc.integer({ min: 1, max: 30 });
  const keep: fc.Arbitrary<Keep> = fc
    .record(
      { last: count, hourly: count, daily: count, weekly: count, monthly: count, yearly: count },
      { requiredKeys: [] },
    )
    .filter((each) => Object.keys(each).length > 0);
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  );
  // Hours of a year, and the half hours around the two nights on which clocks change.
  const aTime = fc.oneof(
    fc.integer({ min: 0, max: 2 * 366 * 24 }).map((halves) => YEAR + (halves * HOUR) / 2),
    fc
      .constantFrom('2026-03-29T00:00Z', '2026-10-25T00:00Z', '2026-11-01T05:00Z', '2026-04-04T14:00Z')
      .chain((night) =>
        fc.integer({ min: -8, max: 8 }).map((halves) => Date.parse(night) + (halves * HOUR) / 2),
      ),
  );
  const history = fc
    .array(aTime, { maxLength: 60 })
    .map((times) => times.map((time, index) => ({ key: `s${index}`, at: time })));

  test('keeps what the definition says, over generated histories of a year', () => {
    fc.assert(
      fc.property(keep, history, zone, (counts, items, timezone) => {
        const kept = keepSnapshots(counts, items, timezone);

        expect(new Set(kept.keys())).toEqual(keptByBruteForce(counts, items, timezone));
      }),
      runs(1000),
    );
  });

  test('keeps all that it has kept, the newest always, and no more for what is gone', () => {
    fc.assert(
      fc.property(keep, history, zone, (counts, items, timezone) => {
        const kept = keepSnapshots(counts, items, timezone);
        const left = items.filter(({ key }) => kept.has(key));
        const newest = Math.max(...items.map((item) => item.at));

        expect(keepSnapshots(counts, left, timezone)).toEqual(kept);
        expect(items.length === 0 || left.some((item) => item.at === newest)).toBe(true);
      }),
      runs(500),
    );
  });
});

describe('describeExpiry', () => {
  test('says bucket by bucket why there is no place', () => {
    const keep = { last: 2, daily: 3, weekly: 4 };
    const items = Array.from({ length: 9 }, (_, day) => at(isoOf(Date.UTC(2026, 10, 20, 3) - day * DAY)));
    const holders = keepReasonsOf(keep, items, 'UTC');

    expect(describeExpiry(keep, holders, Date.UTC(2026, 10, 16, 3), 'UTC')).toBe(
      'last: 2 newer; daily: 3 newer, back to 2026-11-18; weekly: 2026-W47 has a newer one',
    );
  });
});
