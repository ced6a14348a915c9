import { expect, test } from 'vitest';
import { readConfig } from '../../../shared/runtime/function/config.ts';
import { ConfigError } from '../../../shared/runtime/request/errors.ts';

const AWS_REGION = 'eu-central-1';

test('needs nothing but what Lambda sets', () => {
  expect(readConfig({ AWS_REGION, LAMBDA_TASK_ROOT: '/var/task', UNRELATED: 'x' })).toEqual({
    region: 'eu-central-1',
    taskRoot: '/var/task',
    policy: { kind: 'file', path: 'policy.yml' },
    policyText: 'file:policy.yml',
    deployment: 'prod',
    rolePath: '/',
    concurrency: 4,
  });
});

test('takes the name of the deployment from its variable, if it can be in a tag', () => {
  expect(readConfig({ AWS_REGION, DORMOUSE_DEPLOYMENT: 'team-a' }).deployment).toBe('team-a');
  expect(readConfig({ AWS_REGION, DORMOUSE_DEPLOYMENT: 'prod.dormouse-us' }).deployment).toBe(
    'prod.dormouse-us',
  );
  expect(() => readConfig({ AWS_REGION, DORMOUSE_DEPLOYMENT: 'a b' })).toThrow(/DORMOUSE_DEPLOYMENT/);
});

test.each([
  ['file:other/policy.yml', { kind: 'file', path: 'other/policy.yml' }],
  ['ssm:/dormouse/policy', { kind: 'ssm', name: '/dormouse/policy' }],
  [
    'appconfig:app/prod/policy',
    { kind: 'appconfig', application: 'app', environment: 'prod', profile: 'policy' },
  ],
  ['s3://policies/dormouse/policy.yml', { kind: 's3', bucket: 'policies', key: 'dormouse/policy.yml' }],
])('reads the source %s', (DORMOUSE_POLICY, policy) => {
  expect(readConfig({ AWS_REGION, DORMOUSE_POLICY }).policy).toEqual(policy);
});

test('takes an empty variable for one that is not set', () => {
  const config = readConfig({
    AWS_REGION,
    DORMOUSE_EVENT_BUS: '',
    DORMOUSE_CONCURRENCY: '',
    DORMOUSE_POLICY: '',
  });

  expect(config).not.toHaveProperty('eventBus');
  expect(config).toMatchObject({ concurrency: 4, policyText: 'file:policy.yml' });
});

test.each([
  'policy.yml',
  's3:bucket/policy.yml',
  'appconfig:app/prod',
  'appconfig:a/b/c/d',
  'ssm:',
  'ssm:policy',
  's3:policies/policy.yml',
  's3://policies',
  's3://policies/',
  's3://policies/*',
  's3://policies/a policy',
  's3://Policies/policy.yml',
])('refuses the source %s and says which there are', (DORMOUSE_POLICY) => {
  const read = () => readConfig({ AWS_REGION, DORMOUSE_POLICY });

  expect(read).toThrow(ConfigError);
  expect(read).toThrow(
    `DORMOUSE_POLICY ("${DORMOUSE_POLICY}"): must be file:<path>, ssm:/<name>, appconfig:`,
  );
});

test('reads where the queues are, both or none', () => {
  const queues = { DORMOUSE_QUEUE: 'https://sqs/jobs', DORMOUSE_DEAD_LETTERS: 'https://sqs/dead' };
  const { DORMOUSE_QUEUE, DORMOUSE_DEAD_LETTERS } = queues;

  expect(readConfig({ AWS_REGION, ...queues })).toMatchObject({
    queues: { own: DORMOUSE_QUEUE, deadLetters: DORMOUSE_DEAD_LETTERS },
  });
  expect(readConfig({ AWS_REGION, DORMOUSE_QUEUE: '', DORMOUSE_DEAD_LETTERS: '' })).not.toHaveProperty(
    'queues',
  );
  expect(() => readConfig({ AWS_REGION, DORMOUSE_QUEUE })).toThrow(/^DORMOUSE_DEAD_LETTERS \(not set\): /);
  expect(() => readConfig({ AWS_REGION, DORMOUSE_DEAD_LETTERS })).toThrow(/^DORMOUSE_QUEUE \(not set\): /);
});

test('says everything that is wrong at once', () => {
  const read = () => readConfig({ DORMOUSE_CONCURRENCY: 'many' });

  expect(read).toThrow(/^AWS_REGION \(not set\): .+\nDORMOUSE_CONCURRENCY \("many"\): /);
});
