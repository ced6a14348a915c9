import { describe, expect, test } from 'vitest';
import { fromCustodian } from '../../../cli/init/convert/custodian.ts';
import { fromInstanceScheduler } from '../../../cli/init/convert/instance-scheduler.ts';
import { converted } from './builders.ts';

describe('Instance Scheduler on AWS', () => {
  test('a scan of its table', () => {
    const { rules, notes } = converted(
      fromInstanceScheduler,
      JSON.stringify({
        Items: [
          { type: { S: 'config' }, name: { S: 'scheduler' }, tagname: { S: 'OfficeSchedule' } },
          {
            type: { S: 'schedule' },
            name: { S: 'uk-office-hours' },
            timezone: { S: 'Europe/London' },
            periods: { SS: ['office-hours', 'saturdays'] },
            enforced: { BOOL: true },
            use_maintenance_window: { BOOL: true },
          },
          {
            type: { S: 'period' },
            name: { S: 'office-hours' },
            begintime: { S: '9:00' },
            endtime: { S: '17:00' },
            weekdays: { SS: ['mon-fri'] },
          },
          {
            type: { S: 'period' },
            name: { S: 'saturdays' },
            begintime: { S: '10:00' },
            endtime: { S: '23:59' },
            weekdays: { SS: ['5'] },
          },
        ],
      }),
    );

    expect(rules).toEqual([
      {
        name: 'uk-office-hours',
        match: { tags: { OfficeSchedule: 'uk-office-hours' } },
        timezone: 'Europe/London',
        power: { hours: 'mon-fri 09:00-17:00, sat 10:00-24:00', stop: 'atOnce', maintenance: 'honour' },
      },
    ]);
    expect(notes).toHaveLength(3);
  });

  test('what scheduler-cli prints, and what hours cannot say', () => {
    const { rules, notes } = converted(
      fromInstanceScheduler,
      `
Schedules:
  - { Name: always-on, OverrideStatus: running, Periods: [] }
  - { Name: first-monday, Periods: [first-monday], Timezone: UTC }
  - { Name: half, Periods: [summer, weekdays@t3.large], RetainRunning: true, StopNewInstances: false }
Periods:
  - { Name: first-monday, Begintime: "09:00", Endtime: "17:00", Weekdays: ["mon#1"] }
  - { Name: summer, Begintime: "09:00", Months: [jun-aug] }
  - { Name: weekdays, Endtime: "18:00", Weekdays: [mon-fri] }
`,
    );

    const honour = { stop: 'atEnd', maintenance: 'honour' };
    expect(rules.map(({ name, power }) => [name, power])).toEqual([
      ['always-on', { hours: 'always', stop: 'never' }],
      ['first-monday', { hours: 'first-monday 09:00-17:00', ...honour }],
      ['half', { hours: 'mon-fri 00:00-18:00', ...honour }],
    ]);
    expect(notes).toEqual(
      expect.arrayContaining([
        'schedule half: its period summer has one time only, which hours on dates cannot say',
        expect.stringContaining('retain_running is not converted'),
        expect.stringContaining('weekdays@t3.large is left out'),
      ]),
    );
  });

  test('CloudFormation of schedules', () => {
    const { rules } = converted(
      fromInstanceScheduler,
      `
Resources:
  Office:
    Type: Custom::ServiceInstanceSchedule
    Properties:
      Name: berlin
      Timezone: Europe/Berlin
      Enforced: "True"
      Periods:
        - { BeginTime: "08:00", EndTime: "18:00", WeekDays: "Mon-Fri" }
`,
    );

    expect(rules).toMatchObject([
      { name: 'berlin', timezone: 'Europe/Berlin', power: { hours: 'mon-fri 08:00-18:00' } },
    ]);
  });

  test('a file without schedules is refused', () => {
    expect(() => converted(fromInstanceScheduler, 'a: 1')).toThrow('has no schedule of Instance Scheduler');
  });
});

describe('Cloud Custodian', () => {
  test('a stop and a start of the same clusters are one rule', () => {
    const { rules, notes } = converted(
      fromCustodian,
      `
policies:
  - name: stop-dev
    resource: aws.rds-cluster
    mode: { type: periodic, schedule: rate(1 hour) }
    filters:
      - { type: offhour, tag: downtime, offhour: 20, default_tz: bst }
      - "tag:env": dev
      - { type: value, key: Status, value: available }
    actions: [stop]
  - name: start-dev
    resource: rds-cluster
    filters:
      - { type: onhour, tag: downtime, onhour: 8, default_tz: bst }
      - "tag:env": dev
    actions: [{ type: start }]
`,
    );

    expect(rules).toEqual([
      {
        name: 'stop-dev and start-dev',
        match: { tags: { env: 'dev', downtime: '*' } },
        timezone: 'Europe/London',
        power: { hours: 'mon-fri 08:00-20:00', stop: 'atEnd' },
      },
    ]);
    expect(notes[0]).toContain('schedules in the values of the tag downtime are not read');
  });

  test.each([
    ['weekends: false', { hours: 'daily 00:00-19:00', start: false, stop: 'atEnd' }],
    ['weekends-only: true', { hours: 'fri 00:00-19:00', start: false, stop: 'atEnd' }],
  ])('%s of an offhour alone', (key, power) => {
    const { rules } = converted(
      fromCustodian,
      `policies: [{ name: a, resource: rds-cluster, filters: [{ type: offhour, opt-out: true, ${key} }], actions: [stop] }]`,
    );

    expect(rules).toEqual([{ name: 'a', match: {}, timezone: 'America/New_York', power }]);
  });

  test('snapshots by their schedule', () => {
    const { rules } = converted(
      fromCustodian,
      `policies:
  - name: nightly
    resource: rds-cluster
    mode: { type: periodic, schedule: cron(30 2 ? * MON-FRI *) }
    filters: [{ type: value, key: "tag:env", op: in, value: [prod, live] }, { type: value, key: Engine, value: docdb }]
    actions: [snapshot]`,
    );

    expect(rules).toEqual([
      {
        name: 'nightly',
        match: { engines: ['docdb'], tags: { env: ['prod', 'live'] } },
        snapshots: { create: { cron: '30 2 * * MON-FRI' } },
      },
    ]);
  });

  test.each([
    ['{ "tag:keep": absent }', { tags: { keep: '!*' } }],
    [
      '{ type: value, key: "tag:env", op: not-in, value: [prod, live] }',
      { tags: { env: ['!prod', '!live'] } },
    ],
    ['{ type: value, key: "tag:env", op: glob, value: "dev-*" }', { tags: { env: 'dev-*' } }],
    ['{ type: value, key: DBClusterIdentifier, op: ne, value: orders }', { clusters: ['!orders'] }],
    [
      '{ not: [{ "tag:env": prod }, { Engine: docdb }] }',
      { not: { tags: { env: 'prod' }, engines: ['docdb'] } },
    ],
  ])('the filter %s', (filter, match) => {
    const { rules } = converted(
      fromCustodian,
      `policies: [{ name: a, resource: rds-cluster, filters: [${filter}, { type: offhour, opt-out: true }], actions: [stop] }]`,
    );

    expect(rules).toMatchObject([{ match }]);
  });

  test.each([
    '{ type: value, key: "tag:env", op: regex, value: "dev.*" }',
    '{ type: value, key: "tag:env", value: "dev-*" }',
    '{ type: value, key: Engine, op: ne, value: docdb }',
    '{ type: value, key: ClusterCreateTime, value_type: age, op: gt, value: 7 }',
    '{ not: [{ type: value, key: "tag:env", op: regex, value: "dev.*" }] }',
    '{ or: [{ "tag:env": prod }, { "tag:env": live }] }',
  ])('the filter %s cannot be said, so there is no rule', (filter) => {
    const { rules } = converted(
      fromCustodian,
      `policies: [{ name: a, resource: rds-cluster, filters: [${filter}, { type: offhour, opt-out: true }], actions: [stop] }]`,
    );

    expect(rules).toEqual([]);
  });

  test('what cannot be said is listed, and never becomes a rule for more clusters', () => {
    const { rules, notes } = converted(
      fromCustodian,
      `policies:
  - { name: a, resource: ec2, actions: [stop] }
  - { name: b, resource: rds-cluster, filters: [{ "tag:keep": empty }, { type: offhour, opt-out: true }], actions: [stop] }
  - { name: c, resource: rds-cluster, actions: [stop] }
  - { name: d, resource: rds-cluster, filters: [{ type: offhour, opt-out: true }], actions: [delete] }`,
    );

    expect(rules).toEqual([]);
    expect(notes).toEqual([
      'policy a: ec2 is not a cluster of Aurora, Neptune or DocumentDB; it stays with Custodian',
      'policy b: the filter {"tag:keep":"empty"} cannot be said by a match, so it has no rule: without the filter it would cover more clusters',
      'policy c: a stop without the filter offhour or onhour has no hours to convert; it runs by its schedule',
      'policy d: the action delete is not converted',
    ]);
  });
});
