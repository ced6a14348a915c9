import { describe, expect, test } from 'vitest';
import { rulesOf, ruleWith, said, unmark } from './policy-text.ts';

const hours = 'hours: mon-fri 08:00-18:00';
const rule = (name: string, match: string, power: string) =>
  `{ name: ${name}, match: ${match}, power: { ${power} } }`;
const db = rule('db', '{ tags: { tier: db } }', hours);

describe('power.after', () => {
  const findings: readonly (readonly [name: string, text: string, said: string])[] = [
    [
      'across accounts',
      ruleWith(
        'match: {}',
        `power: { ${hours}, after: { tags: { tier: db }, ¦accounts: ["111122223333"] } }`,
      ),
      'rules[0].power.after.accounts: cannot be kept: order is among the clusters of one account and Region; remove it, or narrow the match of the rule by accounts',
    ],
    [
      'on its own rule',
      ruleWith(
        'match: { tags: { env: dev } }',
        `power: { ${hours}, ¦after: { tags: { env: [dev, test] } } }`,
      ),
      'rules[0].power.after: puts clusters of "a" after clusters of the same rule; narrow it to clusters that another rule decides, and put that rule first',
    ],
    [
      'on some clusters of its own rule',
      ruleWith('match: {}', `power: { ${hours}, ¦after: { tags: { tier: db } } }`),
      'rules[0].power.after: puts clusters of "a" after clusters of the same rule; narrow it to clusters that another rule decides, and put that rule first',
    ],
    [
      'on clusters that its exclusion leaves none of',
      ruleWith('match: {}', `power: { ${hours}, after: { clusters: ¦[db, "!d*"] } }`),
      'rules[0].power.after.clusters: excludes everything that it includes, so it matches no cluster; remove an exclusion',
    ],
    [
      'with stop: never and start: false',
      rulesOf(db, rule('app', '{}', `${hours}, stop: never, start: false, ¦after: { tags: { tier: db } }`)),
      'warning: rules[1].power.after: has no effect: the rule neither starts nor stops its clusters; remove it',
    ],
    [
      'with stop: never',
      rulesOf(db, rule('app', '{}', `${hours}, stop: never, ¦after: { tags: { tier: db } }`)),
      'warning: rules[1].power.after: keeps the clusters of "db" up: they are stopped after those of "app", which says stop: never; write stop: never in "db", too, or remove after',
    ],
  ];

  test.each(findings)('%s', (_name, marked, message) => {
    const { text, places } = unmark(marked);

    expect(said(text)).toContain(`${places[0]} ${message}`);
  });

  test('a circle is an error, named from each of its rules', () => {
    const { text, places } = unmark(
      rulesOf(
        rule('db', '{ tags: { tier: db } }', `${hours}, ¦after: { tags: { tier: app } }`),
        rule('cache', '{ tags: { tier: cache } }', `${hours}, ¦after: { tags: { tier: db } }`),
        rule('app', '{ tags: { tier: app } }', `${hours}, ¦after: { tags: { tier: cache } }`),
      ),
    );

    expect(said(text)).toEqual([
      `${places[0]} rules[0].power.after: makes a circle: "db" comes after "app", which comes after "cache", which comes after "db"; remove after from one of them`,
      `${places[1]} rules[1].power.after: makes a circle: "cache" comes after "db", which comes after "app", which comes after "cache"; remove after from one of them`,
      `${places[2]} rules[2].power.after: makes a circle: "app" comes after "cache", which comes after "db", which comes after "app"; remove after from one of them`,
    ]);
  });

  test.each([
    [
      'a rule for the others after the rule that it names',
      rulesOf(db, rule('app', '{}', `${hours}, after: { tags: { tier: db } }`)),
    ],
    [
      'clusters by their names, which an earlier rule may decide',
      rulesOf(
        rule('db', '{ clusters: ["db-*"] }', hours),
        rule('app', '{}', `${hours}, after: { tags: { tier: db } }`),
      ),
    ],
    [
      'a chain',
      rulesOf(
        db,
        rule('cache', '{ tags: { tier: cache } }', `${hours}, after: { tags: { tier: db } }`),
        rule('app', '{ tags: { tier: app } }', `${hours}, after: { tags: { tier: [db, cache] } }`),
      ),
    ],
  ])('nothing is said about %s', (_name, text) => {
    expect(said(text)).toEqual([]);
  });
});
