import { expect, test } from 'vitest';
import { anonymise } from '../../../recorder/anonymise.ts';
import { anonymisePolicy } from '../../../recorder/anonymise-policy.ts';
import { createPseudonyms } from '../../../recorder/pseudonyms.ts';
import { policyOf } from '../../policy/file/policy-text.ts';

const clusters = [
  {
    id: 'a',
    tags: {
      Schedule: 'berlin',
      env: 'dev-1',
      'dormouse:hours': 'mon-fri 08:00-22:00 except feast until 2026-12-20',
    },
  },
  { id: 'b', tags: { Schedule: 'nobody', env: 'dev-2', 'dormouse:hours': 'ask Zoë from Acme first' } },
  { id: 'c', tags: { env: 'Prod' } },
];
const policy = `version: 1
x-private: { secret: [acme] }
calendars: { feast: [12-25] }
schedules: { berlin: mon-fri 08:00-18:00 except feast }
protect:
  - { tags: { env: prod }, ignoreCase: true }
rules:
  - name: by schedule
    match: { tags: { env: ["dev-*", "!dev-2"], owner: "!*" }, resourceIds: [cluster-ACME1], not: { tags: { env: "old*" } } }
    power: { hours: tag Schedule, override: max 14d }
`;

test('globs over tags become the values that they match, and schedules the values that name them', () => {
  const names = createPseudonyms();
  const fleet = anonymise({ head: {}, clusters, missing: [] }, names);
  const written = anonymisePolicy(policy, clusters, names);
  const [a, b, c] = fleet.clusters.map(({ tags }) => tags as Record<string, string>);
  const { rules, schedules, protect } = policyOf(written);

  expect(written).not.toMatch(/acme|berlin|feast|dev-|prod|old/i);
  expect(rules[0]?.match).toMatchObject({
    tags: { env: [a?.env, b?.env, `!${b?.env}`], owner: ['!*'] },
    not: { tags: { env: ['no-such-value'] } },
  });
  expect(rules[0]?.power?.hours).toEqual({ text: 'tag Schedule', tag: 'Schedule' });
  expect(protect).toMatchObject([{ tags: { env: [c?.env] }, ignoreCase: true }]);
  expect(Object.keys(schedules ?? {})).toEqual([a?.Schedule]);
});

test('other hours of a cluster stay as they are, but for the calendars that they name', () => {
  const { clusters: others } = anonymise({ head: {}, clusters, missing: [] }, createPseudonyms());

  expect(others.map(({ tags }) => (tags as Record<string, string>)['dormouse:hours'])).toEqual([
    'mon-fri 08:00-22:00 except calendar0001 until 2026-12-20',
    'calendar0002 calendar0003 calendar0004 calendar0005 calendar0006',
    undefined,
  ]);
});

test('the recipe in the tags of a snapshot, full of names, is not carried over', () => {
  const recipe = {
    'dormouse:recipe-1': 'v1 01 0 cluster:arn:aws:rds:eu-central-1:1:cluster:acme security:sg-acme',
  };
  const own = [{ id: 'a', tags: { ...recipe, env: 'x' }, snapshots: [{ id: 's', tags: recipe }] }];
  const { clusters: others } = anonymise({ head: {}, clusters: own, missing: [] }, createPseudonyms());

  expect(JSON.stringify(others)).not.toMatch(/acme|recipe/);
});
