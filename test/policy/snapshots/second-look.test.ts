import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import { decidePrunes, GRACE_MS } from '../../../shared/policy/snapshots/decide-prune.ts';
import { aCluster, aPolicy, DAY, HOUR, SATURDAY } from '../builders.ts';
import { aSnapshotPolicy, created } from './builders.ts';
import { both, count, daily, orders, prod, retagged, ruleFor, scratch, sweep, world } from './sweeps.ts';

describe('an orphan', () => {
  const policy = { ...both, orphans: { expireAfterMs: 90 * DAY } };
  const monthly = Array.from({ length: 24 }, (_, index) =>
    created(SATURDAY - index * 30 * DAY, {}, orders, 'create-snapshots', policy, prod),
  );

  test.each([
    ['its cluster is missing from a listing', []],
    ['no rule matches for one deployment', [{ ...orders, tags: { env: 'prodd' } }]],
  ])('is not deleted at once when %s, and all is forgotten when that is over', (_name, clusters) => {
    const first = sweep(policy, world(monthly, clusters));
    const after = sweep(policy, world(first.snapshots, [orders], 1));
    const again = sweep(policy, world(after.snapshots, clusters, 120));

    expect(count(first.decisions)).toEqual({ orphan: 24 });
    expect(first.snapshots[3]?.tags['dormouse:unkept']).toBe('orphan since 2026-11-21T12:00:00Z');
    expect(after.snapshots[3]?.tags['dormouse:unkept']).toBe('no');
    expect(count(again.decisions)).toEqual({ orphan: 24 });
  });

  test('is noted once, and deleted when it has been one for long enough', () => {
    const first = sweep(policy, world(monthly, []));
    const second = sweep(policy, world(first.snapshots, [], 90));
    const third = sweep(policy, world(second.snapshots, [], 91));

    expect(second.snapshots).toEqual(first.snapshots);
    expect(count(second.decisions)).toEqual({ orphan: 24 });
    expect(count(third.decisions)).toEqual({ 'orphan-expired': 23, 'last-copy': 1 });
  });

  test('ages by the newest of its cluster, whatever its tag says', () => {
    const forged = monthly.map((one) => ({
      ...one,
      tags: { ...one.tags, 'dormouse:unkept': 'orphan since 2020-01-01T00:00:00Z' },
    }));

    expect(count(sweep(policy, world(forged, [])).decisions)).toEqual({ orphan: 24 });
  });
});

describe('when another rule decides about a cluster', () => {
  const snapshots = daily(20, both);

  test('the one that took its snapshots still keeps them, as long as it is there', () => {
    expect(count(sweep(both, world(snapshots, [retagged])).decisions)).toEqual({ kept: 20 });
    expect(count(sweep(both, world(snapshots, [retagged], 365)).decisions)).toEqual({ kept: 20 });
  });

  test.each([
    ['the one that took them is gone', { rules: [scratch] }, retagged],
    ['it has another name and keeps less', { rules: [ruleFor('new', 'prod', { last: 1 })] }, orders],
    ['it keeps less than it did', { rules: [ruleFor('prod', 'prod', { last: 1 })] }, orders],
  ])('they stay for seven days from when that is seen, when %s', (_name, some, cluster) => {
    const policy = { ...both, ...some };
    const first = sweep(policy, world(snapshots, [cluster]));
    const later = sweep(policy, world(first.snapshots, [cluster], GRACE_MS / DAY - 0.5));
    const last = sweep(policy, world(later.snapshots, [cluster], GRACE_MS / DAY));

    expect(count(first.decisions)).toEqual({ kept: 1, 'keep-promised': 19 });
    expect(count(later.decisions)).toEqual({ kept: 1, 'keep-promised': 19 });
    expect(later.snapshots).toEqual(first.snapshots);
    expect(count(last.decisions)).toEqual({ kept: 1, expired: 19 });
  });

  test('the days begin again when the rule is back in between', () => {
    const less = { ...both, rules: [ruleFor('prod', 'prod', { last: 1 })] };
    const first = sweep(less, world(snapshots, [orders]));
    const back = sweep(both, world(first.snapshots, [orders], 1));
    const again = sweep(less, world(back.snapshots, [orders], 8));

    expect(count(again.decisions)).toEqual({ kept: 1, 'keep-promised': 19 });
  });

  test('a snapshot that its rule let go anyway goes at once', () => {
    const short = aPolicy({ rules: [ruleFor('prod', 'prod', { last: 2 })] });
    const less = { ...short, rules: [ruleFor('prod', 'prod', { last: 1 })] };

    expect(count(sweep(less, world(daily(5, short), [orders])).decisions)).toEqual({
      kept: 1,
      'keep-promised': 1,
      expired: 3,
    });
  });
});

describe('the breaker of one cluster', () => {
  const policy: Policy = {
    ...aSnapshotPolicy({ create: { cron: '0 3 * * *', keep: { last: 1 } } }),
    limits: { deleteSnapshot: { perCluster: { percent: 50 } } },
  };
  const others = Array.from({ length: 60 }, (_, index) => aCluster({ id: `dev-${index}` }));
  const some = (size: number) => [
    ...daily(size, policy, { ...orders, tags: {} }),
    ...others.flatMap((cluster) => daily(1, policy, cluster)),
  ];

  test.each([
    [6, 'expired'],
    [7, 'limit-breaker'],
    [20, 'limit-breaker'],
  ])('of %i snapshots, with those of many others about: %s', (size, reason) => {
    const decisions = decidePrunes(policy, world(some(size), [orders, ...others]));
    const own = decisions.filter(({ cluster }) => cluster === orders.id);

    expect(count(own)).toEqual({ kept: 1, [reason]: size - 1 });
  });

  test('does not hold for what has been waited for', () => {
    const expire = { ...policy, orphans: { expireAfterMs: HOUR } };
    const first = sweep(expire, world(some(20), others));

    expect(count(sweep(expire, world(first.snapshots, others, 60)).decisions)).toMatchObject({
      'orphan-expired': 19,
    });
  });
});
