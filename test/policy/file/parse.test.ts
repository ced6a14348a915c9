import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileWith, policyOf, rulesOf, ruleWith, said, unmark } from './policy-text.ts';

function example(file: string): string {
  return readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
}

describe('parsePolicy', () => {
  test('fills in what the file leaves out', () => {
    expect(policyOf(rulesOf('{ name: a, match: {}, power: {} }'))).toEqual({
      version: 1,
      mode: 'observe',
      timezone: 'UTC',
      tagActions: true,
      targets: [],
      calendars: {},
      limits: {
        stop: { cap: { count: 50 } },
        deleteSnapshot: { cap: { count: 50 }, breaker: { percent: 50 }, perCluster: { percent: 50 } },
      },
      copiesInFlight: 5,
      orphans: 'keep',
      protect: [],
      rules: [
        {
          name: 'a',
          match: {},
          timezone: 'UTC',
          power: {
            start: false,
            stop: 'whenIdle',
            idleForMs: 3_600_000,
            minUptimeMs: 1_800_000,
            afterAwsRestart: 'stop',
            maintenance: 'ignore',
            snapshotFirst: false,
          },
        },
      ],
    });
  });

  test.each([
    ['hours: always', true],
    ['hours: always, start: false', false],
    ['stop: never', false],
    ['start: true', true],
    ['maintenance: honour', true],
    ['maintenance: honour, start: false', false],
  ])('takes { %s } to mean start: %s', (keys, start) => {
    expect(policyOf(ruleWith('match: {}', `power: { ${keys} }`)).rules[0]?.power?.start).toBe(start);
  });

  test("gives a rule its own time zone, or else the policy's", () => {
    const rules = [
      '{ name: a, match: {}, power: {}, timezone: Asia/Tokyo }',
      '{ name: b, match: {}, capacity: [{ min: 1, max: 2 }] }',
    ];
    const policy = policyOf(`timezone: Europe/Berlin\n${rulesOf(...rules)}`);

    expect(policy.rules.map(({ timezone }) => timezone)).toEqual(['Asia/Tokyo', 'Europe/Berlin']);
  });

  test('reads the other aspects with their defaults', () => {
    const [rule] = policyOf(
      ruleWith(
        'match: { tags: { env: dev, team: [a, b], owner: "*" } }',
        'activityStream: { mode: off }',
        'capacity: [{ hours: always, min: 0, max: 4, autoPauseAfter: 1h30m }]',
        'snapshots: { copy: { to: [{ region: us-west-2 }] } }',
      ),
    ).rules;

    expect(rule).toMatchObject({
      match: { tags: { env: ['dev'], team: ['a', 'b'], owner: ['*'] } },
      activityStream: {
        mode: 'off',
        hours: { ranges: 'always' },
        restart: 'maintenanceWindow',
        overrides: { text: 'allow', maxMs: 366 * 86_400_000 },
      },
      capacity: [{ min: 0, max: 4, autoPauseAfterMs: 5_400_000, whenBusy: 'wait' }],
      snapshots: { copy: { sources: ['automated', 'manual'], to: [{ region: 'us-west-2' }] } },
    });
  });

  test.each([
    ['allow', 366 * 86_400_000],
    ['deny', 0],
    ['max 7d', 7 * 86_400_000],
    ['max 1d12h', 36 * 3_600_000],
  ])('reads override: %s', (text, maxMs) => {
    const [rule] = policyOf(ruleWith('match: {}', `activityStream: { mode: off, override: ${text} }`)).rules;

    expect(rule?.activityStream?.overrides).toEqual({ text, maxMs });
  });

  test.each([
    ['orphans: keep', 'keep'],
    ['orphans: { expireAfter: 90d }', { expireAfterMs: 90 * 86_400_000 }],
  ])('reads %s', (line, expected) => {
    expect(policyOf(fileWith(line)).orphans).toEqual(expected);
  });

  test('reads how many copies may be under way', () => {
    const { copiesInFlight, limits } = policyOf(fileWith('limits: { copiesInFlight: 12 }'));

    expect(copiesInFlight).toBe(12);
    expect(limits).not.toHaveProperty('copiesInFlight');
  });

  test('keeps the default limits that the file does not name', () => {
    const { limits } = policyOf(fileWith('limits: { stop: 20%, start: { breaker: 9 } }'));

    expect(limits).toEqual({
      stop: { cap: { percent: 20 } },
      start: { breaker: { count: 9 } },
      deleteSnapshot: { cap: { count: 50 }, breaker: { percent: 50 }, perCluster: { percent: 50 } },
    });
  });

  test('lets rules share parts by anchors, aliases and merge keys', () => {
    const text = rulesOf(
      '{ name: a, match: { clusters: [a] }, power: &office { hours: mon-fri 08:00-18:00 } }',
      '{ name: b, match: { clusters: [b] }, power: { <<: *office, stop: atOnce } }',
    );

    expect(policyOf(text).rules[1]?.power).toMatchObject({ start: true, stop: 'atOnce' });
  });

  test('says everything at once, in the order of the text', () => {
    const marked = [
      'version: ¦2',
      'mode: ¦on',
      '¦colour: red',
      'rules:',
      '  - ¦match: {}',
      '    power: { idleFor: ¦1 }',
    ];
    const { text, places } = unmark(marked.join('\n'));

    expect(said(text).map((line) => line.split(' ')[0])).toEqual(places);
  });

  test.each(['policy.yml', 'examples/policy.yml'])('finds nothing wrong with %s', (file) => {
    expect(said(example(file), { now: Date.UTC(2026, 10, 20) })).toEqual([]);
  });
});
