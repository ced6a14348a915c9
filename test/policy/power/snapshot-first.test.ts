import { describe, expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import type { Snapshot, SnapshotQuota } from '../../../shared/policy/model/snapshot.ts';
import { decideStop, decideStops } from '../../../shared/policy/power/decide-stop.ts';
import type { Observed, StopFacts } from '../../../shared/policy/power/facts.ts';
import { factsNeeded, quotaNeeded } from '../../../shared/policy/power/facts-needed.ts';
import {
  aCluster,
  aPolicy,
  aPowerRule,
  aRule,
  aWorld,
  DAY,
  HOUR,
  MINUTE,
  SATURDAY,
  someFacts,
} from '../builders.ts';
import { aSnapshot, copyOf, created } from '../snapshots/builders.ts';

const cluster = aCluster();
const policy = aPolicy({ rules: [aRule({ power: aPowerRule({ snapshotFirst: true }) })] });
const started: Partial<StopFacts> = { lastStart: { at: SATURDAY - 5 * HOUR, by: 'user' } };
const decide = (facts: Partial<StopFacts>, some: Partial<Policy> = {}) =>
  decideStop({ ...policy, ...some }, { cluster, facts: someFacts(cluster, facts) }, SATURDAY);
const beforeStop = (at: number, some: Partial<Snapshot> = {}) =>
  created(at, some, cluster, 'stop-idle-clusters', policy);

describe('a rule that wants a snapshot before the stop', () => {
  const cases: readonly [
    name: string,
    reason: Reason,
    verdict: string,
    snapshots: readonly Snapshot[],
    facts?: Partial<StopFacts>,
  ][] = [
    ['has one since the last start', 'idle', 'act', [created(SATURDAY - 4 * HOUR)]],
    ['has none', 'snapshot-first', 'act', []],
    ['has one from before the last start', 'snapshot-first', 'act', [created(SATURDAY - 6 * HOUR)]],
    ['has one that is being taken', 'snapshot-first', 'skip', [beforeStop(SATURDAY, { status: 'creating' })]],
    [
      'has one that failed',
      'snapshot-first',
      'skip',
      [beforeStop(SATURDAY - 5 * HOUR, { status: 'failed', createdAt: SATURDAY })],
    ],
    ["has a person's only", 'snapshot-first', 'act', [aSnapshot({ id: 'mine', createdAt: SATURDAY })]],
    ['has a copy only', 'snapshot-first', 'act', [copyOf(created(SATURDAY))]],
    [
      "has another cluster's only",
      'snapshot-first',
      'act',
      [created(SATURDAY, {}, aCluster({ id: 'dev-b' }))],
    ],
    ['has one of the last 14 days, and no start is known', 'idle', 'act', [created(SATURDAY - 13 * DAY)], {}],
    ['has an older one, and no start is known', 'snapshot-first', 'act', [created(SATURDAY - 14 * DAY)], {}],
    ['has none, but is busy', 'busy', 'skip', [], { evidence: { state: 'busy', detail: 'used' } }],
  ];

  test.each(cases)('%s: %s, %s', (_name, reason, verdict, snapshots, facts = started) => {
    const decision = decide({ ...facts, snapshots });

    expect([decision.reason, decision.verdict]).toEqual([reason, verdict]);
  });

  test('knows a start by the note of Dormouse, where no event reports it', () => {
    const noted = aCluster({ tags: { 'dormouse:power': 'start 2026-11-21T07:00:00Z by developers' } });
    const observed = (snapshot: Snapshot): Observed => ({
      cluster: noted,
      facts: someFacts(noted, { snapshots: [snapshot] }),
    });

    expect(decideStop(policy, observed(created(SATURDAY - 6 * HOUR)), SATURDAY).reason).toBe(
      'snapshot-first',
    );
    expect(decideStop(policy, observed(created(SATURDAY - 4 * HOUR)), SATURDAY).reason).toBe('idle');
  });

  test.each<[string, Partial<StopFacts>, Reason]>([
    [
      'its metrics do not show that it stayed up',
      { upSince: { state: 'unknown', detail: 'gaps' } },
      'snapshot-first',
    ],
    ['its metrics have not been read', {}, 'snapshot-first'],
    [
      'its metrics show that it has been up since',
      { upSince: { state: 'up', since: SATURDAY - 2 * HOUR } },
      'snapshot-first',
    ],
    [
      'its metrics show that it was never down',
      { upSince: { state: 'up', since: SATURDAY - 6 * HOUR } },
      'idle',
    ],
    ['a start is known since', { lastStart: { at: SATURDAY - 4 * HOUR, by: 'user' } }, 'snapshot-first'],
  ])('does not take one of before its own last stop, when %s', (_name, facts, reason) => {
    const stopped = aCluster({ tags: { 'dormouse:power': 'stop 2026-11-21T07:00:00Z by developers' } });
    const decideWith = (snapshot: Snapshot) =>
      decideStop(
        policy,
        { cluster: stopped, facts: someFacts(stopped, { snapshots: [snapshot], ...facts }) },
        SATURDAY,
      ).reason;

    expect(decideWith(created(SATURDAY - 6 * HOUR))).toBe(reason);
    expect(decideWith(created(SATURDAY - 3 * HOUR))).toBe('idle');
  });

  test('orders the snapshot instead of the stop', () => {
    const id = expect.stringMatching(/^dormouse-dev-orders-202611210700-[0-9a-f]{8}$/);

    expect(decide(started)).toMatchObject({
      ...{
        resourceArn: cluster.arn,
        aspect: 'power',
        action: 'createSnapshot',
        rule: 'developers',
        snapshot: id,
      },
      detail: expect.stringContaining(
        'none taken since Sat 08:00 Europe/Berlin, so the snapshot comes first',
      ),
      command: {
        ...{ kind: 'create-snapshot', arn: cluster.arn, cluster: 'dev-orders', snapshot: id },
        tags: { 'dormouse:created-by': 'stop-idle-clusters', 'dormouse:due': '2026-11-21T07:00:00Z' },
      },
    });
  });

  test('orders the same snapshot all day when no start is known', () => {
    expect(decide({})).toMatchObject({
      command: { snapshot: expect.stringMatching(/^dormouse-dev-orders-202611210000-/) },
    });
  });

  test('leaves a cluster that is protected from snapshots', () => {
    const decision = decide(started, { protect: [{ from: ['createSnapshot'] }] });

    expect(decision).toMatchObject({ verdict: 'skip', reason: 'protected', action: 'createSnapshot' });
  });

  test('stops once the snapshot is there, and not before', () => {
    const snapshots: Snapshot[] = [];
    const reasons = [0, 1, 2].map(() => {
      const decision = decide({ ...started, snapshots });
      if (decision.verdict === 'act' && decision.command.kind === 'create-snapshot') {
        snapshots.push(beforeStop(SATURDAY - 5 * HOUR, { status: 'creating', createdAt: SATURDAY }));
      } else {
        snapshots.splice(0, 1, beforeStop(SATURDAY - 5 * HOUR, { createdAt: SATURDAY }));
      }
      return `${decision.verdict} ${decision.reason}`;
    });

    expect(reasons).toEqual(['act snapshot-first', 'skip snapshot-first', 'act idle']);
  });

  test('needs to know snapshots, and starts as far back as events go', () => {
    const world = aWorld([{ cluster }]);

    expect(factsNeeded(policy, world)).toMatchObject({ snapshots: true, eventsSince: SATURDAY - 14 * DAY });
    expect(factsNeeded(aPolicy(), world)).toMatchObject({ snapshots: false });
  });
});

describe('the quota of the snapshots that come first', () => {
  const observe = (id: string, of: (one: Cluster) => Partial<StopFacts>): Observed => {
    const one = aCluster({ id });
    return { cluster: one, facts: someFacts(one, { ...started, ...of(one) }) };
  };
  const ready = observe('dev-a', (one) => ({ snapshots: [created(SATURDAY - 4 * HOUR, {}, one)] }));
  const bare = ['dev-b', 'dev-c'].map((id) => observe(id, () => ({})));
  const world = aWorld([ready, ...bare]);
  const decided = (quota?: SnapshotQuota) =>
    decideStops(policy, { ...world, ...defined({ quota }) }).map(
      ({ action, verdict, reason }) => `${action} ${verdict} ${reason}`,
    );
  const [stop, take] = ['stop act idle', 'createSnapshot act snapshot-first'];

  test('bounds how many are taken, and keeps no cluster from its stop that has one', () => {
    const full = 'createSnapshot skip quota-full';

    expect(decided({ used: 8, max: 10 })).toEqual([stop, take, take]);
    expect(decided({ used: 9, max: 10 })).toEqual([stop, full, take]);
    expect(decided({ used: 11, max: 10 })).toEqual([stop, full, full]);
  });

  test('goes to another cluster each time, so that none that AWS refuses has it for good', () => {
    const taking = (minute: number) => {
      const decisions = decideStops(policy, {
        ...world,
        observedAt: SATURDAY + minute * MINUTE,
        quota: { used: 9, max: 10 },
      });
      return decisions.filter(({ verdict, action }) => verdict === 'act' && action !== 'stop');
    };
    const clusters = [0, 5, 10, 15, 20].flatMap((minute) => taking(minute).map((one) => one.cluster));

    expect(clusters).toHaveLength(5);
    expect(new Set(clusters)).toEqual(new Set(['dev-b', 'dev-c']));
  });

  test('is asked for only when one is due, and none is taken while it is not known', () => {
    const unknown = 'createSnapshot skip not-observed';

    expect(decided()).toEqual([stop, unknown, unknown]);
    expect(quotaNeeded(policy, world)).toBe(true);
    expect(quotaNeeded(policy, aWorld([ready]))).toBe(false);
    expect(quotaNeeded(policy, aWorld([{ cluster }]))).toBe(false);
    expect(quotaNeeded(aPolicy(), world)).toBe(false);
  });
});
