import { describe, expect, test } from 'vitest';
import { limitDecisions } from '../../../shared/policy/rules/limit.ts';
import { decidePrunes } from '../../../shared/policy/snapshots/decide-prune.ts';
import { aCluster, DAY, HOUR, SATURDAY } from '../builders.ts';
import { AWAY, aPruneWorld, aSnapshot, aSnapshotPolicy, copyOf, created } from './builders.ts';
import { COPY, copyPruneCases, copyWorld } from './copy-prune-cases.ts';
import { away, nightly, OLD, pruneCases, YESTERDAY } from './prune-cases.ts';
import { copyPruneDetailCases, pruneDetailCases } from './prune-detail-cases.ts';

const ACTS = ['expired', 'orphan-expired'];

describe('decidePrunes', () => {
  test.each([...pruneCases, ...pruneDetailCases])(
    '$reason when $name',
    ({ snapshot: some, alone, rule, policy, world, ...expected }) => {
      const snapshot = { ...OLD, ...some };
      const snapshots = alone ? [snapshot] : [YESTERDAY, snapshot];

      const decisions = decidePrunes(
        aSnapshotPolicy(rule ?? nightly, policy),
        aPruneWorld({ snapshots, ...world }),
      );

      const decision = decisions.find(({ resourceArn }) => resourceArn === snapshot.arn);
      expect(decision?.reason).toBe(expected.reason);
      expect(decision?.verdict).toBe(ACTS.includes(expected.reason) ? 'act' : 'skip');
      expect(decision?.detail).toContain(expected.detail ?? '');
    },
  );

  test.each([...copyPruneCases, ...copyPruneDetailCases])(
    'of a copy: $reason when $name',
    ({ snapshot: some, rule, policy, world, ...expected }) => {
      const snapshot = { ...COPY, ...some };
      const snapshots = [copyOf(YESTERDAY), snapshot];

      const decisions = decidePrunes(
        aSnapshotPolicy(rule ?? nightly, policy),
        aPruneWorld({ ...copyWorld, snapshots, ...world }),
      );

      const decision = decisions.find(({ resourceArn }) => resourceArn === snapshot.arn);
      expect(decision?.reason).toBe(expected.reason);
      expect(decision?.verdict).toBe(ACTS.includes(expected.reason) ? 'act' : 'skip');
      expect(decision?.detail).toContain(expected.detail ?? '');
    },
  );

  test('orders all that the deletion needs', () => {
    const [decision] = decidePrunes(aSnapshotPolicy(nightly), aPruneWorld({ snapshots: [YESTERDAY, OLD] }));

    expect(decision).toEqual({
      resourceArn: OLD.arn,
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'dev-orders',
      snapshot: OLD.id,
      aspect: 'snapshots',
      action: 'deleteSnapshot',
      rule: 'developers',
      verdict: 'act',
      reason: 'expired',
      detail: 'last: 1 newer',
      lastActionAt: SATURDAY - 7 * DAY,
      turn: 0,
      command: {
        kind: 'delete-snapshot',
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'dev-orders',
        arn: OLD.arn,
        snapshot: OLD.id,
      },
    });
  });

  test('begins elsewhere each time, so that what AWS refuses keeps nothing from its turn', () => {
    const clusters = ['dev-a', 'dev-b', 'dev-c'].map((id) => aCluster({ id }));
    const snapshots = clusters.flatMap((cluster) =>
      [1, 2].map((days) => created(SATURDAY - days * DAY, {}, cluster)),
    );
    const world = aPruneWorld({ snapshots, clusters: clusters.map((cluster) => ({ cluster })) });
    const policy = { ...aSnapshotPolicy(nightly), limits: { deleteSnapshot: { cap: { count: 1 } } } };

    const done = Array.from({ length: 12 }, (_, index) => {
      const decisions = decidePrunes(policy, { ...world, observedAt: SATURDAY + index * HOUR });
      return limitDecisions(policy, 'deleteSnapshot', decisions).find(({ verdict }) => verdict === 'act')
        ?.cluster;
    });

    expect(new Set(done)).toEqual(new Set(['dev-a', 'dev-b', 'dev-c']));
  });

  test('decides by cluster, oldest first', () => {
    const clusters = ['dev-b', 'dev-a'].map((id) => aCluster({ id }));
    const byHand = aSnapshot({ id: 'z', clusterId: 'dev-b', createdAt: SATURDAY - 3 * DAY });
    const made = clusters.flatMap((cluster) =>
      [1, 2].map((days) => created(SATURDAY - days * DAY, {}, cluster)),
    );
    const snapshots = [...made, byHand];
    const world = aPruneWorld({ snapshots, clusters: clusters.map((cluster) => ({ cluster })) });

    const decisions = decidePrunes(aSnapshotPolicy(nightly), world);

    expect(decisions.map(({ cluster, reason }) => [cluster, reason])).toEqual([
      ['dev-a', 'expired'],
      ['dev-a', 'kept'],
      ['dev-b', 'not-ours'],
      ['dev-b', 'expired'],
      ['dev-b', 'kept'],
    ]);
  });

  test('takes those of the same time in the order of their ARNs', () => {
    const [a, b] = ['a', 'b'].map((id) => aSnapshot({ id, type: 'manual' }));
    const orderOf = (snapshots: Parameters<typeof aPruneWorld>[0]) =>
      decidePrunes(aSnapshotPolicy(nightly), aPruneWorld(snapshots)).map(({ snapshot }) => snapshot);

    expect(orderOf({ snapshots: [a, b].flatMap((each) => each ?? []) })).toEqual(['a', 'b']);
    expect(orderOf({ snapshots: [b, a].flatMap((each) => each ?? []) })).toEqual(['a', 'b']);
  });

  test('places a copy by the time of its source', () => {
    const copy = copyOf(OLD, { createdAt: SATURDAY });
    const byHand = aSnapshot({ id: 'z', region: AWAY, createdAt: SATURDAY - 3 * DAY });
    const world = aPruneWorld({ ...copyWorld, snapshots: [byHand, copy] });

    const decisions = decidePrunes(aSnapshotPolicy(away({ last: 1 })), world);

    expect(decisions.map(({ resourceArn }) => resourceArn)).toEqual([copy.arn, byHand.arn]);
  });
});
