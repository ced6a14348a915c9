/**
 * `serverless deploy` and `serverless remove` against moto. What its CloudFormation lacks is listed below, and checked in
 * the template. Besides, it runs no function (that needs containers), keeps no outputs, evaluates no policy, and leaves
 * out the architecture of a function, RedriveAllowPolicy of a queue and `:*` at the end of a log group's ARN.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CreateDBClusterSnapshotCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { home } from '../support/cloudformation.ts';
import { isAllowed } from '../support/iam/evaluate.ts';
import { packagedFunctions } from '../support/packaged.ts';
import { packages } from '../support/packages.ts';
import { type Service, stageService } from '../support/service.ts';
import { askBoto3 } from './boto3.ts';
import { createCluster } from './fleet.ts';
import { type MotoServer, startMoto } from './server.ts';
import { createSpoke, deleteSpoke, enter, type Place } from './spoke-stack.ts';
import {
  output,
  planned,
  readFleet,
  readStack,
  type Stack,
  statementsOf,
  template,
  unknownToMoto,
  watchedBy,
  withoutLogStreams,
  withPlainBucket,
} from './stack.ts';

const MINUTES = 60_000;
const snapshots = ['dormouse-orders-202611200300-01234561', 'by-hand'];
const homeRole = `arn:aws:iam::${home.account}:role/any`;
const spokeRole = 'arn:aws:iam::444455556666:role/any';
const away = 'us-east-1';
const packaged = packagedFunctions(packages.file.folder);
const GroupName = 'dormouse-dev';
let moto: MotoServer;
let service: Service;
let before: [Stack, unknown];
let stack: Stack;

beforeAll(async () => {
  moto = await startMoto();
  vi.stubEnv('AWS_ENDPOINT_URL', moto.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  vi.stubEnv('AWS_ACCESS_KEY_ID', await enter(homeRole));
  await createCluster({ id: 'orders', region: home.region, tags: { env: 'prod' } });
  for (const id of snapshots) {
    const given = { DBClusterIdentifier: 'orders', DBClusterSnapshotIdentifier: id };
    await new RDSClient({ region: home.region }).send(new CreateDBClusterSnapshotCommand(given));
  }
  before = [await readStack(moto.url), await readFleet(moto.url)];
  service = stageService(home.region);
  await service.deploy();
  stack = await readStack(moto.url);
}, 4 * MINUTES);

afterAll(() => {
  service?.close();
  moto?.close();
});

test('all of the template is there, but for the types that moto passes over', () => {
  const expected = Object.entries(template.Resources).filter(
    ([, { Type, Condition }]) => !(Type in unknownToMoto) && Condition === undefined,
  );
  const types = new Set(Object.values(template.Resources).map(({ Type }) => Type));

  expect(stack.stacks['dormouse-dev']?.toSorted()).toEqual(expected.map(([id]) => id).sort());
  expect(Object.keys(unknownToMoto).filter((type) => !types.has(type))).toEqual([]);
  expect([stack.schedules, stack.alarms]).toEqual([[], []]);
});

describe.each(packaged)('$name', (fn) => {
  const name = `dormouse-dev-${fn.name}`;

  test('is the code that was packaged, with its own queue, and the bus to tell on', () => {
    const { CodeSha256, Environment, reserved } = stack.functions[name] ?? {};
    const { DORMOUSE_EVENT_BUS = '', DORMOUSE_QUEUE, DORMOUSE_DEAD_LETTERS } = Environment?.Variables ?? {};

    expect(CodeSha256).toBe(createHash('sha256').update(readFileSync(fn.zip)).digest('base64'));
    expect(withPlainBucket(Environment?.Variables)).toEqual(fn.environment);
    expect(Object.keys(stack.buses)).toContain(DORMOUSE_EVENT_BUS);
    expect([DORMOUSE_QUEUE, DORMOUSE_DEAD_LETTERS].map((url) => url?.split('/').at(-1))).toEqual([
      name,
      `${name}-dead-letters`,
    ]);
    expect(reserved).toBe(3);
  });

  test('has a role with the permissions that the tests of the roles evaluate', () => {
    const role = stack.functions[name]?.Role.split('/').at(-1) ?? '';

    expect(role).toMatch(/^dormouse-dev-/); // which spoke.yml wants
    expect(withPlainBucket(stack.roles[role]?.flat().map(withoutLogStreams))).toEqual(
      fn.statements.map(withoutLogStreams),
    );
  });

  test('is given the messages of its queue, whose dead letters have a queue too', () => {
    const { QueueArn = '', RedrivePolicy } = stack.queues[name] ?? {};

    expect(stack.mappings.filter(({ FunctionArn }) => FunctionArn === fn.arn)).toMatchObject([
      {
        EventSourceArn: QueueArn,
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      },
    ]);
    expect(RedrivePolicy).toEqual({
      deadLetterTargetArn: stack.queues[`${name}-dead-letters`]?.QueueArn,
      maxReceiveCount: 120,
    });
  });

  test('may take messages from its queue, and put them back, and those of no other', () => {
    const use = (queue: string | undefined, action: string) =>
      isAllowed(fn.statements, { action, resource: queue ?? '', context: {} });
    const queues = Object.entries(stack.queues);

    const readable = queues.filter(([, { QueueArn }]) => use(QueueArn, 'sqs:ReceiveMessage'));
    const writable = queues.filter(([, { QueueArn }]) => use(QueueArn, 'sqs:SendMessage'));

    expect(readable.map(([queue]) => queue)).toEqual([name]);
    expect(writable.map(([queue]) => queue).sort()).toEqual([name, `${name}-dead-letters`]);
  });

  test('has a schedule that may invoke it, and is not tried again', () => {
    const all = planned<{ Target: { Arn: string; RoleArn: string } }>('AWS::Scheduler::Schedule');
    const schedules = all.filter(({ Target }) => Target.Arn === fn.arn);
    const request = { action: 'lambda:InvokeFunction', resource: fn.arn, context: {} };

    expect(stack.functions[name]?.FunctionArn).toBe(fn.arn);
    expect(schedules).toMatchObject([{ GroupName, State: 'ENABLED', Target: { Input: '{}' } }]);
    expect(schedules.map(({ Target }) => Target.RoleArn.split('/').at(-1))).toEqual(['SchedulerRole']);
    expect(isAllowed(statementsOf(stack, 'SchedulerRole'), request)).toBe(true);
    expect(planned('AWS::Lambda::EventInvokeConfig')).toContainEqual(
      expect.objectContaining({ FunctionName: name, MaximumRetryAttempts: 0 }),
    );
  });
});

test('every rule leads to what is there, and what it cannot deliver to a queue', () => {
  const arns = Object.values(stack.queues).map(({ QueueArn }) => QueueArn);
  const undelivered = stack.queues['dormouse-dev-undelivered-events']?.QueueArn;
  const { default: own = {}, 'dormouse-dev-inbox': inbox = {} } = stack.buses;

  const targets = Object.values(inbox).flatMap((rule) => rule.targets);
  const [forward, ...more] = Object.values(own).flatMap((rule) => rule.targets);

  expect(targets).toHaveLength(6);
  expect(targets.filter(({ Arn }) => !arns.includes(Arn))).toEqual([]);
  expect([...targets, forward].map((target) => target?.DeadLetterConfig.Arn)).toEqual(
    Array(7).fill(undelivered),
  );
  expect(more).toEqual([]);
  const request = { action: 'events:PutEvents', resource: forward?.Arn ?? '', context: {} };
  expect(forward?.RoleArn).toContain('-ForwardRole-');
  expect(isAllowed(statementsOf(stack, 'ForwardRole'), request)).toBe(true);
});

test('alarms and the dashboard watch what is there, and tell a topic with a key', () => {
  type Alarm = { readonly Dimensions: { Name: string; Value: string }[]; AlarmActions?: string[] };
  const alarms = planned<Alarm>('AWS::CloudWatch::Alarm');
  const causes = planned<Alarm>('AWS::CloudWatch::CompositeAlarm');
  const watched = (wanted: string) => {
    const all = alarms.flatMap((one) => one.Dimensions.filter(({ Name }) => Name === wanted));
    return [...new Set(all.map(({ Value }) => Value))].sort();
  };
  const [{ dashboards }, topics] = [stack, new Set(['AlarmTopic'])];
  const [functions, queues] = [Object.keys(stack.functions).sort(), Object.keys(stack.queues).sort()];
  const services = packaged.map(({ environment }) => environment.POWERTOOLS_SERVICE_NAME);

  expect([watched('FunctionName'), watched('QueueName')]).toEqual([functions, queues]);
  expect(watched('service')).toEqual([...new Set(services)]);
  expect(new Set([...alarms, ...causes].flatMap(({ AlarmActions = [] }) => AlarmActions))).toEqual(topics);
  expect(stack.topics).toMatchObject([{ KmsMasterKeyId: stack.keys[0] }]);
  // Pruning can wait, and a dashboard of over 50 metrics is not free.
  expect(watchedBy(dashboards, 'QueueName')).toEqual(queues.filter((name) => !/und|-prune\w+$/.test(name)));
  expect(watchedBy(dashboards, 'service')).toEqual(watched('service'));
});

test('disabled, nothing can invoke a function; enabled, each has what is reserved for it again', async () => {
  const all = async () => Object.values((await readStack(moto.url)).functions).map((fn) => fn.reserved);

  await service.disable();
  expect(new Set(await all())).toEqual(new Set([0]));
  await service.enable();
  expect(new Set(await all())).toEqual(new Set([3]));
});

test.each([
  ['another account', spokeRole, ['ForwardRole', 'ForwardRule', 'Note', 'Role']],
  ['another Region of the home account', homeRole, ['ForwardRole', 'ForwardRule', 'Note']],
])('a spoke is made in %s', async (_, role, resources) => {
  const place = await spokeOf(role);
  const parameters = { InboxBusArn: output('InboxBusArn'), ExternalId: 'dormouse-7f3a', RoleRegion: away };

  expect(output('InboxBusArn')).toBe(
    `arn:aws:events:${home.region}:${home.account}:event-bus/dormouse-dev-inbox`,
  );
  expect(await createSpoke(place, { ...parameters, Stage: 'dev' })).toMatchObject({
    status: 'CREATE_COMPLETE',
    resources,
  });
});

describe.each([
  ['the home', homeRole, home.region, true],
  ['another account', spokeRole, away, true],
  ['another Region of the home account', homeRole, away, true],
  ['a Region without a spoke', spokeRole, 'eu-west-1', false],
])('an RDS event of %s', (_, role, region, isHeard) => {
  test.each([
    ['RDS-EVENT-0153', 'RDS DB Cluster Event', ['stopIdleClusters']],
    ['RDS-EVENT-0169', 'RDS DB Cluster Snapshot Event', ['copySnapshots']],
    ['RDS-EVENT-0180', 'RDS DB Cluster Event', ['toggleActivityStreams']],
    ['RDS-EVENT-0170', 'RDS DB Cluster Event', []],
  ])('%s comes to the queues of those whom it concerns', async (id, type, concerned) => {
    const expected = concerned.map((name) => [`dormouse-dev-${name}`, id]);

    const seen = await askBoto3('send_event.py', moto.url, [home.region, role, id, type, region]);

    expect(seen).toEqual({ [region]: isHeard ? expected : [] });
  });
});

test('a removed stack leaves nothing behind but its evidence, and clusters and snapshots as they were', async () => {
  await service.remove();
  for (const role of [homeRole, spokeRole]) await deleteSpoke(await spokeOf(role));

  expect(await readStack(moto.url)).toEqual({
    ...before[0],
    buckets: [expect.stringMatching(/^dormouse-dev-evidencebucket-/)],
  });
  expect(await readFleet(moto.url)).toEqual(before[1]);
  expect(before[1]).toMatchObject([
    { [home.region]: { orders: { tags: { env: 'prod' } } } },
    { [home.region]: expect.arrayContaining(snapshots.map((id) => expect.objectContaining({ id }))) },
  ]);
});

async function spokeOf(role: string): Promise<Place> {
  return { url: moto.url, region: away, accessKeyId: await enter(role) };
}
