import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import { excludesItself, isSubset } from '../../../shared/policy/file/check/subset.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Match } from '../../../shared/policy/model/policy.ts';
import { matches } from '../../../shared/policy/rules/match.ts';
import { runs } from '../../support/runs.ts';

const ids = ['a', 'ab', 'abc', 'b', 'ba', 'a-1', 'b-1'];
const globs = [
  '*',
  'a*',
  'ab*',
  '*b',
  'a',
  'ab',
  'b?',
  '{a,b}',
  '[ab]*',
  'a-*',
  '!a',
  '!a*',
  '!ab',
  '!*b',
  '!b-1',
];

function some<T>(values: readonly T[]): fc.Arbitrary<T[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 });
}

const values = ['x', 'y', '*', 'X', 'x*', '[!x]', '!x', '!X', '!y', '!x*', '!*'];
const moment = fc.constantFrom(1, 2, 3).map((at) => ({ text: String(at), at }));
const conditions: fc.Arbitrary<Match> = fc.record(
  {
    engines: some(['neptune', 'docdb']),
    tags: fc.dictionary(fc.constantFrom('env', 'Env'), some(values), { minKeys: 1 }),
    ignoreCase: fc.boolean(),
    clusters: some(globs),
    resourceIds: some(['cluster-1', 'cluster-2']),
    createdBefore: moment,
    createdAfter: moment,
  },
  { requiredKeys: [] },
);
const match = fc
  .tuple(conditions, fc.option(conditions, { nil: undefined }))
  .map(([own, not]): Match => ({ ...own, ...defined({ not }) }));

const fleet = ids.flatMap((id) =>
  ['neptune', 'docdb'].flatMap((engine) =>
    [{}, { env: 'x' }, { env: 'z' }, { Env: 'X' }, { env: 'x', Env: 'y' }, { Env: 'x1' }].map(
      (tags, index): Cluster => ({
        arn: id,
        id,
        ...(index > 0 && { resourceId: `cluster-${(index % 2) + 1}`, createdAt: index % 4 }),
        engine,
        tags,
        account: '111122223333',
        region: 'us-east-1',
        engineVersion: '1',
        engineMode: 'provisioned',
        status: 'available',
        members: [],
        readReplicas: [],
      }),
    ),
  ),
);

/** Case may turn an exclusion or a set around. */
const inOtherCase: [Match, Match][] = [
  [{ tags: { Env: ['[!x]'] } }, { tags: { env: ['[!x]'] }, ignoreCase: true }],
  [{ tags: { env: ['!X'] } }, { tags: { env: ['!x'] }, ignoreCase: true }],
  [
    { tags: { env: ['x'] }, ignoreCase: true },
    { tags: { env: ['x', '!y'] }, ignoreCase: true },
  ],
];

test('a match that is called a subset matches nothing that the other does not', () => {
  fc.assert(
    fc.property(match, match, (inner, outer) => {
      const strays = fleet.filter((cluster) => matches(inner, cluster) && !matches(outer, cluster));

      expect(isSubset(inner, outer) && strays.length > 0).toBe(false);
    }),
    { ...runs(3000), examples: inOtherCase },
  );
});

test('every match is a subset of itself and of all clusters', () => {
  fc.assert(
    fc.property(match, (each) => {
      expect([isSubset(each, each), isSubset(each, {})]).toEqual([true, true]);
    }),
    runs(1000),
  );
});

test('globs that are called contradictory match nothing', () => {
  fc.assert(
    fc.property(some(globs), (clusters) => {
      const matched = fleet.filter((cluster) => matches({ clusters }, cluster));

      expect(excludesItself(clusters) && matched.length > 0).toBe(false);
    }),
    runs(1000),
  );
});

test.each<[Match, Match]>([
  [{ engines: ['neptune'] }, { engines: ['neptune', 'docdb'] }],
  [{ tags: { env: ['dev'], team: ['a'] } }, { tags: { env: ['*'] } }],
  [{ clusters: ['dev-a', 'dev-b*'] }, { clusters: ['dev-*'] }],
  [{ clusters: ['dev-a'] }, { clusters: ['dev-?', '!dev-b'] }],
  [{ clusters: ['!dev-*', '!x'] }, { clusters: ['!dev-*'] }],
  [{ tags: { env: ['dev-1', 'dev-a*'] } }, { tags: { env: ['dev-*'] } }],
  [{ tags: { env: ['!*'] } }, { tags: { env: ['!dev'] } }],
  [{ tags: { env: ['Dev'] } }, { tags: { ENV: ['dev'] }, ignoreCase: true }],
  [{ resourceIds: ['cluster-1'] }, { resourceIds: ['cluster-1', 'cluster-2'] }],
  [{ createdBefore: { text: '1', at: 1 } }, { createdBefore: { text: '2', at: 2 } }],
  [{ createdAfter: { text: '2', at: 2 } }, { createdAfter: { text: '1', at: 1 } }],
  [{ not: { clusters: ['dev-*'] } }, { not: { clusters: ['dev-1'] } }],
])('%j is within %j, and not the other way round', (inner, outer) => {
  expect([isSubset(inner, outer), isSubset(outer, inner)]).toEqual([true, false]);
});
