import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeRuleCommand } from '@aws-sdk/client-eventbridge';
import { SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import {
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dormouse, NOON, openAws, policyFile, writesOf } from '../run-cli.ts';
import { deployed } from './deployed.ts';

const POLICY = `version: 1
rules:
  - name: all
    match: {}
    power: { hours: "mon-fri 07:00-19:00" }
    snapshots:
      create: { cron: "0 3 * * *", keep: { daily: 7 } }
      copy: { to: [{ region: us-west-2, kmsKey: alias/dr }] }
    activityStream: { mode: async, kmsKey: alias/audit }
`;
const FLEET = `keys:
  - { alias: alias/audit }
  - { alias: alias/dr, regions: [us-west-2] }
clusters:
  - { id: dev-orders }
`;

let aws: Awaited<ReturnType<typeof openAws>>;
let stack: ReturnType<typeof deployed>;
let path: string;

beforeEach(async () => {
  aws = await openAws(NOON, FLEET);
  stack = deployed(POLICY);
  path = await policyFile(POLICY);
});

afterEach(async () => {
  stack.restore();
  await aws.close();
  vi.unstubAllEnvs();
});

async function doctor(...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await dormouse(['doctor', '--policy', path, '--json', ...args]);
  const { findings, healthy } = JSON.parse(stdout);
  const wrong = findings.filter(({ state }: { state: string }) => state !== 'ok');
  return { exitCode, stderr, healthy, findings, wrong };
}

/** An error as the SDK throws it. */
function awsError(name: string): Error {
  return Object.assign(new Error(`${name} it is`), { name, $fault: 'client', $metadata: {} });
}

test('all is well, and nothing is sent that could change anything', async () => {
  const { exitCode, wrong, findings, healthy } = await doctor();

  expect(wrong).toEqual([]);
  expect(healthy).toBe(true);
  expect(exitCode).toBe(0);
  expect(new Set(findings.map(({ check }: { check: string }) => check))).toEqual(
    new Set([
      'credentials',
      'permissions',
      'keys',
      'quotas',
      'deployment',
      'policy',
      'pauses',
      'events',
      'schedules',
      'dead letters',
    ]),
  );
  expect(stack.sent().filter((name) => !/^(Get|List|Describe|SimulatePrincipalPolicy)/.test(name))).toEqual(
    [],
  );
  expect(writesOf(aws)).toEqual([]);
});

test('people read a line for each finding, and a sum', async () => {
  const QueueUrl = 'https://sqs/dormouse-prod-stopIdleClusters-dead-letters';
  stack.sqs
    .on(GetQueueAttributesCommand, { QueueUrl })
    .resolves({ Attributes: { ApproximateNumberOfMessages: '3' } });
  const { stdout } = await dormouse(['doctor', '--policy', path]);

  expect(stdout).toContain('credentials   ok       they are of account 111122223333, in eu-central-1\n');
  expect(stdout).toMatch(/^dead letters {2}PROBLEM {2}dormouse-prod-\w+-dead-letters has 3 messages$/m);
  expect(stdout).toMatch(/1 wrong, \d+ well\.\n$/);
});

describe('what is wrong has a remedy, and ends with 2', () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      'a denied listing',
      () => aws.simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBInstances' }]),
      /AccessDenied.*allow rds:DescribeDBInstances/,
    ],
    [
      'a permission that a role lacks',
      () =>
        stack.iam.on(SimulatePrincipalPolicyCommand).callsFake(({ ActionNames = [] }) => ({
          EvaluationResults: ActionNames.map((EvalActionName: string) => ({
            EvalActionName,
            EvalDecision: EvalActionName === 'rds:StopDBCluster' ? 'implicitDeny' : 'allowed',
          })),
        })),
      /the role of stop-idle-clusters lacks rds:StopDBCluster/,
    ],
    [
      'a key that cannot be used',
      () => aws.simulator.backend.setKey('alias/dr', { state: 'Disabled' }),
      /alias\/dr in us-west-2 is Disabled/,
    ],
    [
      'a function that is missing',
      () =>
        stack.lambda
          .on(GetFunctionConfigurationCommand, { FunctionName: 'dormouse-prod-startClusters' })
          .rejects(awsError('ResourceNotFoundException')),
      /functions are missing: start-clusters.*npm run deploy -- --stage prod/,
    ],
    [
      'another policy',
      () =>
        stack.lambda
          .on(ListTagsCommand)
          .resolves({ Tags: { 'dormouse:version': '0.1.0', 'dormouse:policy': 'other' } }),
      /the deployed policy is not/,
    ],
    [
      'a rule that is disabled',
      () => stack.events.on(DescribeRuleCommand).resolves({ State: 'DISABLED' }),
      /does not forward RDS events/,
    ],
    [
      'a queue that brings no messages',
      () =>
        stack.lambda
          .on(ListEventSourceMappingsCommand)
          .resolves({ EventSourceMappings: [{ State: 'Disabled' }] }),
      /no queue brings messages to dormouse-prod-/,
    ],
    [
      'a schedule that has not fired',
      () => stack.cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] }),
      /no sweep was completed within two hours by stop-idle-clusters/,
    ],
  ])('%s', async (_what, breakIt, message) => {
    breakIt();
    const { exitCode, wrong, healthy } = await doctor();

    expect(JSON.stringify(wrong)).toMatch(message);
    expect(wrong.every(({ remedy = '' }) => remedy.length > 0)).toBe(true);
    expect(healthy).toBe(false);
    expect(exitCode).toBe(2);
  });
});

test('a remedy is said once', async () => {
  aws.simulator.backend.setKey('alias/dr', { state: 'Disabled' });
  const { wrong } = await doctor();
  const { stdout } = await dormouse(['doctor', '--policy', path]);

  expect(wrong).toEqual([
    {
      check: 'keys',
      state: 'problem',
      detail: '111122223333: alias/dr in us-west-2 is Disabled',
      remedy: 'enable it, or name another key',
      account: '111122223333',
      region: 'eu-central-1',
    },
  ]);
  expect(stdout.match(/enable it/g)).toHaveLength(1);
  expect(stdout).not.toContain('make it usable');
});

test('a key that no cluster needs now is a warning', async () => {
  path = await policyFile(POLICY.replace('match: {}', 'match: { clusters: [none-yet] }'));
  stack.restore();
  stack = deployed(POLICY.replace('match: {}', 'match: { clusters: [none-yet] }'));
  aws.simulator.backend.setKey('alias/dr', { state: 'Disabled' });
  const { exitCode, wrong } = await doctor();

  expect(wrong).toMatchObject([
    { check: 'keys', state: 'warning', detail: expect.stringContaining('no cluster here needs it now') },
  ]);
  expect(exitCode).toBe(0);
});

test('a policy in SSM is compared with the file', async () => {
  stack.lambda.on(GetFunctionConfigurationCommand).callsFake(({ FunctionName }) => ({
    FunctionArn: `arn:aws:lambda:eu-central-1:111122223333:function:${FunctionName}`,
    Role: 'arn:aws:iam::111122223333:role/own',
    Environment: { Variables: { DORMOUSE_POLICY: 'ssm:/dormouse/policy' } },
  }));
  expect((await doctor()).exitCode).toBe(0);
  stack.ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'version: 1' } });

  expect(JSON.stringify((await doctor()).wrong)).toContain('the policy in ssm:/dormouse/policy is not');
});

test('what may not be looked at is unknown, the rest is checked, and it ends with 1', async () => {
  stack.iam.on(SimulatePrincipalPolicyCommand).rejects(awsError('AccessDenied'));
  const { exitCode, wrong } = await doctor();

  expect(wrong).toMatchObject([{ check: 'permissions', state: 'unknown' }]);
  expect(exitCode).toBe(1);
});

test('a stage that is not deployed is a warning', async () => {
  stack.lambda.on(GetFunctionConfigurationCommand).rejects(awsError('ResourceNotFoundException'));
  const { exitCode, wrong } = await doctor('--stage', 'dev');

  expect(wrong).toMatchObject([
    { check: 'deployment', state: 'warning', detail: 'stage dev is not deployed in eu-central-1' },
  ]);
  expect(exitCode).toBe(0);
});

test('without credentials nothing else is checked', async () => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
  const { exitCode, findings } = await doctor();

  expect(findings).toEqual([
    {
      check: 'credentials',
      state: 'problem',
      detail: expect.stringMatching(/^no AWS credentials were found: [^;]*$/),
      remedy:
        'name a profile with --profile or AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    },
  ]);
  expect(exitCode).toBe(2);
});
