import { expect, test } from 'vitest';
import { functions } from '../../stack/functions.ts';
import { readSettings } from '../../stack/settings.ts';

const usual: Readonly<Record<string, unknown>> = {
  'sls:stage': 'prod',
  'param:batchWindow': 10,
  'param:queueConcurrency': 2,
  'param:reservedConcurrency': 3,
  'param:tracing': 'PassThrough',
  'param:accounts': '',
  'param:organization': '',
  'param:alarmEmail': '',
  'param:sweepMissedMinutes': 60,
  'param:recoveryPointMaxHours': 26,
  'param:streamGapMaxMinutes': 60,
};

function settingsWith(more: Readonly<Record<string, unknown>>) {
  const values = { ...usual, ...more };
  return readSettings({
    resolveVariable: async (name) => values[name],
    resolveConfigurationProperty: async (path) => (path.join('.') === 'provider.timeout' ? 300 : undefined),
  });
}

test('empty parameters are absent', async () => {
  expect(await settingsWith({})).toEqual({
    stage: 'prod',
    timeoutSeconds: 300,
    batchWindowSeconds: 10,
    reservedConcurrency: 3,
    traced: false,
    accounts: [],
    sweepMissedMinutes: 60,
    recoveryPointMaxHours: 26,
    streamGapMaxMinutes: 60,
  });
});

test('parameters are text when they come from the command line', async () => {
  const settings = await settingsWith({
    'param:accounts': '444455556666, 777788889999',
    'param:organization': 'o-a1b2c3d4e5',
    'param:alarmEmail': 'ops@example.com',
    'param:recoveryPointMaxHours': '50',
  });

  expect(settings).toMatchObject({
    accounts: ['444455556666', '777788889999'],
    organization: 'o-a1b2c3d4e5',
    alarmEmail: 'ops@example.com',
    recoveryPointMaxHours: 50,
  });
});

test('no concurrency needs to be reserved', async () => {
  expect(await settingsWith({ 'param:reservedConcurrency': 'none' })).not.toHaveProperty(
    'reservedConcurrency',
  );
});

test.each(['prod', 'eu-1', 'P', 'a'.repeat(15)])('takes the stage %s', async (stage) => {
  expect(await settingsWith({ 'sls:stage': stage })).toMatchObject({ stage });
});

test.each(['', 'a'.repeat(16), 'prod_eu', 'prod.eu', '*', 'a b', 'prod\n'])(
  'refuses the stage %j, and says what instead and why',
  async (stage) => {
    await expect(settingsWith({ 'sls:stage': stage })).rejects.toThrow(
      `the stage must be 1 to 15 letters, digits and hyphens: ${JSON.stringify(stage)}; deploy with another --stage, for in a longer one AWS cuts the names of roles short, and target accounts refuse those`,
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
  ['accounts', '*', 'account ids of 12 digits'],
  ['organization', '*', 'the id of an organization'],
  ['alarmEmail', 'ops', 'an e-mail address'],
  ['sweepMissedMinutes', 0, 'a whole number from 1 to 1440'],
  ['recoveryPointMaxHours', '26h', 'a whole number from 1 to 168'],
  ['streamGapMaxMinutes', '', 'a whole number from 1 to 525600'],
])('refuses the parameter %s as %j', async (name, value, form) => {
  await expect(settingsWith({ [`param:${name}`]: value })).rejects.toThrow(
    `the parameter ${name} must be ${form}`,
  );
});
