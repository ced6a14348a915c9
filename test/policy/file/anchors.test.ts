import { describe, expect, test } from 'vitest';
import { policyOf, said } from './policy-text.ts';

const policy = (office: string, key = 'x-office') => `version: 1
${key}: &office ${office}
x-notes: [anything, { else: 1 }]
rules:
  - name: a
    match: { clusters: ["a-*"] }
    power: *office
  - name: b
    match: { clusters: ["b-*"] }
    power: { <<: *office, stop: never }
`;

describe('keys that begin with x-', () => {
  test('are a place for anchors, and ignored', () => {
    const { rules, ...file } = policyOf(policy('{ hours: mon-fri 08:00-18:00, idleFor: 2h }'));

    expect(rules.map(({ power }) => [power?.hours?.text, power?.idleForMs, power?.stop])).toEqual([
      ['mon-fri 08:00-18:00', 7_200_000, 'whenIdle'],
      ['mon-fri 08:00-18:00', 7_200_000, 'never'],
    ]);
    expect(Object.keys(file).filter((key) => key.startsWith('x-'))).toEqual([]);
  });

  test('are where a mistake is shown that they bring into a rule, also by <<', () => {
    const places = said(policy('{ idleFor: 6 bananas }')).map((line) => line.replace(/ is not.*/, ''));

    expect(places).toEqual([
      'policy.yml:2:30 rules[0].power.idleFor: "6 bananas"',
      'policy.yml:2:30 rules[1].power.idleFor: "6 bananas"',
    ]);
  });

  test('begin with just that', () => {
    expect(said(policy('{}', 'office'))).toEqual([
      expect.stringMatching(/^policy.yml:2:1 office: is not a known key; /),
    ]);
    expect(said(policy('{}', 'X-office'))).toHaveLength(1);
  });
});
