import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Match } from '../../../shared/policy/model/policy.ts';
import {
  decidingRule,
  explainMatch,
  matches,
  mayMatch,
  protectionFrom,
} from '../../../shared/policy/rules/match.ts';
import { readMoment } from '../../../shared/policy/rules/moment.ts';
import { runs } from '../../support/runs.ts';
import { aCluster, aPolicy, aRule } from '../builders.ts';

const day = (text: string) => ({ text, at: Date.parse(`${text}T00:00:00Z`) });
const cluster = aCluster({
  id: 'dev-orders',
  resourceId: 'cluster-A1',
  createdAt: Date.parse('2026-03-01T00:00:00Z'),
  tags: { env: 'dev-2', Owner: 'Anna', empty: '' },
});

test.each<[string, Match, boolean]>([
  ['a glob over values', { tags: { env: ['dev-*'] } }, true],
  ['a glob in another case', { tags: { env: ['Dev-*'] } }, false],
  ['a glob in any case', { tags: { ENV: ['DEV-?'] }, ignoreCase: true }, true],
  ['a value in any case', { tags: { owner: ['anna'] }, ignoreCase: true }, true],
  ['a set', { tags: { env: ['dev-[1-3]'] } }, true],
  ['alternatives', { tags: { env: ['{test,dev}-2'] } }, true],
  ['no glob that fits', { tags: { env: ['test', 'prod-*'] } }, false],
  ['an absent tag', { tags: { team: ['!*'] } }, true],
  ['an absent tag that is there', { tags: { env: ['!*'] } }, false],
  ['an absent tag that is there and empty', { tags: { empty: ['!*'] } }, false],
  ['an absent tag that is there in another case', { tags: { owner: ['!*'] }, ignoreCase: true }, false],
  ['another value than that', { tags: { env: ['!prod'] } }, true],
  ['another value than its own', { tags: { env: ['!dev-*'] } }, false],
  ['another value of a tag that is absent', { tags: { team: ['!a'] } }, true],
  ['another value of a tag that has to be there', { tags: { team: ['*', '!a'] } }, false],
  ['a glob without some', { tags: { env: ['dev-*', '!dev-2'] } }, false],
  ['a key that every object has', { tags: { constructor: ['!*'] } }, true],
  ['its resource id', { resourceIds: ['cluster-B2', 'cluster-A1'] }, true],
  ['another resource id', { resourceIds: ['cluster-B2'] }, false],
  ['created before a day', { createdBefore: day('2026-03-02') }, true],
  ['created before the instant of its creation', { createdBefore: day('2026-03-01') }, false],
  ['created after the instant of its creation', { createdAfter: day('2026-03-01') }, true],
  ['created after a day', { createdAfter: day('2026-03-02') }, false],
  ['not others', { not: { clusters: ['prod-*'] } }, true],
  ['not those that it is one of', { not: { clusters: ['dev-*'] } }, false],
  ['not those of which one condition fails', { not: { clusters: ['dev-*'], engines: ['neptune'] } }, true],
  ['some, but not those', { clusters: ['dev-*'], not: { tags: { env: ['dev-*'] } } }, false],
])('%s', (_name, match, expected) => {
  expect([matches(match, cluster), mayMatch(match, cluster)]).toEqual([expected, expected]);
});

describe('a cluster of which AWS does not say when it was made, or its id', () => {
  const { createdAt: _at, resourceId: _id, ...unknown } = cluster;
  const conditions: readonly Match[] = [
    { createdBefore: day('2026-03-02') },
    { createdAfter: day('2026-03-02') },
    { resourceIds: ['cluster-A1'] },
    { not: { createdBefore: day('2026-03-02') } },
  ];

  test.each(conditions)('may match %j, and does not surely', (match) => {
    expect([matches(match, unknown), mayMatch(match, unknown)]).toEqual([false, true]);
  });

  test.each(conditions)('is decided by no rule after one with %j', (match) => {
    const policy = aPolicy({ rules: [aRule({ name: 'first', match }), aRule({ name: 'second' })] });

    expect(decidingRule(policy, unknown, 'power')).toBeUndefined();
  });

  test.each(conditions)('is protected by an entry with %j', (match) => {
    const policy = aPolicy({ protect: [match] });

    expect(protectionFrom(policy, unknown, 'stop')).toBe(match);
  });

  test('does not match what another condition keeps it from', () => {
    expect(mayMatch({ createdBefore: day('2026-03-02'), engines: ['neptune'] }, unknown)).toBe(false);
  });
});

test('agrees with a plain reading of tags, globs and exclusions', () => {
  const char = fc.constantFrom('a', 'B', 'b', '*', '?');
  const glob = fc.tuple(
    fc.boolean(),
    fc.array(char, { maxLength: 4 }).map((all) => all.join('')),
  );
  const tags = fc.dictionary(
    fc.constantFrom('k', 'K', 'l'),
    fc.array(fc.constantFrom('a', 'B', 'b'), { maxLength: 4 }).map((all) => all.join('')),
  );
  const globs = fc.array(glob, { minLength: 1, maxLength: 3 });

  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('k', 'K', 'l'), globs),
      tags,
      fc.boolean(),
      (wanted, own, any) => {
        const flags = any ? 'iu' : 'u';
        const hits = (text: string, value: string) =>
          new RegExp(`^${text.replaceAll('*', '.*').replaceAll('?', '.')}$`, flags).test(value);
        const expected = Object.entries(wanted).every(([key, parts]) => {
          const values = Object.entries(own)
            .filter(([name]) => (any ? name.toLowerCase() === key.toLowerCase() : name === key))
            .map(([, value]) => value);
          const included = parts.filter(([not]) => !not);
          const excluded = parts.filter(([not]) => not);
          return (
            (included.length === 0 ||
              included.some(([, text]) => values.some((value) => hits(text, value)))) &&
            !excluded.some(([, text]) => values.some((value) => hits(text, value)))
          );
        });
        const match = {
          tags: Object.fromEntries(
            Object.entries(wanted).map(([key, parts]) => [
              key,
              parts.map(([not, text]) => `${not ? '!' : ''}${text}`),
            ]),
          ),
          ...(any && { ignoreCase: true }),
        };

        expect(matches(match, aCluster({ tags: own }))).toBe(expected);
      },
    ),
    runs(2000),
  );
});

test('a match and its not never hold for the same cluster, and one of them always does', () => {
  const match = fc.constantFrom<Match>(
    { clusters: ['dev-*'] },
    { tags: { env: ['!dev-*'] } },
    { createdBefore: day('2026-03-02'), resourceIds: ['cluster-B2'] },
  );

  fc.assert(fc.property(match, (not) => matches(not, cluster) !== matches({ not }, cluster)));
});

test('explains every condition', () => {
  const match: Match = {
    tags: { env: ['test-*', '!dev'], team: ['!*'] },
    resourceIds: ['cluster-B2'],
    createdBefore: day('2026-03-02'),
    createdAfter: day('2026-03-02'),
    not: { clusters: ['dev-*'], tags: { owner: ['anna'] }, ignoreCase: true },
  };

  expect(explainMatch(match, cluster)).toEqual([
    {
      condition: 'tags',
      matched: false,
      detail: 'wants env="test-*"|"!dev", team=!*; is env="dev-2", no tag team',
    },
    { condition: 'resourceIds', matched: false, detail: 'wants cluster-B2; is cluster-A1' },
    {
      condition: 'createdBefore',
      matched: true,
      detail: 'wants before 2026-03-02; is 2026-03-01T00:00:00Z',
    },
    {
      condition: 'createdAfter',
      matched: false,
      detail: 'wants from 2026-03-02 on; is 2026-03-01T00:00:00Z',
    },
    {
      condition: 'not',
      matched: false,
      detail:
        'wants not tags owner="anna" in any case, clusters dev-*; is tags owner="Anna", clusters dev-orders',
    },
  ]);
});

test.each([
  ['2026-01-01', 'Europe/Berlin', '2025-12-31T23:00:00Z'],
  ['2026-01-01', 'UTC', '2026-01-01T00:00:00Z'],
  ['2026-01-01T06:00+01:00', 'UTC', '2026-01-01T05:00:00Z'],
])('%s in %s is %s', (text, timezone, instant) => {
  expect(readMoment(text, timezone)).toBe(Date.parse(instant));
});

test.each(['', '2026-13-01', '2026-01-01T06:00', '90d', 'yesterday'])('%j is no moment', (text) => {
  expect(readMoment(text, 'UTC')).toBeUndefined();
});
