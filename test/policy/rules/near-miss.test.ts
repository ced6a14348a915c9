import { expect, test } from 'vitest';
import { explainMatch } from '../../../shared/policy/rules/match.ts';
import { differenceOf, nearKeys } from '../../../shared/policy/rules/near-miss.ts';
import { nearProtection } from '../../../shared/policy/rules/near-protection.ts';
import { aCluster } from '../builders.ts';

test.each([
  ['dev', 'dev', undefined],
  ['Dev', 'dev', 'case'],
  ['dev ', 'dev', 'blanks'],
  ['dev\u00a0', 'dev', 'blanks'],
  ['cafe\u0301', 'caf\u00e9', 'Unicode form'],
  ['DEV ', 'dev', 'case and blanks'],
  ['prod', 'dev', undefined],
])('%j differs from %j in: %s', (text, wanted, difference) => {
  expect(differenceOf(text, wanted)).toBe(difference);
});

test('keys that people take for dormouse:hold are found, and no others', () => {
  const near = ['Dormouse:hold', 'dormouse:Hold', 'dormouse-hold', 'dormouse_hold', 'dormouse:hold '];
  const tags = Object.fromEntries(
    ['dormouse:hold', 'dormouse:power', 'hold', ...near].map((key) => [key, 'x']),
  );

  expect(nearKeys(tags, 'dormouse:hold')).toEqual(near);
});

test.each([
  { tags: { Env: 'prod' }, near: [['Env', 'prod', 'env=prod', 'case']] },
  { tags: { env: 'Prod' }, near: [['env', 'Prod', 'env=prod', 'case']] },
  { tags: { env: 'prod ' }, near: [['env', 'prod ', 'env=prod', 'blanks']] },
  { tags: { env: 'prod' }, near: [] },
  { tags: { env: 'dev' }, near: [] },
  { tags: {}, near: [] },
])('the tags $tags miss protection by $near', ({ tags, near }) => {
  expect(
    nearProtection({ tags: { env: ['prod'] } }, tags).map((one) => [
      one.key,
      one.value,
      one.wanted,
      one.difference,
    ]),
  ).toEqual(near);
});

test.each([
  { wanted: 'prod-*', tags: { env: 'Prod-1' }, difference: 'case' },
  { wanted: 'prod-*', tags: { env: ' prod-1' }, difference: 'blanks' },
  { wanted: 'prod-*', tags: { Env: 'prod-1' }, difference: 'case' },
  { wanted: 'prod-*', tags: { env: 'prod-1' }, difference: undefined },
  { wanted: 'prod-*', tags: { env: 'dev-1' }, difference: undefined },
  { wanted: '!prod', tags: { env: 'prod' }, difference: undefined },
  { wanted: '!*', tags: { env: 'x' }, difference: undefined },
])('of a glob $wanted, $tags misses by $difference', ({ wanted, tags, difference }) => {
  const found = nearProtection({ tags: { env: [wanted] } }, tags);

  expect(found.map((one) => one.difference)).toEqual(difference === undefined ? [] : [difference]);
});

test('an entry that ignores case is not missed by case', () => {
  const entry = { tags: { env: ['prod'] }, ignoreCase: true };

  expect(nearProtection(entry, { Env: 'PROD' })).toEqual([]);
  expect(nearProtection(entry, { Env: 'PROD ' })).toMatchObject([{ difference: 'case and blanks' }]);
});

test('a cluster that lacks another tag of the entry is not near it', () => {
  expect(nearProtection({ tags: { env: ['prod'], team: ['a'] } }, { env: 'Prod' })).toEqual([]);
});

test.each([
  [{ env: 'dev ' }, 'wants env="dev"|"test"; is env="dev " (differs from "dev" in blanks only)'],
  [{ Env: 'dev' }, 'wants env="dev"|"test"; is no tag env, but Env'],
  [{ env: 'prod' }, 'wants env="dev"|"test"; is env="prod"'],
  [{}, 'wants env="dev"|"test"; is no tag env'],
])('the explanation of %j shows what differs', (tags, detail) => {
  expect(explainMatch({ tags: { env: ['dev', 'test'] } }, aCluster({ tags }))).toMatchObject([{ detail }]);
});
