import { expect, test } from 'vitest';
import { functions } from '../../stack/functions.ts';
import { settingsWith } from './builders.ts';

test('empty parameters are absent', () => {
  expect(settingsWith({})).toEqual({
    stage: 'test',
    roleName: 'dormouse',
    rolePath: '/',
    enabled: true,
    policy: { kind: 'file', path: 'policy.yml' },
    rates: {
      rate: 'rate(5 minutes)',
      copyRate: 'rate(15 minutes)',
      pruneRate: 'rate(15 minutes)',
      streamRate: 'rate(5 minutes)',
      capacityRate: 'rate(5 minutes)',
      drillRate: 'rate(5 minutes)',
    },
    timeoutSeconds: 300,
    batchWindowSeconds: 10,
    queueConcurrency: 2,
    reservedConcurrency: 3,
    retain: false,
    recordRetentionDays: 400,
    archiveRetentionDays: 90,
    traced: false,
    accounts: [],
    runbooks: 'docs/runbooks',
    keyAccounts: [],
    tags: { project: 'dormouse' },
    sweepMissedMinutes: 60,
    pausedMaxHours: 24,
    recoveryPointMaxHours: 26,
    streamGapMaxMinutes: 60,
  });
});

test('parameters are text when they come from the command line', () => {
  const settings = settingsWith({
    accounts: '444455556666, 777788889999',
    organization: 'o-a1b2c3d4e5',
    alarmEmail: 'ops@example.com',
    recoveryPointMaxHours: '50',
    policy: 'ssm:/dormouse/policy',
  });

  expect(settings).toMatchObject({
    accounts: ['444455556666', '777788889999'],
    organization: 'o-a1b2c3d4e5',
    alarmEmail: 'ops@example.com',
    recoveryPointMaxHours: 50,
    policy: { kind: 'ssm', name: '/dormouse/policy' },
  });
});

test.each(['cost-center=4711, owner=dba', { 'cost-center': 4711, owner: 'dba' }])(
  'tags may be written as %j',
  (tags) => {
    expect(settingsWith({ tags }).tags).toEqual({ project: 'dormouse', 'cost-center': '4711', owner: 'dba' });
  },
);

test('no concurrency needs to be reserved', () => {
  expect(settingsWith({ reservedConcurrency: 'none' })).not.toHaveProperty('reservedConcurrency');
});

test.each(['prod', 'eu-1', 'P', 'a'.repeat(15)])('takes the stage %s', (stage) => {
  expect(settingsWith({}, stage)).toMatchObject({ stage });
});

test.each(['', 'a'.repeat(16), 'prod_eu', 'prod.eu', '*', 'a b', 'prod\n'])(
  'refuses the stage %j, and says what instead and why',
  (stage) => {
    expect(() => settingsWith({}, stage)).toThrow(
      `the stage must be 1 to 15 letters, digits and hyphens: ${JSON.stringify(stage)}; deploy with another --stage, because AWS cuts the names of roles short in a longer one, and target accounts refuse those`,
    );
  },
);

test('no role of a stage is named so long that CloudFormation cuts its name short', () => {
  const roles = functions.map(({ id }) => `dormouse-${'a'.repeat(15)}-${id}Role`);

  // It adds a hyphen and up to 13 letters and digits; IAM takes 64.
  expect(Math.max(...roles.map(({ length }) => length + 14))).toBeLessThanOrEqual(64);
});

test.each([
  ['reservedConcurrency', 2, 'more than queueConcurrency, 2'],
  ['reservedConcurrency', 'many', 'a whole number from 1 to 1000'],
  ['accounts', '4444', 'account ids of 12 digits'],
  ['keyAccounts', 'central', 'account ids of 12 digits'],
  ['accounts', '*', 'account ids of 12 digits'],
  ['organization', '*', 'the id of an organization'],
  ['alarmEmail', 'ops', 'an e-mail address'],
  ['sweepMissedMinutes', 0, 'a whole number from 1 to 1440'],
  ['recoveryPointMaxHours', '26h', 'a whole number from 1 to 168'],
  ['streamGapMaxMinutes', '', 'a whole number from 1 to 525600'],
  ['policy', 'policy.yml', 'file:<path>, ssm:/<name>, appconfig:'],
  ['policy', 's3://policies/*', 'file:<path>, ssm:/<name>, appconfig:'],
  ['policy', 'ssm:dormouse/policy', 'file:<path>, ssm:/<name>, appconfig:'],
  ['policy', 'file:../policy.yml', 'a file below the folder of serverless.yml'],
  ['policy', 'file:/etc/policy.yml', 'a file below the folder of serverless.yml'],
  ['tags', 'owner', 'key=value, key=value'],
  ['tags', 'aws:owner=dba', 'key=value, key=value'],
  ['enabled', 'no', 'true or false'],
  ['copyRate', '15 minutes', 'rate(…) or cron(…)'],
  ['tracing', 'active', 'PassThrough or Active'],
  ['concurrency', 'many', 'a whole number from 1 to 50'],
  ['logLevel', 'LOUD', 'TRACE, DEBUG, INFO, WARN, ERROR, CRITICAL or SILENT'],
  ['logRetention', 31, 'a number of days that CloudWatch offers: 1, 3, 5, 7, 14, 30, 60,'],
  ['rate', 'rate(5 seconds)', 'rate(…) or cron(…)'],
])('refuses the parameter %s as %j', (name, value, form) => {
  expect(() => settingsWith({ [name]: value })).toThrow(`the parameter ${name} must be ${form}`);
});
