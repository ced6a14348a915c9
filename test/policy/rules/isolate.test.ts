import { expect, test } from 'vitest';
import { decideCapacities } from '../../../shared/policy/capacity/decide.ts';
import { capacityFactsNeeded } from '../../../shared/policy/capacity/facts-needed.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import { decideStarts } from '../../../shared/policy/power/decide-start.ts';
import { decideStops } from '../../../shared/policy/power/decide-stop.ts';
import { factsNeeded, quotaNeeded } from '../../../shared/policy/power/facts-needed.ts';
import { decideCreateSnapshots } from '../../../shared/policy/snapshots/decide-create.ts';
import { decideActivityStreams } from '../../../shared/policy/streams/decide.ts';
import { streamFactsNeeded } from '../../../shared/policy/streams/facts-needed.ts';
import { streamGaps } from '../../../shared/policy/streams/gaps.ts';
import { aCluster, aPolicy, aPowerRule, aRule, DAY, SATURDAY, WEEKDAYS } from '../builders.ts';

/** A time zone that Temporal refuses, as no policy that has been checked has one. */
const BROKEN = 'NOWHERE/NOTHING';

const everything = {
  power: aPowerRule(),
  snapshots: { create: { cron: '0 3 * * *' } },
  activityStream: {
    mode: 'async',
    kmsKey: 'alias/audit',
    hours: WEEKDAYS,
    restart: 'offHours',
    overrides: { text: 'allow', maxMs: 366 * DAY },
  },
  capacity: [{ hours: WEEKDAYS, min: 1, max: 8, whenBusy: 'wait' }],
} as const;

const policy: Policy = aPolicy({
  rules: [
    aRule({ name: 'broken', timezone: BROKEN, match: { clusters: ['bad-*'] }, ...everything }),
    aRule({ name: 'sound', ...everything }),
  ],
});

const clusters = ['bad-one', 'good-one'].map((id) => ({
  cluster: aCluster({ id, serverless: { min: 2, max: 16 } }),
}));
const where = { account: '111122223333', region: 'eu-central-1', observedAt: SATURDAY };
const world = { ...where, clusters, snapshots: [], keys: {} };

const decided: Readonly<Record<string, () => readonly Decision[]>> = {
  stop: () => decideStops(policy, world),
  start: () => decideStarts(policy, { ...world, clusters: clusters.map(({ cluster }) => stopped(cluster)) }),
  createSnapshot: () => decideCreateSnapshots(policy, world),
  changeActivityStream: () => decideActivityStreams(policy, world),
  changeCapacity: () => decideCapacities(policy, world),
};

test.each(Object.entries(decided))(
  'an error in the rule of one cluster stops only that cluster: %s',
  (action, decide) => {
    const [bad, good] = decide();

    expect(bad).toMatchObject({
      action,
      cluster: 'bad-one',
      verdict: 'skip',
      rule: 'broken',
      reason: 'undecided',
      error: { name: 'RangeError' },
    });
    expect(bad?.detail).toContain(BROKEN);
    expect(good).toMatchObject({ cluster: 'good-one', rule: 'sound' });
    expect(good?.reason).not.toBe('undecided');
  },
);

test('facts are still read for the clusters that can be decided', () => {
  expect(factsNeeded(policy, world)?.clusters.map(({ id }) => id)).toEqual(['good-one']);
  expect(capacityFactsNeeded(policy, world)?.clusters.map(({ id }) => id) ?? []).not.toContain('bad-one');
  expect(streamFactsNeeded(policy, world).clusters.map(({ id }) => id)).not.toContain('bad-one');
  expect(streamGaps(policy, world).map(({ cluster }) => cluster)).not.toContain('bad-one');
  expect(quotaNeeded(policy, world)).toBe(false);
});

function stopped(cluster: Cluster): { readonly cluster: Cluster } {
  return { cluster: { ...cluster, status: 'stopped' } };
}
