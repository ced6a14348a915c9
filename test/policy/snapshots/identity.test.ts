import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { decideCopies } from '../../../shared/policy/snapshots/decide-copy.ts';
import { decideCreateSnapshots } from '../../../shared/policy/snapshots/decide-create.ts';
import { decidePrunes } from '../../../shared/policy/snapshots/decide-prune.ts';
import { recoveryPoints } from '../../../shared/policy/snapshots/recovery-point.ts';
import { aCluster, DAY, HOUR, MINUTE, SATURDAY } from '../builders.ts';
import {
  AWAY,
  aCopyWorld,
  aCreateWorld,
  aPruneWorld,
  aSnapshot,
  aSnapshotPolicy,
  copying,
  copyOf,
  created,
  HOME,
  ownAmong,
} from './builders.ts';

/** `dev-orders` was deleted, and another cluster got its name. */
const before = aCluster({ resourceId: 'cluster-OLD', createdAt: SATURDAY - 90 * DAY });
const after = aCluster({ resourceId: 'cluster-NEW', createdAt: SATURDAY - 3 * DAY });
const renamed = { ...before, id: 'orders-old1', arn: before.arn.replace('dev-orders', 'orders-old1') };
const withoutId = (cluster: typeof after) => {
  const { resourceId: _, ...rest } = cluster;
  return rest;
};
const one = (cluster: typeof after) => ({ clusters: [{ cluster }] });

const old = [6, 5, 4].map((days) => created(SATURDAY - days * DAY, {}, before));
const young = [2, 1, 0].map((days) => created(SATURDAY - days * DAY, {}, after));
const daily = aSnapshotPolicy({ create: { cron: '0 3 * * *', keep: { daily: 3 } } });
const reasonsOf = (decisions: readonly { snapshot?: string; resourceArn: string; reason: string }[]) =>
  new Map(decisions.map(({ resourceArn, reason }) => [resourceArn, reason]));
const bare = [6, 5, 4].map((days) => created(SATURDAY - days * DAY, {}, withoutId(before)));

describe('a cluster that got the name of another', () => {
  test.each([
    ['AWS tells the resource ids', after, old],
    ['AWS tells those of the snapshots only', withoutId(after), old],
    ['AWS tells no resource ids', withoutId(after), bare],
  ])('leaves the backups of the other as orphans: %s', (_name, cluster, snapshots) => {
    const world = aPruneWorld({ ...one(cluster), snapshots: [...snapshots, ...young] });

    const reasons = reasonsOf(decidePrunes(daily, world));

    expect(snapshots.map(({ arn }) => reasons.get(arn))).toEqual(['orphan', 'orphan', 'orphan']);
    expect(young.map(({ arn }) => reasons.get(arn))).toEqual(['kept', 'kept', 'kept']);
  });

  test('has a last snapshot of its own, and so has the other', () => {
    const expire = { ...daily, orphans: { expireAfterMs: HOUR } };
    const orphans = old.map((each) => ({
      ...each,
      tags: { ...each.tags, 'dormouse:unkept': 'orphan since 2026-11-20T00:00:00Z' },
    }));

    const reasons = reasonsOf(
      decidePrunes(expire, aPruneWorld({ ...one(after), snapshots: [...orphans, ...young.slice(0, 1)] })),
    );

    expect(reasons.get(old[1]?.arn ?? '')).toBe('orphan-expired');

    expect(reasons.get(old[2]?.arn ?? '')).toBe('last-copy');
    expect(reasons.get(young[0]?.arn ?? '')).toBe('kept');
  });

  test('is not served by a snapshot of the other that is due at the same time', () => {
    const due = SATURDAY - 10 * HOUR;
    const cluster = aCluster({ resourceId: 'cluster-NEW', createdAt: due - MINUTE });
    const snapshots = [created(due, { createdAt: due + MINUTE }, before)];

    expect(decideCreateSnapshots(daily, aCreateWorld({ ...one(cluster), snapshots }))[0]?.reason).toBe('due');
  });

  test('has its first snapshot copied, though a copy of the other has the month', () => {
    const policy = aSnapshotPolicy(copying({ keep: { monthly: 12 } }));
    const source = aSnapshot({ resourceId: 'cluster-NEW', createdAt: SATURDAY - DAY });
    const world = aCopyWorld({
      ...one(after),
      sources: [source],
      copies: [copyOf(old[0] ?? source, {}, before)],
    });

    expect(decideCopies(policy, world)[0]?.reason).toBe('to-copy');
  });

  test('has no recovery point of the other', () => {
    const [source = aSnapshot()] = old;
    const policy = aSnapshotPolicy(copying());
    const copies = [copyOf(source, {}, before)];
    const point = (cluster: typeof after) =>
      recoveryPoints(policy, aCopyWorld({ ...one(cluster), copies }))[0]?.at;

    expect(point(after)).toBeUndefined();
    expect(point(before)).toBe(source.createdAt);
  });
});

describe('a snapshot that a person copied in from another account', () => {
  const foreign = aSnapshot({
    id: 'from-production',
    createdAt: SATURDAY - HOUR,
    sourceArn: `arn:aws:rds:${HOME}:999999999999:cluster-snapshot:nightly`,
  });
  const policy = aSnapshotPolicy(copying({ keep: { last: 1 } }));

  test.each([
    ['AWS tells its resource id', { ...foreign, resourceId: 'cluster-THEIRS' }],
    ['AWS tells none', foreign],
  ])("is not of this account's cluster of the same name: %s", (_name, snapshot) => {
    const own = aSnapshot({ resourceId: 'cluster-NEW', createdAt: SATURDAY - 2 * HOUR });
    const reasons = reasonsOf(decideCopies(policy, aCopyWorld({ ...one(after), sources: [snapshot, own] })));

    expect(reasons.get(own.arn)).toBe('to-copy');
    expect(reasons.get(snapshot.arn)).not.toBe('to-copy');
  });
});

describe('a cluster that was renamed', () => {
  test('goes on with its retention, whatever name its snapshots show', () => {
    const shown = old.map((snapshot, index) =>
      index === 0 ? snapshot : { ...snapshot, clusterId: renamed.id },
    );
    const world = aPruneWorld({ ...one(renamed), snapshots: shown });
    const decisions = decidePrunes(daily, world);

    expect(decisions.map(({ reason, cluster }) => [cluster, reason])).toEqual([
      ['orders-old1', 'kept'],
      ['orders-old1', 'kept'],
      ['orders-old1', 'kept'],
    ]);
  });

  test('takes no second snapshot for a time for which there is one', () => {
    const snapshots = [created(SATURDAY - 10 * HOUR, {}, before)];

    expect(decideCreateSnapshots(daily, aCreateWorld({ ...one(renamed), snapshots }))[0]?.reason).toBe(
      'already-taken',
    );
  });

  test('has its snapshots copied, and its copies are known', () => {
    const policy = aSnapshotPolicy(copying());
    const [source = aSnapshot()] = old;
    const [decision] = decideCopies(policy, aCopyWorld({ ...one(renamed), sources: [source] }));
    if (decision?.verdict !== 'act' || decision.command.kind !== 'copy-snapshot') throw new Error('no copy');
    const copy = copyOf(source, { id: decision.command.snapshot, tags: decision.command.tags });
    const known = aCopyWorld({ ...one(renamed), sources: [source], copies: [copy] });

    expect(decision.cluster).toBe('orders-old1');
    expect(ownAmong([copy])).toHaveLength(1);
    expect(decideCopies(policy, known)[0]?.reason).toBe('already-copied');
    expect(recoveryPoints(policy, known)[0]?.at).toBe(source.createdAt);
  });
});

describe('a source of a fixed name that is taken again', () => {
  const source = aSnapshot({ id: 'orders-latest', resourceId: 'cluster-OLD', createdAt: SATURDAY - HOUR });
  const last = { ...source, createdAt: SATURDAY - 25 * HOUR };
  const policy = aSnapshotPolicy(copying());
  const reason = (copies: readonly Snapshot[]) =>
    decideCopies(policy, aCopyWorld({ ...one(before), sources: [source], copies }))[0]?.reason;

  test.each([
    ['a copy has a time of its own', HOUR],
    ['a copy has the time of its source', 0],
  ])('is copied each time: %s', (_name, later) => {
    const of = (one: Snapshot) => copyOf(one, { createdAt: one.createdAt + later }, before);
    const theirs = (one: Snapshot): Snapshot => ({ ...of(one), id: 'by-hand', tags: {} });

    expect(reason([of(last)])).toBe('to-copy');
    expect(reason([theirs(last)])).toBe('to-copy');
    expect(reason([of(source)])).toBe('already-copied');
    expect(reason([theirs(source)])).toBe('already-copied');
  });
});

test('a copy without its tags is known by what AWS says, and counts for its period', () => {
  const policy = aSnapshotPolicy(copying({ keep: { daily: 7 } }));
  const night = aSnapshot({ resourceId: 'cluster-OLD', createdAt: SATURDAY - 9 * HOUR });
  const evening = aSnapshot({ id: 'rds:later', resourceId: 'cluster-OLD', createdAt: SATURDAY - HOUR });
  const stripped = { ...copyOf(night, {}, before), tags: {} };

  const reasons = reasonsOf(
    decideCopies(policy, aCopyWorld({ ...one(before), sources: [night, evening], copies: [stripped] })),
  );

  expect(reasons.get(night.arn)).toBe('already-copied');
  expect(reasons.get(evening.arn)).toBe('copy-waits');
  expect(stripped.region).toBe(AWAY);
});
