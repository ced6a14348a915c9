import { describe, expect, test } from 'vitest';
import type { Policy, Protection } from '../../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { DAY, SATURDAY } from '../builders.ts';
import { both, count, daily, orders, retagged, sweep, world } from './sweeps.ts';

describe('the tags of a cluster that is gone', () => {
  const entry: Protection = { tags: { env: ['prod'] }, from: ['deleteSnapshot'] };
  const protecting = { ...both, protect: [entry], orphans: { expireAfterMs: DAY } };
  const gone = (snapshots: readonly Snapshot[], policy: Policy = protecting) =>
    count(sweep(policy, world(sweep(policy, world(snapshots, [])).snapshots, [], 60)).decisions);

  test('protect its snapshots, though none of them has the tags', () => {
    expect(gone(daily(5, protecting))).toEqual({ 'last-copy': 1, protected: 4 });
  });

  test('protect none if it is known that the cluster did not have them', () => {
    expect(gone(daily(5, protecting, retagged))).toEqual({ 'last-copy': 1, 'orphan-expired': 4 });
  });

  test('protect them where that is not known: by another entry, or from an earlier version', () => {
    const other: Protection = { tags: { team: ['payments'] } };

    expect(gone(daily(5, both, retagged))).toEqual({ 'last-copy': 1, protected: 4 });
    expect(gone(daily(5, protecting, retagged), { ...protecting, protect: [other] })).toEqual({
      'last-copy': 1,
      protected: 4,
    });
  });

  test.each<[string, Omit<Protection, 'from'>]>([
    ['an exclusion', { tags: { env: ['!dev'] } }],
    ['an absent tag', { tags: { team: ['!*'] } }],
    ['any case', { tags: { ENV: ['PROD'] }, ignoreCase: true }],
    ['not those with a tag', { not: { tags: { env: ['dev'] } } }],
  ])('protect them by %s, unless it is known that they did not', (_name, match) => {
    const policy = { ...protecting, protect: [{ ...match, from: ['deleteSnapshot' as const] }] };
    const without = { ...orders, tags: { env: 'dev', team: 'a' } };
    const untagged = (all: Snapshot[]) =>
      all.map((one) => ({ ...one, tags: { ...one.tags, env: 'dev', team: 'a' } }));

    expect(gone(daily(5, both, orders), policy)).toEqual({ 'last-copy': 1, protected: 4 });
    expect(gone(untagged(daily(5, policy, without)), policy)).toEqual({
      'last-copy': 1,
      'orphan-expired': 4,
    });
  });

  test.each<[string, Omit<Protection, 'from'>, 'protected' | 'orphan-expired']>([
    ['its id', { resourceIds: ['cluster-A'] }, 'protected'],
    ['another id', { resourceIds: ['cluster-B'] }, 'orphan-expired'],
    ['a time after its creation', { createdBefore: { text: 'now', at: SATURDAY } }, 'protected'],
    ['a time before it', { createdBefore: { text: 'then', at: 0 } }, 'orphan-expired'],
  ])('are not needed by an entry with %s: its snapshots say that, too', (_name, match, expected) => {
    const policy = { ...protecting, protect: [match] };
    const snapshots = daily(5, policy).map((one) => ({ ...one, clusterCreatedAt: SATURDAY - DAY }));

    expect(gone(snapshots, policy)).toEqual({ 'last-copy': 1, [expected]: 4 });
  });

  test('are not needed where its snapshots do not say when it was created, which protects them', () => {
    const policy = { ...protecting, protect: [{ createdBefore: { text: 'then', at: 0 } }] };

    expect(gone(daily(5, policy), policy)).toEqual({ 'last-copy': 1, protected: 4 });
  });

  test('matter to no entry that is about something else', () => {
    const others: Protection[] = [
      { tags: { env: ['prod'] }, from: ['stop'] },
      { tags: { env: ['prod'] }, clusters: ['billing-*'] },
    ];

    expect(gone(daily(5, both), { ...protecting, protect: others })).toEqual({
      'last-copy': 1,
      'orphan-expired': 4,
    });
  });

  test('do not matter while the cluster is there', () => {
    const renamed = { ...orders, id: 'orders-v1', arn: `${orders.arn}-v1` };

    expect(count(sweep(protecting, world(daily(40, protecting), [renamed])).decisions)).toMatchObject({
      kept: 30,
      protected: 10,
    });
  });
});
