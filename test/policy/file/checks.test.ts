import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { fileWith, rulesOf, ruleWith, said, unmark } from './policy-text.ts';

const targets = 'targets: [{ account: "111122223333", regions: [eu-central-1] }]\n';
const china = 'targets: [{ account: "111122223333", regions: [cn-north-1] }]\n';
const both = `targets:
  - { account: "111122223333", regions: [eu-central-1] }
  - { account: "444455556666", regions: [us-east-1] }
`;
const before = 'put "b" before "a", or narrow the match of "a"';

describe('settings that do not fit together', () => {
  const errors: readonly (readonly [text: string, said: string])[] = [
    [
      `calendars: { holidays: [2026-12-25] }\n${ruleWith('match: {}', 'power: { hours: ¦mon 08:00-09:00 except holiday }')}`,
      'rules[0].power.hours: "mon 08:00-09:00 except holiday" names the calendar holiday, which calendars does not have; did you mean holidays?',
    ],
    [
      ruleWith('match: {}', 'capacity: [{ hours: ¦mon 08:00-09:00 except off, min: 1, max: 2 }]'),
      'rules[0].capacity[0].hours: "mon 08:00-09:00 except off" names the calendar off, which calendars does not have; add calendars: { off: [2026-12-25] }',
    ],
    [
      ruleWith('match: {}', 'power: { hours: ¦someday 08:00-18:00 }'),
      'rules[0].power.hours: "someday 08:00-18:00" has someday, which is neither a day nor a calendar; write one of mon, tue, wed, thu, fri, sat, sun, daily, or add it to calendars',
    ],
    [
      `calendars: { quarter-end: [last day of quarter] }\n${ruleWith('match: {}', 'power: { hours: ¦"mon 08:00-18:00, quarterend 06:00-22:00" }')}`,
      'rules[0].power.hours: "mon 08:00-18:00, quarterend 06:00-22:00" has quarterend, which is neither a day nor a calendar; did you mean quarter-end?',
    ],
    [
      rulesOf('{ name: a, match: { clusters: [a] }, power: {} }', '{ name: ¦a, match: {}, power: {} }'),
      'rules[1].name: "a" is also the name of rules[0]; give it another name',
    ],
    [
      targets + ruleWith('match: { regions: [¦eu-central-2] }', 'power: {}'),
      'rules[0].match.regions[0]: "eu-central-2" is not in any target; did you mean eu-central-1?',
    ],
    [
      targets + ruleWith('match: { accounts: [¦"999999999999"] }', 'power: {}'),
      'rules[0].match.accounts[0]: "999999999999" is not in any target; write one of 111122223333',
    ],
    [
      both + ruleWith('match: ¦{ accounts: ["111122223333"], regions: [us-east-1] }', 'power: {}'),
      'rules[0].match: matches no cluster: no target has one of these accounts and one of these Regions; change accounts, regions or targets',
    ],
    [
      `${targets}protect: [{ regions: [¦us-east-1] }]\n${rulesOf('{ name: a, match: {}, power: {} }')}`,
      'protect[0].regions[0]: "us-east-1" is not in any target; write one of eu-central-1',
    ],
    [
      ruleWith('match: { clusters: ¦[dev-a, "dev-b*", "!dev-*"] }', 'power: {}'),
      'rules[0].match.clusters: excludes everything that it includes, so it matches no cluster; remove an exclusion',
    ],
    [
      rulesOf('{ name: a, match: {}, power: {} }', '{ name: b, match: { engines: [neptune] }, ¦power: {} }'),
      `rules[1].power: of "b" never decides: "a" comes first and matches the same clusters; ${before}`,
    ],
    [
      ruleWith('match: {}', 'capacity: [{ min: 1, max: 2 }, ¦{ hours: always, min: 1, max: 4 }]'),
      'rules[0].capacity[1]: is never reached: the entry before it, capacity[0], always applies; put the entry without hours last',
    ],
    [
      targets +
        ruleWith(
          'match: {}',
          'activityStream: { mode: async, kmsKey: ¦"arn:aws:kms:us-east-1:111122223333:alias/x" }',
        ),
      'rules[0].activityStream.kmsKey: "arn:aws:kms:us-east-1:111122223333:alias/x" is a key of us-east-1, where the rule has no clusters; name a key of eu-central-1, for example by its alias',
    ],
    [
      china + ruleWith('match: {}', 'snapshots: { copy: { to: [{ region: ¦us-west-2 }] } }'),
      'rules[0].snapshots.copy.to[0].region: "us-west-2" is in partition aws, but cn-north-1 is in aws-cn; keep a policy to one partition; deploy once more for the other',
    ],
    [
      targets + ruleWith('match: {}', 'snapshots: { copy: { to: [{ region: ¦eu-central-1 }] } }'),
      'rules[0].snapshots.copy.to[0].region: "eu-central-1" is the only Region with clusters of the rule, so there is nothing to copy; choose another Region',
    ],
    [
      ruleWith(
        'match: { regions: [eu-west-1] }',
        'snapshots: { copy: { to: [{ region: us-east-1 }, { region: ¦eu-west-1 }] } }',
      ),
      'rules[0].snapshots.copy.to[1].region: "eu-west-1" is the only Region with clusters of the rule, so there is nothing to copy; choose another Region',
    ],
    [
      ruleWith(
        'match: { regions: [us-gov-west-1] }',
        'activityStream: { mode: sync, kmsKey: ¦"arn:aws:kms:us-east-1:111122223333:alias/x" }',
      ),
      'rules[0].activityStream.kmsKey: "arn:aws:kms:us-east-1:111122223333:alias/x" is in partition aws, but us-gov-west-1 is in aws-us-gov; keep a policy to one partition; deploy once more for the other',
    ],
  ];

  test.each(errors)('is an error: %s', (marked, expected) => {
    const { text, places } = unmark(marked);

    expect(said(text)).toEqual([`${places[0]} ${expected}`]);
    expect(parsePolicy(text).ok).toBe(false);
  });

  test('rules of one name are told apart by their places', () => {
    const text = rulesOf('{ name: a, match: {}, power: {} }', '{ name: a, match: {}, power: {} }');

    expect(said(text)).toEqual([
      'policy.yml:4:13 rules[1].name: "a" is also the name of rules[0]; give it another name',
      'policy.yml:4:27 rules[1].power: of rules[1] never decides: rules[0] comes first and matches the same clusters; put rules[1] before rules[0], or narrow the match of rules[0]',
    ]);
  });

  const hiddenPart = `warning: rules[1].power: of "b" never decides: "a" comes first and matches the same clusters; ${before}`;
  const unbounded =
    'warning: rules[0].power.snapshotFirst: takes snapshots that are never deleted: no rule says how long to keep them; give its clusters a rule with snapshots: { create: { cron: 0 3 * * *, keep: { daily: 7 } } }';
  const warnings: readonly (readonly [text: string, said: string])[] = [
    [ruleWith('match: {}', 'power: { snapshotFirst: ¦true }'), unbounded],
    [
      china + ruleWith('match: {}', 'snapshots: { copy: { to: [{ region: ¦cn-northwest-1 }] } }'),
      'warning: rules[0].snapshots.copy.to[0].region: "cn-northwest-1" may get no copies: AWS says that Aurora snapshots cannot be copied in China; try one copy by hand; if AWS refuses it, take the destination out, because sources are not deleted before they are copied',
    ],
    [
      ruleWith(
        'match: {}',
        'snapshots: { copy: { to: [¦{ region: us-west-2, keep: { monthly: 12, yearly: 5 } }] } }',
      ),
      'warning: rules[0].snapshots.copy.to[0]: gets a new copy about once a month, and the alarm RecoveryPointAge is raised after seven days at most; add recoveryPointMaxAge, for example 32d',
    ],
    [
      ruleWith('match: {}', 'power: { hours: always, start: ¦false, maintenance: honour }'),
      'warning: rules[0].power.start: false leaves a stopped cluster stopped in the maintenance window that the rule should honour; remove start: false or maintenance: honour',
    ],
    [
      ruleWith('match: {}', 'power: { snapshotFirst: ¦true }', 'snapshots: { create: { cron: 0 3 * * * } }'),
      unbounded,
    ],
    [
      rulesOf(
        '{ name: a, match: {}, power: {} }',
        '{ name: b, match: {}, ¦power: {}, capacity: [{ min: 1, max: 2 }] }',
      ),
      hiddenPart,
    ],
    [
      targets + ruleWith('match: { regions: [eu-central-1, ¦us-east-1] }', 'power: {}'),
      'warning: rules[0].match.regions[1]: "us-east-1" is not in any target; write one of eu-central-1',
    ],
    [
      fileWith('protect: [¦{ from: [stop] }]'),
      'warning: protect[0]: protects every cluster from stop; name engines, tags, clusters, accounts or regions, or write mode: observe instead',
    ],
    [
      fileWith('protect: [¦{ clusters: ["*"] }]'),
      'warning: protect[0]: protects every cluster from everything; name engines, tags, clusters, accounts or regions, or write mode: observe instead',
    ],
    [
      `protect: [¦{ tags: { env: [prod, test] } }]\n${ruleWith('match: { tags: { env: prod } }', 'snapshots: { create: { cron: 0 3 * * *, keep: { daily: 3 } } }')}`,
      'warning: protect[0]: keeps snapshots of rule "a" from every cluster that the rule matches; name the actions to prevent, for example from: [stop], or take snapshots out of the rule',
    ],
    [
      `protect: [¦{ tags: { env: prod }, from: [stop, start] }]\n${ruleWith('match: { tags: { env: prod } }', 'power: {}', 'capacity: [{ min: 1, max: 2 }]')}`,
      'warning: protect[0]: keeps power of rule "a" from every cluster that the rule matches; name the actions to prevent, for example from: [stop], or take power out of the rule',
    ],
    [
      ruleWith('match: {}', 'snapshots: { create: { cron: ¦0 3 1-7 * MON, keep: { daily: 3 } } }'),
      'warning: rules[0].snapshots.create.cron: "0 3 1-7 * MON" names every day that fits the day of month or the day of week; for days that fit both, put + before the day of week (0 3 1-7 * +MON); for the first Monday of a month, write 0 3 * * MON#1',
    ],
    [
      ruleWith('match: { tags: { owner: ¦absent } }', 'power: {}'),
      'warning: rules[0].match.tags.owner: "absent" matches clusters whose tag owner has just this value, not those without the tag; for clusters without it, write owner: "!*"',
    ],
  ];

  test.each([['0 3 1-7 * *'], ['0 3 * * MON'], ['0 3 * * MON#1'], ['0 3 1-7 * +MON'], ['0 3 ? * MON']])(
    'the cron expression %s is clear about its days',
    (cron) => {
      expect(
        said(ruleWith('match: {}', `snapshots: { create: { cron: "${cron}", keep: { daily: 3 } } }`)),
      ).toEqual([]);
    },
  );

  test.each(warnings)('is a warning: %s', (marked, expected) => {
    const { text, places } = unmark(marked);

    expect(said(text)).toEqual([`${places[0]} ${expected}`]);
    expect(parsePolicy(text).ok).toBe(true);
  });

  test.each([
    rulesOf('{ name: a, match: { tags: { env: dev } }, power: {} }', '{ name: b, match: {}, power: {} }'),
    rulesOf('{ name: a, match: {}, power: {} }', '{ name: b, match: {}, capacity: [{ min: 1, max: 2 }] }'),
    fileWith('protect: [{ clusters: ["!dev-*"] }]'),
    ruleWith('match: {}', 'power: { maintenance: honour }'),
  ])('is in order: %s', (text) => {
    expect(said(text)).toEqual([]);
  });
});

test('checks a policy without targets against those that are known', () => {
  const text = ruleWith('match: { regions: [us-east-1] }', 'power: {}');
  const targetsKnown = [{ account: '111122223333', regions: ['eu-west-1'] }];

  expect(said(text)).toEqual([]);
  expect(said(text, { targetsKnown })).toHaveLength(1);
});

test.each([
  ['2026-12-31T22:59:59Z', 0],
  ['2026-12-31T23:00:00Z', 1],
])('at %s says %d times that a calendar has run out', (now, times) => {
  const text = fileWith('timezone: Europe/Berlin', 'calendars: { off: [2026-12-25, 2026-12-31] }');

  expect(said(text, { now: Date.parse(now) })).toHaveLength(times);
});

test.each([
  ['[last day of quarter, 2020-01-01]', []],
  ['[12-24..01-02]', []],
  ['[2026-12-25..2027-01-06]', ['calendars.off: has no date after 2027-01-06; add the next ones']],
  [
    '[{ ics: a.ics, dates: { 2026-12-25: x } }]',
    ['calendars.off: has no date after 2026-12-25; run dormouse calendars update'],
  ],
])('calendar %s in March 2027: %j', (dates, warnings) => {
  const parsed = parsePolicy(fileWith(`calendars: { off: ${dates} }`), { now: Date.parse('2027-03-01') });

  expect(
    parsed.ok && parsed.warnings.map(({ path, message, remedy }) => `${path}: ${message}; ${remedy}`),
  ).toEqual(warnings);
});

test('a calendar whose name is read as days, and a date that stays closed, are warnings', () => {
  const parsed = parsePolicy(
    `calendars: { weekend: [2026-12-25], off: [12-31] }\n${ruleWith('match: {}', 'power: { hours: "mon 08:00-18:00, 2026-12-31 06:00-22:00 except off, weekend" }')}`,
  );

  expect(parsed.ok && parsed.warnings.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'calendars.weekend: is read as days in hours, so only except can name it',
    'rules[0].power.hours: does not open on 2026-12-31, because the calendar off has that date and except holds for the whole list',
  ]);
});
