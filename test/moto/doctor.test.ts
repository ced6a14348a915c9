/**
 * `dormouse doctor` against the stack as CloudFormation made it in moto: names, rules, queues, mappings and environment are
 * those of the template, not of a mock. moto drops the tags of a function, which are written afterwards as the template has
 * them; runs no function, whose metrics are written instead; and simulates no policy of IAM, which stays unknown.
 */

import { readFile } from 'node:fs/promises';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  TagResourceCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dormouse, policyFile } from '../cli/run-cli.ts';
import { home } from '../support/cloudformation.ts';
import { packagedFunctions } from '../support/packaged.ts';
import { packages } from '../support/packages.ts';
import { type Service, stageService } from '../support/service.ts';
import { createCluster } from './fleet.ts';
import { type MotoServer, startMoto } from './server.ts';
import { enter } from './spoke-stack.ts';
import { planned } from './stack.ts';

const MINUTES = 60_000;
const { region, account } = home;
const functions = packagedFunctions(packages.file.folder);

let moto: MotoServer;
let service: Service;

interface Finding {
  readonly check: string;
  readonly state: string;
  readonly detail: string;
}

beforeAll(async () => {
  moto = await startMoto();
  vi.stubEnv('AWS_ENDPOINT_URL', moto.url);
  vi.stubEnv('AWS_REGION', region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  vi.stubEnv('AWS_ACCESS_KEY_ID', await enter(`arn:aws:iam::${account}:role/any`));
  await createCluster({ id: 'orders', region, tags: { env: 'prod' } });
}, MINUTES);

afterAll(() => {
  service?.close();
  moto?.close();
  vi.unstubAllEnvs();
});

/** The exit code, and what is not well. */
async function doctor(...args: readonly string[]): Promise<{ exitCode: number; wrong: Finding[] }> {
  const { exitCode, stdout } = await dormouse(['doctor', '--stage', 'dev', '--json', ...args]);
  const { findings }: { findings: Finding[] } = JSON.parse(stdout);
  return { exitCode, wrong: findings.filter(({ state }) => state !== 'ok') };
}

/** The one finding that moto cannot give. */
const unsimulated = expect.objectContaining({ check: 'permissions', state: 'unknown' });

test('before it is deployed, the stage is missing', async () => {
  const { exitCode, wrong } = await doctor();

  expect(wrong).toMatchObject([
    { check: 'deployment', state: 'warning', detail: `stage dev is not deployed in ${region}` },
  ]);
  expect(exitCode).toBe(0);
});

describe('once it is deployed', () => {
  const lambda = () => new LambdaClient({ region });
  const events = () => new EventBridgeClient({ region });
  const sqs = () => new SQSClient({ region });

  beforeAll(async () => {
    service = stageService(region);
    await service.deploy();
    const templates = planned<{ FunctionName: string; Tags: { Key: string; Value: string }[] }>(
      'AWS::Lambda::Function',
    );
    for (const { name, arn } of functions) {
      const { Tags = [] } =
        templates.find(({ FunctionName }) => FunctionName === `dormouse-dev-${name}`) ?? {};
      const own = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
      await lambda().send(new TagResourceCommand({ Resource: arn, Tags: own }));
    }
  }, 4 * MINUTES);

  test('nothing has run yet, and nothing else is wrong', async () => {
    const { exitCode, wrong } = await doctor();

    expect(wrong).toEqual([
      unsimulated,
      expect.objectContaining({
        check: 'schedules',
        state: 'problem',
        detail: expect.stringMatching(/^no sweep was completed within two hours by stop-idle-clusters, .+/),
      }),
    ]);
    expect(exitCode).toBe(2);
  });

  test('after a sweep of each function nothing is wrong', async () => {
    const MetricData = functions.map(({ name }) => ({
      MetricName: 'ScopesSwept',
      Value: 1,
      Timestamp: new Date(Date.now() - 5 * MINUTES),
      Dimensions: [
        { Name: 'service', Value: 'dormouse-dev' },
        { Name: 'function', Value: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) },
      ],
    }));
    await new CloudWatchClient({ region }).send(
      new PutMetricDataCommand({ Namespace: 'Dormouse', MetricData }),
    );

    const { exitCode, wrong } = await doctor();

    expect(wrong).toEqual([unsimulated]);
    expect(exitCode).toBe(1);
  });

  /** A call that breaks one thing, the finding, and a call that mends it. */
  const breaks: readonly (readonly [
    what: string,
    breakIt: () => Promise<unknown>,
    finding: { readonly check: string; readonly detail: RegExp },
    mend: () => Promise<unknown>,
  ])[] = [
    [
      'the rule that forwards events is disabled',
      () => events().send(new DisableRuleCommand({ Name: 'dormouse-dev-forward' })),
      {
        check: 'events',
        detail: /^the rule dormouse-dev-forward does not forward RDS events to dormouse-dev-inbox$/,
      },
      () => events().send(new EnableRuleCommand({ Name: 'dormouse-dev-forward' })),
    ],
    [
      'a message was given up',
      async () => sqs().send(new SendMessageCommand({ QueueUrl: await deadLetters(), MessageBody: '{}' })),
      { check: 'dead letters', detail: /^dormouse-dev-stopIdleClusters-dead-letters has 1 message$/ },
      async () => sqs().send(new PurgeQueueCommand({ QueueUrl: await deadLetters() })),
    ],
    [
      'a queue brings no messages',
      () => enableMapping('copySnapshots', false),
      { check: 'events', detail: /^no queue brings messages to dormouse-dev-copySnapshots$/ },
      () => enableMapping('copySnapshots', true),
    ],
  ];

  test.each(breaks)('%s', async (_what, breakIt, { check, detail }, mend) => {
    await breakIt();
    const broken = await doctor();
    await mend();
    const mended = await doctor();

    expect(broken.wrong).toEqual([
      unsimulated,
      expect.objectContaining({ check, state: 'problem', detail: expect.stringMatching(detail) }),
    ]);
    expect(broken.exitCode).toBe(2);
    expect(mended.wrong).toEqual([unsimulated]);
  });

  test('another policy than the deployed one', async () => {
    const path = await policyFile('version: 1\nrules: [{ name: all, match: {}, power: { hours: never } }]');

    const { exitCode, wrong } = await doctor('--policy', path);

    expect(wrong).toContainEqual(
      expect.objectContaining({
        check: 'policy',
        state: 'problem',
        detail: `the deployed policy is not ${path}`,
      }),
    );
    expect(exitCode).toBe(2);
  });

  test('a policy in a parameter is compared with the file', async () => {
    const put = (Value: string) =>
      new SSMClient({ region }).send(
        new PutParameterCommand({ Name: '/dormouse/policy', Type: 'String', Overwrite: true, Value }),
      );
    await put(await readFile('policy.yml', 'utf8'));
    await lambda().send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'dormouse-dev-stopIdleClusters',
        Environment: { Variables: { DORMOUSE_POLICY: 'ssm:/dormouse/policy' } },
      }),
    );
    const same = await doctor();
    await put('version: 1\nrules: []\n');
    const other = await doctor();

    expect(same.wrong).toEqual([unsimulated]);
    expect(other.wrong).toContainEqual(
      expect.objectContaining({
        check: 'policy',
        detail: 'the policy in ssm:/dormouse/policy is not policy.yml',
      }),
    );
  });

  async function deadLetters(): Promise<string | undefined> {
    const name = 'dormouse-dev-stopIdleClusters-dead-letters';
    return (await sqs().send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  }

  async function enableMapping(name: string, Enabled: boolean): Promise<void> {
    const FunctionName = functions.find((one) => one.name === name)?.arn;
    const { EventSourceMappings = [] } = await lambda().send(
      new ListEventSourceMappingsCommand({ FunctionName }),
    );
    for (const { UUID } of EventSourceMappings)
      await lambda().send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  }
});
