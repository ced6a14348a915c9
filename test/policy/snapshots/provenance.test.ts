import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoSeconds } from '../../../shared/policy/model/tags.ts';
import { decideCreateSnapshots } from '../../../shared/policy/snapshots/decide-create.ts';
import { decidePrunes } from '../../../shared/policy/snapshots/decide-prune.ts';
import { formatSnapshotId } from '../../../shared/policy/snapshots/id.ts';
import {
  inheritedTags,
  type Provenance,
  provenanceTags,
  readProvenance,
} from '../../../shared/policy/snapshots/provenance.ts';
import { runs } from '../../support/runs.ts';
import { aCluster, aPolicy, DAY, HOUR, SATURDAY } from '../builders.ts';
import {
  AWAY,
  aCreateWorld,
  aPruneWorld,
  aSnapshot,
  aSnapshotPolicy,
  copyOf,
  created,
  HOME,
  ownAmong,
} from './builders.ts';

const cluster = aCluster().arn;
const second = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
const common = { rule: fc.stringMatching(/^[a-z][a-z ]{0,20}[a-z]$/), cluster: fc.constant(cluster) };
const provenance: fc.Arbitrary<Provenance> = fc.oneof(
  fc.record({
    ...common,
    by: fc.constantFrom('create-snapshots' as const, 'stop-idle-clusters' as const),
    due: second,
  }),
  fc.record({
    ...common,
    by: fc.constant('copy-snapshots' as const),
    source: fc.constant(`${cluster}-snapshot:rds:x`),
    sourceTime: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  }),
);

describe('the tags of a snapshot that Dormouse made', () => {
  test('are read back as they were written, and fit', () => {
    fc.assert(
      fc.property(provenance, (one) => {
        const tags = provenanceTags(one);

        expect(readProvenance(tags)).toEqual(one);
        for (const value of Object.values(tags))
          expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
      }),
      runs(500),
    );
  });

  test('are not read when one that matters is missing', () => {
    fc.assert(
      fc.property(provenance, (one) => {
        const tags = provenanceTags(one);

        for (const key of Object.keys(tags).filter((each) => each !== 'dormouse:rule')) {
          const { [key]: _, ...rest } = tags;
          expect(readProvenance(rest)).toBeUndefined();
        }
      }),
      runs(200),
    );
  });
});

test('a copy carries the tags of its source, at most 50 with ours, and none that are reserved', () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']));
  const own = { 'dormouse:rule': 'r' };

  expect(
    inheritedTags({ a: '1', 'aws:x': '2', 'rds:y': '3', 'dormouse:rule': 'old', 'Dormouse:z': '' }, own),
  ).toEqual({
    a: '1',
    'dormouse:rule': 'r',
  });
  expect(Object.keys(inheritedTags(many, own))).toHaveLength(50);
  expect(inheritedTags(many, own)).toHaveProperty('dormouse:rule', 'r');
});

const nightly = aSnapshotPolicy({ create: { cron: '0 12 * * *', keep: { last: 1 } } });

describe('ownSnapshots', () => {
  const ours = created(SATURDAY);
  const copy = copyOf(ours);
  const other = aPolicy({ deployment: 'dev' });

  test('knows copies that AWS gives a resource id, or none, and any attempt', () => {
    const again = copyOf(ours, {}, aCluster(), aPolicy(), [copy]);

    expect(ownAmong([{ ...copy, resourceId: 'cluster-ANY' }])).toHaveLength(1);
    expect(ownAmong([again])).toHaveLength(1);
    expect(again.id).not.toBe(copy.id);
  });

  describe('made by a version that did not write its deployment', () => {
    const due = SATURDAY;
    const { arn, id: clusterId } = aCluster();
    const id = formatSnapshotId(clusterId, due, ['create-snapshots', arn, isoSeconds(due)]);
    const tags = {
      'dormouse:created-by': 'create-snapshots',
      'dormouse:rule': 'developers',
      'dormouse:cluster': arn,
      'dormouse:due': isoSeconds(due),
    };
    const earlier = aSnapshot({ id, tags, createdAt: due });

    test('is known, so that nothing is made twice', () => {
      expect(ownAmong([earlier])).toHaveLength(1);
      expect(decideCreateSnapshots(nightly, aCreateWorld({ snapshots: [earlier] }))[0]?.reason).toBe(
        'already-taken',
      );
    });

    test.each([
      ['is not deleted', earlier, 'not-ours'],
      [
        'is ours once somebody says so',
        { ...earlier, tags: { ...tags, 'dormouse:deployment': 'prod' } },
        'expired',
      ],
      [
        "is another's once somebody says so",
        { ...earlier, tags: { ...tags, 'dormouse:deployment': 'dev' } },
        'not-ours',
      ],
    ])('%s', (_name, snapshot, reason) => {
      const snapshots = [snapshot, created(SATURDAY + HOUR)];

      const decisions = decidePrunes(nightly, aPruneWorld({ snapshots, observedAt: SATURDAY + DAY }));

      expect(decisions.find(({ resourceArn }) => resourceArn === snapshot.arn)?.reason).toBe(reason);
    });
  });

  test('knows what Dormouse took and copied, and when its data was', () => {
    const copy = copyOf(ours);

    expect(ownAmong([ours, copy]).map(({ snapshot, at }) => [snapshot, at])).toEqual([
      [ours, SATURDAY],
      [copy, SATURDAY],
    ]);
  });

  test.each([
    ['an automated one', aSnapshot()],
    ['one of its form without tags', { ...ours, tags: {} }],
    ['one with its tags of another name', { ...ours, id: 'before-the-migration' }],
    ['an automated one with its tags', { ...ours, type: 'automated' }],
    ['a shared one with its tags', { ...ours, type: 'shared' }],
    ['one of another account', { ...ours, account: '999999999999' }],
    ['one of another cluster that has been restored from ours', { ...ours, clusterId: 'restored' }],
    ['what it took, in another Region', { ...ours, region: AWAY }],
    ['what it copied, in the Region of the cluster', { ...copyOf(ours), region: HOME }],
    ['one by another function', { ...ours, tags: { ...ours.tags, 'dormouse:created-by': 'me' } }],
    [
      'one whose time was changed',
      { ...ours, tags: { ...ours.tags, 'dormouse:due': '2026-11-20T12:00:00Z' } },
    ],
    ['one whose rule was changed', { ...ours, tags: { ...ours.tags, 'dormouse:rule': 'scratch' } }],
    [
      'a copy whose source time was changed',
      { ...copy, tags: { ...copy.tags, 'dormouse:source-time': '2026-11-20T12:00:00.000Z' } },
    ],
    [
      'a copy whose source was changed',
      { ...copy, tags: { ...copy.tags, 'dormouse:source': aSnapshot().arn } },
    ],
    [
      'a copy of something else than its tags say, by the word of AWS',
      { ...copy, sourceArn: aSnapshot().arn },
    ],
    ['a copy of a copy, with its name and tags, in a third Region', { ...copy, region: 'eu-west-1' }],
    ['one of another deployment', created(SATURDAY, {}, aCluster(), 'create-snapshots', other)],
    [
      'one of another deployment that was given to this one',
      {
        ...created(SATURDAY, {}, aCluster(), 'create-snapshots', other),
        tags: {
          ...created(SATURDAY, {}, aCluster(), 'create-snapshots', other).tags,
          'dormouse:deployment': 'prod',
        },
      },
    ],
    ['one with a time that cannot be read', { ...ours, tags: { ...ours.tags, 'dormouse:due': 'noon' } }],
  ])('does not take for ours %s', (_name, snapshot) => {
    expect(ownAmong([snapshot])).toEqual([]);
  });
});
