import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attemptTag, readAttempts } from '../../../shared/policy/snapshots/copy-attempts.ts';
import {
  inheritedTags,
  ownSnapshots,
  type Provenance,
  provenanceTags,
  readProvenance,
} from '../../../shared/policy/snapshots/provenance.ts';
import { runs } from '../../support/runs.ts';
import { aCluster, SATURDAY } from '../builders.ts';
import { AWAY, aSnapshot, copyOf, created, HOME } from './builders.ts';

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

describe('ownSnapshots', () => {
  const ours = created(SATURDAY);

  test('knows what Dormouse took and copied, and when its data was', () => {
    const copy = copyOf(ours);

    expect(ownSnapshots([ours, copy]).map(({ snapshot, at }) => [snapshot, at])).toEqual([
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
    ['one with a time that cannot be read', { ...ours, tags: { ...ours.tags, 'dormouse:due': 'noon' } }],
  ])('does not take for ours %s', (_name, snapshot) => {
    expect(ownSnapshots([snapshot])).toEqual([]);
  });
});

test('attempts are counted for each destination', () => {
  const tags = { ...attemptTag(AWAY, 2, SATURDAY), ...attemptTag('eu-west-1', 3, SATURDAY) };

  expect(tags).toHaveProperty('dormouse:copy-us-west-2', 'attempt 2 at 2026-11-21T12:00:00Z');
  expect([AWAY, 'eu-west-1', 'eu-west-2'].map((region) => readAttempts(tags, region))).toEqual([2, 3, 0]);
});
