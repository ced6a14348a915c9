import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Match } from '../../../shared/policy/model/policy.ts';
import { decidingRule, explainMatch, matches, protectionFrom } from '../../../shared/policy/rules/match.ts';
import { runs } from '../../support/runs.ts';
import { aCluster, aPolicy, aRule } from '../builders.ts';

const cluster = aCluster({ id: 'dev-orders', tags: { env: 'dev', Team: '' } });

describe('matches', () => {
  test.each<[string, Match, boolean]>([
    ['no condition', {}, true],
    ['its engine', { engines: ['neptune', 'aurora-postgresql'] }, true],
    ['another engine', { engines: ['neptune'] }, false],
    ['a tag with one of the values', { tags: { env: ['dev', 'test'] } }, true],
    ['a tag with another value', { tags: { env: ['prod'] } }, false],
    ['a tag value in another case', { tags: { env: ['Dev'] } }, false],
    ['a tag key in another case', { tags: { ENV: ['dev'] } }, false],
    ['a tag that is present', { tags: { env: ['*'] } }, true],
    ['a tag that is present and empty', { tags: { Team: ['*'] } }, true],
    ['a tag that is absent', { tags: { owner: ['*'] } }, false],
    ['a key that every object has', { tags: { constructor: ['*'] } }, false],
    ['two tags, one of which fits', { tags: { env: ['dev'], Team: ['a'] } }, false],
    ['a glob', { clusters: ['dev-*'] }, true],
    ['a glob in another case', { clusters: ['DEV-*'] }, true],
    ['no glob that fits', { clusters: ['test-*', 'orders'] }, false],
    ['a glob and an exclusion', { clusters: ['dev-*', '!dev-orders'] }, false],
    ['an exclusion before the glob', { clusters: ['!dev-orders', 'dev-*'] }, false],
    ['an exclusion of others alone', { clusters: ['!prod-*'] }, true],
    ['an exclusion of it alone', { clusters: ['!dev-*'] }, false],
    ['an empty list of globs', { clusters: [] }, false],
    ['its account', { accounts: ['111122223333'] }, true],
    ['another account', { accounts: ['999999999999'] }, false],
    ['its Region', { regions: ['eu-central-1'] }, true],
    ['another Region', { regions: ['us-east-1'] }, false],
    ['one condition of two', { engines: ['aurora-postgresql'], regions: ['us-east-1'] }, false],
  ])('%s', (_name, match, expected) => {
    expect(matches(match, cluster)).toBe(expected);
  });

  test('agrees with a plain reading of every condition', () => {
    const word = fc.constantFrom('a', 'b', 'ab', 'c');
    const words = fc.option(fc.array(word, { minLength: 1 }), { nil: undefined });
    const globs = fc.array(fc.tuple(fc.boolean(), word, fc.boolean()), { minLength: 1, maxLength: 4 });

    fc.assert(
      fc.property(
        words,
        globs,
        fc.dictionary(word, word),
        word,
        word,
        (engines, parts, wanted, id, value) => {
          const subject = aCluster({ id, engine: value, tags: { a: value } });
          const match = {
            ...defined({ engines }),
            tags: Object.fromEntries(Object.entries(wanted).map(([key, one]) => [key, [one]])),
            clusters: parts.map(([not, text, open]) => `${not ? '!' : ''}${text}${open ? '*' : ''}`),
          };
          const hit = ([, text, open]: [boolean, string, boolean]) =>
            open ? id.startsWith(text) : id === text;
          const includes = parts.filter(([not]) => !not);
          const excluded = parts.some((part) => part[0] && hit(part));
          const included = includes.length === 0 || includes.some(hit);
          const tagged = Object.entries(wanted).every(([key, one]) => key === 'a' && one === value);

          const expected = (engines?.includes(value) ?? true) && tagged && included && !excluded;

          expect(matches(match, subject)).toBe(expected);
        },
      ),
      runs(1000),
    );
  });
});

describe('explainMatch', () => {
  test('reports for each condition the wanted and the actual value', () => {
    const match = { engines: ['neptune'], tags: { env: ['dev', 'test'], owner: ['*'] }, clusters: ['dev-*'] };

    expect(explainMatch(match, cluster)).toEqual([
      { condition: 'engines', matched: false, detail: 'wants neptune; is aurora-postgresql' },
      {
        condition: 'tags',
        matched: false,
        detail: 'wants env="dev"|"test", owner=*; is env="dev", no tag owner',
      },
      { condition: 'clusters', matched: true, detail: 'wants dev-*; is dev-orders' },
    ]);
  });

  test('reports accounts and Regions too', () => {
    const match = { accounts: ['1', '2'], regions: ['eu-central-1'] };

    expect(explainMatch(match, cluster)).toEqual([
      { condition: 'accounts', matched: false, detail: 'wants 1, 2; is 111122223333' },
      { condition: 'regions', matched: true, detail: 'wants eu-central-1; is eu-central-1' },
    ]);
  });
});

describe('decidingRule', () => {
  const named = (name: string, some: object) => {
    const { power: _, ...rule } = aRule({ name, ...some });
    return rule;
  };
  const decide = (subject: Cluster, ...rules: ReturnType<typeof named>[]) =>
    decidingRule(aPolicy({ rules }), subject, 'power')?.name;

  test('is the first that matches and has the aspect', () => {
    const rules = [
      aRule({ name: 'other', match: { clusters: ['prod-*'] } }),
      named('no power', {}),
      aRule({ name: 'first' }),
      aRule({ name: 'second' }),
    ];

    expect(decide(cluster, ...rules)).toBe('first');
  });

  test('is none when no matching rule has the aspect', () => {
    expect(decide(cluster, named('no power', {}))).toBeUndefined();
  });
});

describe('protectionFrom', () => {
  test.each([
    ['every action where from is not given', {}, true],
    ['an action that from names', { from: ['stop', 'deleteSnapshot'] as const }, true],
    ['no action that from does not name', { from: ['start'] as const }, false],
    ['no cluster that it does not match', { clusters: ['prod-*'] }, false],
  ])('keeps %s', (_name, entry, expected) => {
    const policy = aPolicy({ protect: [entry] });

    expect(protectionFrom(policy, cluster, 'stop') === entry).toBe(expected);
  });
});
