import { describe, expect, test } from 'vitest';
import { decideCreateSnapshots, snapshotsDue } from '../../../shared/policy/snapshots/decide-create.ts';
import type { CreateWorld } from '../../../shared/policy/snapshots/worlds.ts';
import { aCluster, DAY, HOUR, MINUTE, SATURDAY } from '../builders.ts';
import { aCreateWorld, aSnapshotPolicy, created } from './builders.ts';
import { createCases, DUE, nightly } from './create-cases.ts';

const worldOf = (ids: readonly string[], some: Partial<CreateWorld> = {}) =>
  aCreateWorld({ clusters: ids.map((id) => ({ cluster: aCluster({ id }) })), ...some });

describe('decideCreateSnapshots', () => {
  test.each(createCases)('$reason when $name', ({ cluster, policy, world, reason, detail }) => {
    const clusters = [{ cluster: aCluster(cluster) }];

    const [decision] = decideCreateSnapshots({ ...nightly, ...policy }, aCreateWorld({ clusters, ...world }));

    expect(decision?.reason).toBe(reason);
    expect(decision?.verdict).toBe(reason === 'due' ? 'act' : 'skip');
    expect(decision?.detail).toContain(detail ?? '');
  });

  test('orders all that the snapshot needs', () => {
    const cluster = aCluster();

    expect(decideCreateSnapshots(nightly, aCreateWorld())).toEqual([
      {
        resourceArn: cluster.arn,
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'dev-orders',
        snapshot: expect.stringMatching(/^dormouse-dev-orders-202611210200-[0-9a-f]{8}$/),
        aspect: 'snapshots',
        action: 'createSnapshot',
        rule: 'developers',
        verdict: 'act',
        reason: 'due',
        detail: 'due Sat 03:00 Europe/Berlin',
        turn: 0,
        command: {
          kind: 'create-snapshot',
          account: '111122223333',
          region: 'eu-central-1',
          cluster: 'dev-orders',
          arn: cluster.arn,
          snapshot: expect.stringMatching(/^dormouse-dev-orders-202611210200-[0-9a-f]{8}$/),
          tags: {
            'dormouse:created-by': 'create-snapshots',
            'dormouse:deployment': 'prod',
            'dormouse:keep': 'all',
            'dormouse:rule': 'developers',
            'dormouse:cluster': cluster.arn,
            'dormouse:due': '2026-11-21T02:00:00Z',
          },
        },
      },
    ]);
  });

  test('lets those go first that have been without a snapshot longest, while the quota has room', () => {
    const snapshots = ['dev-a', 'dev-b', 'dev-c'].map((id, index) =>
      created(DUE - (index + 1) * DAY, {}, aCluster({ id })),
    );
    const world = worldOf(['dev-d', 'dev-c', 'dev-b', 'dev-a'], {
      snapshots,
      quota: { used: 97, max: 100 },
      observedAt: DUE + MINUTE,
    });

    const decisions = decideCreateSnapshots(nightly, world);

    expect(decisions.map(({ cluster, reason }) => [cluster, reason])).toEqual([
      ['dev-a', 'quota-full'],
      ['dev-b', 'due'],
      ['dev-c', 'due'],
      ['dev-d', 'due'],
    ]);
  });

  test('gives every cluster its turn, though others are refused again and again', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `dev-${index}`);
    const turns = Array.from({ length: 24 }, (_, index) => {
      const observedAt = SATURDAY + index * 15 * MINUTE;
      const world = worldOf(ids, { quota: { used: 95, max: 100 }, observedAt });
      return decideCreateSnapshots(nightly, world).filter(({ verdict }) => verdict === 'act');
    });

    expect(new Set(turns.flat().map(({ cluster }) => cluster))).toEqual(new Set(ids));
  });

  test.each([
    ['15 minutes', 15 * MINUTE],
    ['5 hours', 5 * HOUR],
    ['3 days', 3 * DAY],
  ])('makes up once for ticks that were missed for %s, and never twice', (_name, away) => {
    const policy = aSnapshotPolicy({ create: { cron: '*/10 * * * *' } });
    const taken = [created(SATURDAY - away)];
    const ids: string[] = [];

    for (let now = SATURDAY; now < SATURDAY + 10 * MINUTE; now += MINUTE) {
      const [decision] = decideCreateSnapshots(policy, aCreateWorld({ snapshots: taken, observedAt: now }));
      if (decision?.verdict !== 'act' || decision.command.kind !== 'create-snapshot') continue;
      ids.push(decision.command.snapshot);
      taken.push(created(SATURDAY, { id: decision.command.snapshot, createdAt: now }));
    }

    expect(ids).toHaveLength(1);
  });

  test('does not take a deleted snapshot again, once there is a newer one', () => {
    const snapshots = [created(DUE + HOUR, {}, undefined, 'stop-idle-clusters')];

    expect(decideCreateSnapshots(nightly, aCreateWorld({ snapshots }))[0]?.reason).toBe('already-taken');
  });
});

describe('snapshotsDue', () => {
  test.each([
    ['one is due', [], true],
    ['none is due', [created(DUE)], false],
  ])('when %s, with the quota unknown', (_name, snapshots, expected) => {
    const { quota: _quota, ...world } = aCreateWorld({ snapshots });

    expect(snapshotsDue(nightly, world)).toBe(expected);
    expect(decideCreateSnapshots(nightly, world)[0]?.verdict).toBe('skip');
  });
});
