import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideCapacities } from '../../../../shared/policy/capacity/decide.ts';
import { parsePolicy } from '../../../../shared/policy/file/parse.ts';
import type { Cluster } from '../../../../shared/policy/model/cluster.ts';
import type { Decision } from '../../../../shared/policy/model/decision.ts';
import type { Policy } from '../../../../shared/policy/model/policy.ts';
import { decideByHand } from '../../../../shared/policy/power/decide-by-hand.ts';
import { decideStarts } from '../../../../shared/policy/power/decide-start.ts';
import { decideStops } from '../../../../shared/policy/power/decide-stop.ts';
import { decideDrills } from '../../../../shared/policy/recovery/drill/decide.ts';
import { drillNames } from '../../../../shared/policy/recovery/drill/names.ts';
import { explain } from '../../../../shared/policy/report/explain.ts';
import { describeNearMisses } from '../../../../shared/policy/report/near-misses.ts';
import { decideCopies } from '../../../../shared/policy/snapshots/decide-copy.ts';
import { decideCreateSnapshots } from '../../../../shared/policy/snapshots/decide-create.ts';
import { decidePrunes } from '../../../../shared/policy/snapshots/decide-prune.ts';
import { decideActivityStreams } from '../../../../shared/policy/streams/decide.ts';
import { aDrillWorld, aRecoveryRule, aSnapshotOf, aSource } from '../../../support/builders/drills.ts';
import { runs } from '../../../support/runs.ts';
import { aPowerRule, aRule, aWorld, DAY, hoursOf, SATURDAY, someFacts } from '../../builders.ts';
import { aCapacityWorld, anEntry, capacityFacts } from '../../capacity/builders.ts';
import { policyFile } from '../../file/arbitrary-policy-file.ts';
import {
  AWAY,
  aCopyWorld,
  aCreateWorld,
  aPruneWorld,
  copying,
  copyOf,
  created,
} from '../../snapshots/builders.ts';
import { anAuditedCluster, aStreamRule, aStreamWorld, someStreamFacts } from '../../streams/builders.ts';

const everything = aRule({
  name: 'everything',
  power: aPowerRule({ hours: hoursOf('never'), stop: 'atOnce' }),
  snapshots: { create: { cron: '0 3 * * *', keep: { last: 1 } }, ...copying() },
  activityStream: aStreamRule(),
  capacity: [anEntry()],
  recovery: aRecoveryRule(),
});

/** A rule that matches everything, after rules of any kind. */
const policies: fc.Arbitrary<Policy> = policyFile.chain((file) => {
  const parsed = parsePolicy(JSON.stringify(file));
  const rules = parsed.ok ? parsed.policy.rules : [];
  const base = parsed.ok ? parsed.policy : undefined;
  return fc.constantFrom(
    { ...(base ?? empty), rules: [...rules, everything] },
    { ...empty, rules: [everything] },
  );
});

const empty: Policy = {
  version: 1,
  mode: 'enforce',
  timezone: 'UTC',
  tagActions: true,
  targets: [],
  calendars: {},
  limits: {},
  copiesInFlight: 5,
  orphans: { expireAfterMs: DAY },
  protect: [],
  rules: [],
};

const clusters: fc.Arbitrary<Cluster> = fc
  .record({
    status: fc.constantFrom('available', 'available', 'stopped', 'creating'),
    tags: fc.constantFrom<Cluster['tags'][]>(
      {},
      { 'dormouse:hold': 'up until 2030-01-01' },
      { 'dormouse:hold': 'stopped until 2030-01-01' },
      { 'dormouse:hours': 'always until 2026-12-01' },
      { 'dormouse:activity-stream-override': 'off until 2026-12-01T00:00:00Z' },
      { env: 'dev' },
    ),
    serverless: fc.constant({ min: 1, max: 2 }),
    id: fc.constantFrom('orders', 'dev-orders', 'a'),
  })
  .map((some) => anAuditedCluster(aSource(some)));

function renamed(cluster: Cluster, id: string): Cluster {
  return { ...cluster, id, arn: cluster.arn.replace(/[^:]+$/, id), members: [`${id}-1`] };
}

/** All decisions of all functions about a cluster and its snapshots, and what a person asks for by hand. */
function decisionsOn(policy: Policy, cluster: Cluster): Decision[] {
  const observed = [{ cluster, facts: someFacts(cluster) }];
  const taken = [20, 10, 2].map((days) =>
    created(SATURDAY - days * DAY, {}, cluster, 'create-snapshots', policy, everything),
  );
  const sources = [...taken, aSnapshotOf(cluster, { encrypted: false })];
  const copies = taken.map((one) => copyOf(one, {}, cluster));
  const here = [{ cluster }];
  return [
    ...decideStops(policy, aWorld(observed)),
    ...decideStarts(policy, aWorld(observed)),
    decideByHand(
      policy,
      { cluster, facts: someFacts(cluster) },
      { action: 'stop', detail: 'by me' },
      SATURDAY,
    ),
    ...decideActivityStreams(policy, aStreamWorld([{ cluster, streamFacts: someStreamFacts(cluster) }])),
    ...decideCapacities(policy, aCapacityWorld([{ cluster, capacityFacts: capacityFacts(cluster) }])),
    ...decideCreateSnapshots(policy, aCreateWorld({ clusters: here, snapshots: taken })),
    ...decideCopies(policy, aCopyWorld({ clusters: here, sources })),
    ...decidePrunes(policy, aPruneWorld({ clusters: here, snapshots: taken, otherRegions: copies })),
    ...decideDrills(policy, aDrillWorld({}, [cluster])),
    ...decideDrills(policy, aDrillWorld({ region: AWAY, snapshots: copies }, [cluster])),
  ];
}

test('no rule of any aspect ever decides about a cluster of a drill, whatever its tags, or about its snapshots', () => {
  const acts = new Set<string>();
  fc.assert(
    fc.property(policies, clusters, (policy, cluster) => {
      const drill = renamed(cluster, drillNames(cluster.id, '202611280200-0123abcd').cluster);
      for (const one of decisionsOn(policy, cluster)) if (one.verdict === 'act') acts.add(one.action);

      const decisions = decisionsOn(policy, drill);

      expect(decisions.filter((one) => one.verdict === 'act' || one.note !== undefined)).toEqual([]);
      expect(decisions.filter((one) => one.rule !== undefined && one.snapshot === undefined)).toEqual([]);
      expect(explain(policy, { cluster: drill }, SATURDAY, []).rules.some(({ matched }) => matched)).toBe(
        false,
      );
      expect(describeNearMisses(policy, drill)).toEqual([expect.stringContaining('dormouse-drill-')]);
    }),
    runs(1000, 100),
  );

  // The same clusters under other names have all of this done to them.
  expect([...acts].toSorted()).toEqual(
    [
      ...['stop', 'start', 'createSnapshot', 'copySnapshot', 'deleteSnapshot'],
      ...['changeActivityStream', 'changeCapacity', 'drillRestore'],
    ].toSorted(),
  );
});
