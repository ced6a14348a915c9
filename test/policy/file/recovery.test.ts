import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { ruleWith, said, unmark } from './policy-text.ts';

const group = 'subnetGroup: drills, securityGroups: [sg-0123456789abcdef0]';
const base = {
  drill: 'every: 30d, hours: always',
  network: `{ ${group} }`,
  instance: '{ class: smallest }',
  checks: '[{ sql: select 1, database: shop }]',
  targets: '{}',
};

/** A rule with recovery, but for the given keys; `match` is that of the rule. */
function recovery({ match = '{}', ...some }: Partial<typeof base> & { match?: string }): string {
  const { drill, network, instance, checks, targets } = { ...base, ...some };
  return ruleWith(
    `match: ${match}`,
    `recovery: { drill: { ${drill} }, network: ${network}, instance: ${instance}, checks: ${checks}, targets: ${targets} }`,
  );
}

const targets = (...regions: string[]) =>
  `targets: [{ account: "111122223333", regions: [${regions.join(', ')}] }]\n`;
const copies = (region: string) => `snapshots: { copy: { to: [{ region: ${region} }] } }`;

function told(marked: string): string[] {
  const { text, places } = unmark(marked);
  return said(text).map((line) => line.replace(`${places[0]} `, '').replace(/^warning: /, ''));
}

describe('recovery in a policy file', () => {
  test('is read with its defaults', () => {
    const parsed = parsePolicy(recovery({}));

    expect(parsed.ok && parsed.policy.rules[0]?.recovery).toEqual({
      drill: {
        everyMs: 30 * 86_400_000,
        hours: { text: 'always', ranges: 'always', except: [] },
        from: ['newest'],
        where: ['source'],
        atMost: 1,
        ttlMs: 12 * 3_600_000,
      },
      network: { '*': { subnetGroup: 'drills', securityGroups: ['sg-0123456789abcdef0'] } },
      instance: { class: 'smallest' },
      checks: [{ kind: 'sql', sql: 'select 1', database: 'shop' }],
      targets: {},
    });
  });

  test('has checks and targets in milliseconds and percent, and a network by Region', () => {
    const parsed = parsePolicy(
      recovery({
        network: `{ us-west-2: { subnetGroup: Drills, securityGroups: [sg-01234567] } }`,
        drill: 'every: 7d, hours: always, where: [us-west-2], ttl: 6h',
        checks:
          '[{ sql: a, database: b, atLeast: 5, shrinkAtMost: 10% }, { sql: a, database: b, freshness: 26h }, { function: "arn:aws:lambda:us-west-2:111122223333:function:dormouse-drill-check-a" }]',
        targets: '{ rto: 4h, rpo: 1d }',
      }),
    );

    expect(parsed.ok && parsed.policy.rules[0]?.recovery).toMatchObject({
      network: { 'us-west-2': { subnetGroup: 'drills' } },
      checks: [
        { atLeast: 5, shrinkAtMostPercent: 10 },
        { freshnessMs: 26 * 3_600_000 },
        { kind: 'function', arn: 'arn:aws:lambda:us-west-2:111122223333:function:dormouse-drill-check-a' },
      ],
      targets: { rtoMs: 4 * 3_600_000, rpoMs: 24 * 3_600_000 },
    });
  });

  test.each(
    [
      [
        recovery({ drill: 'every: 30d' }).replace('drill: {', 'drill: ¦{'),
        'rules[0].recovery.drill.hours: is missing; add hours: mon-fri 07:30-19:00, sat 10:00-14:00 except holidays',
      ],
      [
        recovery({ drill: 'every: ¦12h, hours: always' }),
        'rules[0].recovery.drill.every: "12h" is out of bounds; write 1d to 400d',
      ],
      [
        recovery({ drill: 'every: 30d, hours: always, ttl: ¦30m' }),
        'rules[0].recovery.drill.ttl: "30m" is out of bounds; write 1h to 24h',
      ],
      [
        recovery({ drill: 'every: 30d, hours: always, from: [¦newst]' }),
        'rules[0].recovery.drill.from[0]: "newst" is not one of newest, oldest, pitr; did you mean newest?',
      ],
      [
        recovery({ drill: 'every: 30d, hours: always, from: [newest, ¦newest]' }),
        'rules[0].recovery.drill.from[1]: "newest" is there twice; name it once',
      ],
      [
        recovery({ drill: 'every: 30d, hours: always, where: [¦home]' }),
        'rules[0].recovery.drill.where[0]: "home" is not source or a Region; write for example source or us-west-2',
      ],
      [
        recovery({ network: '{ subnetGroup: ¦Default, securityGroups: [sg-01234567] }' }),
        'rules[0].recovery.network.subnetGroup: "Default" belongs to the default VPC; make a DB subnet group in a VPC of its own, and name it',
      ],
      [
        recovery({ network: '{ us-west-2: { subnetGroup: ¦default, securityGroups: [sg-01234567] } }' }),
        'rules[0].recovery.network.us-west-2.subnetGroup: "default" belongs to the default VPC; make a DB subnet group in a VPC of its own, and name it',
      ],
      [
        recovery({ network: '{ subnetGroup: drills, securityGroups: [¦default] }' }),
        'rules[0].recovery.network.securityGroups[0]: "default" is not a security group\'s id; write for example sg-0123456789abcdef0',
      ],
      [
        recovery({ instance: '{ class: ¦tiny }' }),
        'rules[0].recovery.instance.class: "tiny" is not smallest or an instance class; write for example smallest, db.r6g.large or db.serverless',
      ],
      [
        recovery({ checks: '[{ function: ¦"arn:aws:lambda:us-west-2:111122223333:function:check" }]' }),
        'rules[0].recovery.checks[0].function: "arn:aws:lambda:us-west-2:111122223333:function:check" is not the ARN of a function that may check drills; name the function dormouse-drill-check-…: the roles may invoke no other',
      ],
      [
        recovery({ checks: '[{ sql: a, database: b, atLeast: 1, freshness: ¦1h }]' }),
        'rules[0].recovery.checks[0].freshness: wants a time, and atLeast and shrinkAtMost want a number; give atLeast and shrinkAtMost to a check of their own',
      ],
      [
        recovery({ drill: 'every: 30d, hours: ¦never' }),
        'rules[0].recovery.drill.hours: "never" never opens, so no drill begins; write when drills may begin',
      ],
      [
        recovery({ drill: 'every: 30d, hours: ¦sat 08:00-09:00 except off' }),
        'rules[0].recovery.drill.hours: "sat 08:00-09:00 except off" names the calendar off, which calendars does not have; add calendars: { off: [2026-12-25] }',
      ],
      [
        recovery({ drill: 'every: 30d, hours: always, from: [newest, ¦pitr], where: [us-west-2]' }).replace(
          'recovery:',
          `${copies('us-west-2')}\n    recovery:`,
        ),
        'rules[0].recovery.drill.from[1]: "pitr" can be restored only in the Region of the cluster, which is not in where; add source to where, or take pitr out',
      ],
      [
        targets('eu-central-1') + recovery({ network: `¦{ us-west-2: { ${group} } }` }),
        'rules[0].recovery.network: names no network in eu-central-1, where drills restore; add eu-central-1: { subnetGroup: …, securityGroups: [sg-…] }',
      ],
      [
        recovery({ match: '{ engines: [neptune] }', checks: '[¦{ sql: a, database: b }]' }),
        'rules[0].recovery.checks[0]: cannot be asked of neptune: only aurora-mysql and aurora-postgresql have the Data API; check them by function, in a rule of their own',
      ],
      [
        recovery({ targets: '{ rto: ¦13h }' }),
        'rules[0].recovery.targets.rto: "13h" is longer than ttl (12h), after which a drill is cleaned up; lower it, or raise ttl',
      ],
    ].map(([marked = '', expected = '']) => ({ marked, expected })),
  )('is refused: $expected', ({ marked, expected }) => {
    expect(told(marked)).toContain(expected);
    expect(parsePolicy(unmark(marked).text).ok).toBe(false);
  });

  test.each(
    [
      [
        recovery({ drill: 'every: 1d, hours: ¦sat 02:00-08:00' }),
        'rules[0].recovery.drill.hours: "sat 02:00-08:00" is closed for 162h at a time, so there is no drill in some periods of 1d; open more often, or raise every',
      ],
      [
        recovery({ drill: 'every: 30d, hours: always, where: [source, ¦us-west-2]' }),
        'rules[0].recovery.drill.where[1]: "us-west-2" gets no copies from any rule, so there may be nothing to restore; give its clusters snapshots: { copy: { to: [{ region: us-west-2 }] } }',
      ],
      [
        targets('eu-central-1') +
          recovery({ network: `{ eu-central-1: { ${group} }, ¦us-west-2: { ${group} } }` }),
        'rules[0].recovery.network.us-west-2: is a Region in which no drill restores; add it to where, or remove it',
      ],
      [
        recovery({
          match: '{ engines: [aurora-mysql, neptune] }',
          checks: '[¦{ sql: a, database: b }]',
        }),
        'rules[0].recovery.checks[0]: cannot be asked of neptune: only aurora-mysql and aurora-postgresql have the Data API; check them by function, in a rule of their own',
      ],
      [
        `protect: [¦{ engines: [aurora-mysql], from: [drillRestore] }]\n${recovery({ match: '{ engines: [aurora-mysql] }' })}`,
        'protect[0]: keeps recovery of rule "a" from every cluster that the rule matches; name the actions to prevent, for example from: [stop], or take recovery out of the rule',
      ],
      [
        recovery({ match: '{ clusters: [a, ¦"dormouse-drill-*"] }' }),
        'rules[0].match.clusters[1]: "dormouse-drill-*" matches nothing: clusters of restore drills, dormouse-drill-…, belong to no rule; remove it',
      ],
    ].map(([marked = '', expected = '']) => ({ marked, expected })),
  )('is warned of: $expected', ({ marked, expected }) => {
    const parsed = parsePolicy(unmark(marked).text);

    expect(parsed.ok).toBe(true);
    expect(told(marked)).toContain(expected);
  });
});
