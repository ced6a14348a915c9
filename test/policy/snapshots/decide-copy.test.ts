import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { decideCopies } from '../../../shared/policy/snapshots/decide-copy.ts';
import { copiesDue, keysNeeded } from '../../../shared/policy/snapshots/keys-needed.ts';
import { aCluster, aRule, DAY, HOUR, MINUTE, SATURDAY } from '../builders.ts';
import { AWAY, aCopyWorld, aSnapshot, aSnapshotPolicy, copying, copyOf, KEY } from './builders.ts';
import { attemptCases } from './copy-attempt-cases.ts';
import { copyCases, copyPolicyOf } from './copy-cases.ts';

const nights = (count: number, id = 'dev-orders') =>
  Array.from({ length: count }, (_, index) =>
    aSnapshot({ id: `rds:${id}-${index}`, clusterId: id, createdAt: SATURDAY - (index + 1) * DAY }),
  );

describe('decideCopies', () => {
  test.each([...copyCases, ...attemptCases])('$reason when $name', (one) => {
    const { source, policy, world, reason, detail } = one;
    const sources = [aSnapshot(source)];

    const decisions = decideCopies(
      aSnapshotPolicy(copyPolicyOf(one), policy),
      aCopyWorld({ sources, ...world }),
    );
    const about = (world?.sources ?? sources)[0]?.arn;
    const decision = decisions.find(({ resourceArn }) => resourceArn === about);

    expect(decision?.reason).toBe(reason);
    expect(decision?.verdict).toBe(reason === 'to-copy' ? 'act' : 'skip');
    expect(decision?.detail).toContain(detail ?? '');
  });

  test('orders all that the copy needs', () => {
    const tags = {
      env: 'dev',
      'aws:backup:source': 'x',
      'dormouse:hold': '2026-01-01',
      'dormouse:rule': 'old',
    };
    const source = aSnapshot({ encrypted: true, tags });
    const id = expect.stringMatching(/^dormouse-dev-orders-202611210300-[0-9a-f]{8}$/);

    expect(decideCopies(aSnapshotPolicy(copying()), aCopyWorld({ sources: [source] }))).toEqual([
      {
        resourceArn: source.arn,
        account: '111122223333',
        region: AWAY,
        cluster: 'dev-orders',
        snapshot: source.id,
        aspect: 'snapshots',
        action: 'copySnapshot',
        rule: 'developers',
        verdict: 'act',
        reason: 'to-copy',
        detail: 'us-west-2 keeps all',
        lastActionAt: source.createdAt,
        turn: 0,
        command: {
          kind: 'copy-snapshot',
          account: '111122223333',
          region: AWAY,
          sourceRegion: 'eu-central-1',
          cluster: 'dev-orders',
          arn: source.arn,
          snapshot: id,
          kmsKey: 'arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          tags: {
            env: 'dev',
            'dormouse:created-by': 'copy-snapshots',
            'dormouse:deployment': 'prod',
            'dormouse:keep': 'all',
            'dormouse:rule': 'developers',
            'dormouse:cluster': aCluster().arn,
            'dormouse:source': source.arn,
            'dormouse:source-time': '2026-11-21T03:00:00.000Z',
          },
          sourceTags: { 'dormouse:copy-us-west-2': 'attempt 1 at 2026-11-21T12:00:00Z' },
          sourceTagsIfNotDone: {
            refused: { 'dormouse:copy-us-west-2': 'attempt 1 at 2026-11-21T12:00:00Z refused' },
            busy: { 'dormouse:copy-us-west-2': 'attempt 1 at 2026-11-21T12:00:00Z busy' },
          },
        },
      },
    ]);
  });

  test('sends no key for what is not encrypted', () => {
    const [decision] = decideCopies(aSnapshotPolicy(copying()), aCopyWorld());

    expect(decision).toMatchObject({ verdict: 'act' });
    expect(decision).not.toHaveProperty('command.kmsKey');
  });

  test('keeps the name until an attempt is seen to have failed', () => {
    const idWith = (source: Partial<Snapshot>, copies: readonly Snapshot[]) => {
      const world = aCopyWorld({ sources: [aSnapshot(source)], copies });
      const [decision] = decideCopies(aSnapshotPolicy(copying()), world);
      return decision?.verdict === 'act' && 'snapshot' in decision.command && decision.command.snapshot;
    };
    const tags = { [`dormouse:copy-${AWAY}`]: 'attempt 2 at 2026-11-21T09:00:00Z' };
    const failed = copyOf(aSnapshot(), { status: 'failed' }, aCluster(), aSnapshotPolicy(copying()));

    expect(idWith({}, [])).toBe(failed.id);
    expect(idWith({ tags }, [])).toBe(failed.id);
    expect(idWith({ tags }, [failed])).not.toBe(failed.id);
  });

  test('keeps from a name that another snapshot has', () => {
    const { id } = copyOf(aSnapshot(), {}, aCluster(), aSnapshotPolicy(copying()));
    const other = aSnapshot({ id, region: AWAY, clusterId: 'other' });
    const [decision] = decideCopies(aSnapshotPolicy(copying()), aCopyWorld({ copies: [other] }));

    expect(decision).toMatchObject({ verdict: 'act', command: { kind: 'copy-snapshot' } });
    expect(decision).not.toHaveProperty('command.snapshot', other.id);
  });

  test('begins as many as slots and quota leave, the newest of each cluster first', () => {
    const sources = [...nights(3), ...nights(4, 'dev-a')];
    const clusters = ['dev-orders', 'dev-a'].map((id) => ({ cluster: aCluster({ id }) }));
    const copies = [aSnapshot({ id: 'theirs', region: AWAY, status: 'copying' })];
    const world = aCopyWorld({ sources, clusters, copies, quota: { used: 94, max: 100 } });

    const decisions = decideCopies(aSnapshotPolicy(copying()), world);

    expect(decisions.map(({ snapshot, reason }) => [snapshot, reason])).toEqual([
      ['rds:dev-a-3', 'quota-full'],
      ['rds:dev-a-2', 'copy-slots-full'],
      ['rds:dev-a-1', 'to-copy'],
      ['rds:dev-a-0', 'to-copy'],
      ['rds:dev-orders-2', 'copy-slots-full'],
      ['rds:dev-orders-1', 'to-copy'],
      ['rds:dev-orders-0', 'to-copy'],
    ]);
  });

  test('leaves every other turn of a source for which AWS was busy to the rest, and then the one that waits longest goes first', () => {
    const names = ['dev-a', 'dev-b', 'dev-c'];
    const clusters = names.map((id) => ({ cluster: aCluster({ id }) }));
    const busy = (id: string, time: string) =>
      nights(1, id).map((one) => ({
        ...one,
        tags: { [`dormouse:copy-${AWAY}`]: `attempt 1 at 2026-11-21T${time}:00Z busy` },
      }));
    const begun = (sources: readonly Snapshot[], minute: number) =>
      decideCopies(
        aSnapshotPolicy(copying(), { copiesInFlight: 1 }),
        aCopyWorld({ sources, clusters, observedAt: SATURDAY + minute * MINUTE }),
      ).find(({ verdict }) => verdict === 'act')?.cluster;
    const minutes = Array.from({ length: 40 }, (_, n) => n * 15);
    const one = [...busy('dev-a', '11:50'), ...nights(1, 'dev-b')];
    const all = [...busy('dev-a', '11:50'), ...busy('dev-b', '11:51'), ...busy('dev-c', '11:40')];

    const turns = minutes.map((minute) => begun(one, minute));
    expect(turns.filter((id) => id === 'dev-a').length).toBeGreaterThan(15);
    expect(turns.filter((id) => id === 'dev-b').length).toBeGreaterThan(15);
    expect(new Set(minutes.map((minute) => begun(all, minute)))).toEqual(new Set(['dev-a', 'dev-c']));
  });

  test('begins with the cluster whose recovery point is oldest, and with none twice before the others', () => {
    const names = ['dev-a', 'dev-b', 'dev-c'];
    const clusters = names.map((id) => ({ cluster: aCluster({ id }) }));
    const [a, b, c] = names.map((id) => nights(3, id));
    const refused = `attempt 1 at 2026-11-21T11:50:00Z refused`;
    const failing = c?.map((each, index) =>
      index === 0 ? { ...each, tags: { [`dormouse:copy-${AWAY}`]: refused } } : each,
    );
    const sources = [...(a ?? []), ...(b ?? []), ...(failing ?? [])];
    // The copies: for a the newest but one, for b the oldest, for c none, and its newest has just been refused.
    const copies = [a?.[1], b?.[2]].flatMap((source) => (source ? [copyOf(source)] : []));
    const world = aCopyWorld({ sources, clusters, copies });
    const begun = (slots: number) =>
      decideCopies(aSnapshotPolicy(copying(), { copiesInFlight: slots }), world)
        .filter(({ verdict }) => verdict === 'act')
        .map(({ snapshot }) => snapshot);

    expect(begun(1)).toEqual(['rds:dev-b-0']);
    expect(begun(2)).toEqual(['rds:dev-a-0', 'rds:dev-b-0']);
    expect(begun(3)).toEqual(['rds:dev-a-0', 'rds:dev-b-0', 'rds:dev-c-1']);
    expect(begun(4)).toEqual(['rds:dev-a-0', 'rds:dev-b-1', 'rds:dev-b-0', 'rds:dev-c-1']);
  });

  test('copies the next best of a day when the best has failed too often', () => {
    const tags = { [`dormouse:copy-${AWAY}`]: 'attempt 3 at 2026-11-21T09:00:00Z' };
    const sources = [5, 4, 3].map((hours) =>
      aSnapshot({
        id: `rds:${hours}`,
        createdAt: SATURDAY - DAY - hours * HOUR,
        tags: hours === 3 ? tags : {},
      }),
    );
    const policy = aSnapshotPolicy(copying({ keep: { daily: 1 } }));

    const decisions = decideCopies(policy, aCopyWorld({ sources }));

    expect(decisions.map(({ reason }) => reason)).toEqual(['copy-not-wanted', 'to-copy', 'copy-failed']);
  });
});

describe('the facts that copies need', () => {
  const { quota: _quota, ...world } = aCopyWorld({ sources: [aSnapshot({ encrypted: true })], keys: {} });
  const rules = [
    aRule({ name: 'a', match: { clusters: ['dev-*'] }, snapshots: copying() }),
    aRule({ name: 'b', snapshots: copying({ kmsKey: 'alias/other' }) }),
  ];
  const policy = aSnapshotPolicy({}, { rules });

  test('is the key of each destination that an encrypted source is wanted in', () => {
    const clusters = ['dev-orders', 'dev-a', 'prod-a'].map((id) => ({ cluster: aCluster({ id }) }));
    const sources = clusters.map(({ cluster: { id } }) =>
      aSnapshot({ id: `rds:${id}`, clusterId: id, encrypted: true }),
    );

    expect(keysNeeded(policy, { ...world, clusters, sources })).toEqual([KEY, 'alias/other']);
    expect(copiesDue(policy, { ...world, clusters, sources })).toBe(true);
  });

  test('is no key for what is not encrypted', () => {
    const plain = { ...world, sources: [aSnapshot()] };

    expect(keysNeeded(policy, plain)).toEqual([]);
    expect(copiesDue(policy, plain)).toBe(true);
    expect(decideCopies(policy, { ...plain, keys: {} })[0]?.reason).toBe('not-observed');
  });

  test('is nothing when all is copied', () => {
    const done = { ...world, copies: world.sources.map((source) => copyOf(source)) };

    expect(keysNeeded(policy, done)).toEqual([]);
    expect(copiesDue(policy, done)).toBe(false);
  });
});
