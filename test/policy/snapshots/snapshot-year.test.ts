import { describe, expect, test } from 'vitest';
import type { Keep } from '../../../shared/policy/model/policy.ts';
import { periodOf, type Timed } from '../../../shared/policy/snapshots/keep.ts';
import { sized } from '../../support/runs.ts';
import { aCluster, HOUR } from '../builders.ts';
import { AWAY, aSnapshotPolicy, HOME, ownAmong } from './builders.ts';
import { keepSnapshots } from './keep-snapshots.ts';
import { Model } from './model.ts';

const START = Date.parse('2025-11-21T23:05:00Z');
const ZONE = 'Europe/Berlin';

interface Year {
  readonly home: Keep;
  readonly away: Keep;
  /** Hours from one run of the functions to the next. */
  readonly step: number;
  readonly days: number;
  /** Days on which nothing is copied. */
  readonly outage?: (day: number) => boolean;
}

/** A year of one cluster; a copy takes from one run to the next. */
function live({ home, away, step, days, outage }: Year) {
  const policy = aSnapshotPolicy({
    create: { cron: `0 */${step} * * *`, keep: home },
    copy: { sources: ['manual'], to: [{ region: AWAY, keep: away }] },
  });
  const cluster = aCluster();
  const model = new Model(policy, [cluster], START);
  const history: Timed[] = [];
  const copiesOfDay = new Map<string, number>();
  let most = 0;
  for (let hour = 0; hour <= days * 24; hour += step) {
    model.now = START + hour * HOUR;
    const day = periodOf('daily', model.now, ZONE);
    for (const { resourceArn } of model.create()) history.push({ key: resourceArn, at: model.now });
    model.settle();
    if (!outage?.(Math.floor(hour / 24))) {
      copiesOfDay.set(day, (copiesOfDay.get(day) ?? 0) + model.copy().length);
      model.settle();
    }
    if (hour % 12 === 0) {
      model.prune(HOME);
      model.prune(AWAY);
    }
    most = Math.max(most, model.snapshots.size);
  }
  return { model, history, copiesOfDay, most };
}

function timesIn(model: Model, region: string): number[] {
  return ownAmong(model.in(region))
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
}

/** The times of those that the whole history would leave. */
function wanted(keep: Keep, history: readonly Timed[]): number[] {
  const items = history.map(({ at }) => ({ key: `${at}`, at }));
  return [...keepSnapshots(keep, items, ZONE).keys()].map(Number).toSorted((a, b) => a - b);
}

const years: readonly (readonly [string, Year])[] = [
  [
    'all kinds of buckets',
    {
      home: { last: 2, weekly: 4 },
      away: { last: 1, daily: 7, weekly: 5, monthly: 12, yearly: 3 },
      step: 3,
      days: sized(365, 70),
    },
  ],
  // Up to the beginning of a month, because the newest snapshot of the current month is not copied yet.
  [
    'months alone in the other Region',
    { home: { daily: 3 }, away: { monthly: 6 }, step: 6, days: sized(374, 71) },
  ],
  [
    'three days in ten without copies',
    {
      home: { hourly: 6 },
      away: { daily: 14, monthly: 3 },
      step: 4,
      days: sized(365, 70),
      outage: (day) => day % 10 > 6,
    },
  ],
];

describe('a year of taking, copying and pruning', () => {
  test.each(years)('ends with exactly what keep says, in both Regions: %s', (_name, year) => {
    const { model, history } = live(year);

    expect(timesIn(model, HOME)).toEqual(wanted(year.home, history));
    expect(timesIn(model, AWAY)).toEqual(wanted(year.away, history));
  });

  test('by the hour copies the first and the last of a day, and ends with exactly what keep says', () => {
    const year = { home: { hourly: 6, daily: 2 }, away: { daily: 14 }, step: 1, days: sized(365, 40) };

    const { model, history, copiesOfDay, most } = live(year);

    const copies = [...copiesOfDay.values()];
    // All days and the last midnight; a whole year has an hour that comes twice.
    expect(history).toHaveLength(year.days * 24 + (year.days < 365 ? 1 : 0));
    expect(Math.max(...copies)).toBe(2);
    expect(copies.length).toBe(year.days + 1);
    expect(most).toBeLessThan(6 + 2 + 14 + 12 + 5);
    expect(timesIn(model, HOME)).toEqual(wanted(year.home, history));
    expect(timesIn(model, AWAY)).toEqual(wanted(year.away, history));
  });
});
