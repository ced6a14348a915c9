import { expect, test } from 'vitest';
import { fileWith, rulesOf, ruleWith, said, unmark } from './policy-text.ts';

const match = (keys: string) => ruleWith(`match: { ${keys} }`, 'power: {}');

/** Where ¦ stands, this is said of `rules[0]`. */
const cases: readonly (readonly [text: string, said: string])[] = [
  [
    match('engines: [¦aurora]'),
    'match.engines[0]: "aurora" is not one of aurora-mysql, aurora-postgresql, neptune, docdb, mysql, postgres; write one of aurora-mysql, aurora-postgresql, neptune, docdb, mysql, postgres',
  ],
  [
    match('engines: [¦aurora-*]'),
    'match.engines[0]: "aurora-*" is not one of aurora-mysql, aurora-postgresql, neptune, docdb, mysql, postgres; write one of aurora-mysql, aurora-postgresql, neptune, docdb, mysql, postgres',
  ],
  [match('engines: ¦neptune'), 'match.engines: "neptune" is not a list; write it as a list: [neptune]'],
  [match('clusters: ¦[]'), 'match.clusters: an empty list has no entries; add one, or remove the key'],
  [
    match('clusters: [¦""]'),
    'match.clusters[0]: "" is not a glob; write for example dev-* or "!dev-payments"',
  ],
  [
    match('clusters: [¦"!"]'),
    'match.clusters[0]: "!" is not a glob; write for example dev-* or "!dev-payments"',
  ],
  [
    match('clusters: [¦dev_*]'),
    'match.clusters[0]: "dev_*" is not a glob; write for example dev-* or "!dev-payments"',
  ],
  [
    match('clusters: [¦Dev-*]'),
    'match.clusters[0]: "Dev-*" can match no cluster: their identifiers are lower case; write dev-*',
  ],
  [match('tags: { env: ¦12 }'), 'match.tags.env: 12 is not a tag\'s value or a list of them; quote it: "12"'],
  [
    match('tags: { env: [¦true] }'),
    'match.tags.env[0]: true is not a tag\'s value or a glob over values; quote it: "true"',
  ],
  [
    match('tags: { env: ¦"dev-[" }'),
    'match.tags.env: "dev-[" has a bracket that cannot be read; write for example dev, "dev-*" or "!prod"',
  ],
  [match('tags: { env: ¦"a,b" }'), 'match.tags.env: "a,b" has a comma; write a list: [a, b]'],
  [
    match('tags: { env: ¦"de|v" }'),
    'match.tags.env: "de|v" has characters that AWS does not allow in the value of a tag; write for example dev, "dev-*" or "!prod"',
  ],
  [
    match('tags: { env: ¦"!!dev" }'),
    'match.tags.env: "!!dev" is not a glob; write for example dev, "dev-*" or "!prod"',
  ],
  [
    match('clusters: ["dev-*"], ignoreCase: ¦true'),
    'match.ignoreCase: has no effect without tags; add tags, or take ignoreCase out',
  ],
  [
    match('createdBefore: ¦2026-02-30'),
    'match.createdBefore: "2026-02-30" is not a date or an instant; write for example 2026-01-01, or 2026-01-01T06:00:00Z with Z or an offset',
  ],
  [
    match('createdAfter: ¦2026-01-01T06:00:00'),
    'match.createdAfter: "2026-01-01T06:00:00" is not a date or an instant; write for example 2026-01-01, or 2026-01-01T06:00:00Z with Z or an offset',
  ],
  [
    match('resourceIds: [¦orders]'),
    'match.resourceIds[0]: "orders" is not a cluster\'s resource ID; write for example cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ],
  [match('not: ¦{}'), 'match.not: excludes every cluster; give conditions, or remove not'],
  [
    match('not: { tags: { a: b }, ¦not: {} }'),
    'match.not.not: is not a known key; write one of engines, tags, ignoreCase, clusters, resourceIds, createdBefore, createdAfter, accounts, regions',
  ],
  [match('tags: { ¦e*: dev }'), 'match.tags["e*"]: is not a tag\'s key; write for example env'],
  [match('¦region: [us-east-1]'), 'match.region: is not a known key; did you mean regions?'],
  [
    match('accounts: [¦111122223333]'),
    'match.accounts[0]: 111122223333 is not an account id of 12 digits; quote it: "111122223333"',
  ],
  [
    ruleWith('match: { tags: { env: ¦[dev, "!*"] } }', 'power: {}'),
    'match.tags.env: excludes everything that it includes, so it matches no cluster; remove an exclusion',
  ],
  [
    ruleWith('match: { clusters: ["dev-a"], not: ¦{ clusters: ["dev-*"] } }', 'power: {}'),
    'match.not: excludes everything that it includes, so it matches no cluster; remove an exclusion',
  ],
  [
    ruleWith('match: { createdAfter: ¦2026-02-01, createdBefore: 2026-01-01 }', 'power: {}'),
    'match.createdAfter: "2026-02-01" is not before createdBefore (2026-01-01), so it matches no cluster; exchange the two, or remove one',
  ],
];

test.each(cases)('says of %s where it is wrong and what would be right', (marked, expected) => {
  const { text, places } = unmark(marked);

  expect(said(text)).toEqual([`${places[0]} rules[0].${expected}`]);
});

test.each([
  rulesOf(
    '{ name: a, match: { tags: { env: "dev-*" } }, power: {} }',
    '{ name: b, match: { tags: { env: "*-*" } }, power: {} }',
  ),
  fileWith('x-office: &office { hours: always }\nprotect: [{ tags: { keep: "!no" }, ignoreCase: true }]'),
])('is in order: %s', (text) => {
  expect(said(text)).toEqual([]);
});
