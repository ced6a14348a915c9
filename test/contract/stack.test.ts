import { expect, test } from 'vitest';
import { lambdas } from '../../stack/lambdas.ts';
import { parts } from '../../stack/parts.ts';
import type { Settings } from '../../stack/settings.ts';
import { settings } from '../stack/builders.ts';
import { functionNames } from './repository.ts';
import { keyOf, serverless } from './serverless.ts';

const resources = resourcesWith({});
const routes: Readonly<Record<string, readonly number[]>> = {
  'stop-idle-clusters': [150, 151, 152, 153],
  'start-clusters': [150, 151],
  'create-snapshots': [151],
  'copy-snapshots': [75, 169],
  'prune-snapshots': [],
  'toggle-activity-streams': [151, 179, 180],
  'scale-capacity': [151],
  'drill-restores': [],
};

function resourcesWith(more: Partial<Settings>) {
  return Object.assign(
    {},
    ...Object.values(parts).map((part) => part({ ...settings, ...more }).Resources),
  ) as ReturnType<(typeof parts)[string]>['Resources'];
}

function idOf(name: string): string {
  return keyOf(name).replace(/^./, (letter) => letter.toUpperCase());
}

function arnOf(id: string): unknown {
  return { 'Fn::GetAtt': [id, 'Arn'] };
}

test.each(functionNames)('%s has a queue that outlasts six of its runs, and its dead letters', (name) => {
  const id = idOf(name);
  const queue = resources[`${id}Queue`]?.Properties;

  expect(queue).toMatchObject({
    SqsManagedSseEnabled: true,
    RedrivePolicy: { deadLetterTargetArn: arnOf(`${id}DeadLetters`), maxReceiveCount: 120 },
  });
  expect(queue?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * serverless.provider.timeout);
  expect(resources[`${id}DeadLetters`]?.Properties).toMatchObject({
    SqsManagedSseEnabled: true,
    MessageRetentionPeriod: 14 * 86_400,
  });
});

test.each(functionNames)('%s reads its queue, knows it, and fails single messages', (name) => {
  const id = idOf(name);
  const { events = [], environment } = serverless.functions[keyOf(name)] ?? {};

  expect(events.flatMap(({ sqs }) => sqs ?? [])).toEqual([
    {
      enabled: true,
      arn: `${id}Queue.Arn`,
      batchSize: 10,
      maximumBatchingWindow: settings.batchWindowSeconds,
      maximumConcurrency: settings.queueConcurrency,
      functionResponseType: 'ReportBatchItemFailures',
    },
  ]);
  expect(environment).toMatchObject({
    DORMOUSE_QUEUE: `${id}Queue`,
    DORMOUSE_DEAD_LETTERS: `${id}DeadLetters`,
  });
});

test.each(functionNames)('%s is hinted at by the RDS events that concern it, and by nobody else', (name) => {
  const id = idOf(name);
  const ids = (routes[name] ?? []).map((number) => `RDS-EVENT-${String(number).padStart(4, '0')}`);
  const rule = resources[`${id}Rule`]?.Properties;

  const statements = statementsOn(`${id}Queue`);

  if (ids.length === 0) expect(rule).toBeUndefined();
  else {
    expect(rule).toMatchObject({
      EventBusName: { 'Fn::GetAtt': ['InboxBus', 'Name'] },
      EventPattern: { source: ['aws.rds'], detail: { EventID: ids } },
      Targets: [{ Arn: arnOf(`${id}Queue`), DeadLetterConfig: { Arn: arnOf('UndeliveredEvents') } }],
    });
  }
  expect(statements.filter(({ Effect }) => Effect === 'Allow').map(({ Condition }) => Condition)).toEqual(
    ids.length === 0 ? [] : [{ ArnEquals: { 'aws:SourceArn': [arnOf(`${id}Rule`)] } }],
  );
});

test('every queue refuses what does not come by TLS', () => {
  const queues = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::SQS::Queue');

  const open = queues.filter(([id]) =>
    statementsOn(id).every(
      ({ Effect, Condition }) =>
        Effect !== 'Deny' || !JSON.stringify(Condition).includes('"aws:SecureTransport":"false"'),
    ),
  );

  expect(queues).toHaveLength(2 * functionNames.length + 1);
  expect(open.map(([id]) => id)).toEqual([]);
});

test('no account but the own is let in, unless it is named', () => {
  const guests = (more: Partial<Settings>) =>
    Object.values(resourcesWith(more))
      .filter(({ Type }) => Type === 'AWS::Events::EventBusPolicy')
      .map(({ Properties }) => Properties.Statement);
  const onlyRds = { 'ForAllValues:StringEquals': { 'events:source': 'aws.rds' } };

  expect(guests({})).toEqual([]);
  expect(guests({ accounts: ['444455556666'], organization: 'o-a1b2c3d4e5' })).toMatchObject([
    { Principal: { AWS: ['444455556666'] }, Condition: onlyRds },
    { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, ...onlyRds } },
  ]);
});

test('alarms have a subscriber when one is named', () => {
  expect(resourcesWith({}).AlarmEmail).toBeUndefined();
  expect(resourcesWith({ alarmEmail: 'ops@example.com' }).AlarmEmail?.Properties).toMatchObject({
    Protocol: 'email',
    Endpoint: 'ops@example.com',
  });
});

function statementsOn(queueId: string): { Effect: string; Condition: unknown }[] {
  const { PolicyDocument } = (resources[`${queueId}Policy`]?.Properties ?? {}) as {
    PolicyDocument: { Statement: { Effect: string; Condition: unknown }[] };
  };
  return PolicyDocument.Statement;
}

test('a stack that is disabled has no schedule, rule or queue that reaches a function', () => {
  const switches = (more: Partial<Settings>) => [
    ...Object.values(lambdas({ ...settings, ...more })).flatMap((fn) =>
      [...JSON.stringify(fn).matchAll(/"enabled":(\w+)/g)].map(([, value]) => value),
    ),
    ...Object.entries(resourcesWith(more))
      .filter(([id, { Type }]) => Type === 'AWS::Events::Rule' && !['ForwardRule', 'RecordRule'].includes(id))
      .map(([, { Properties }]) => Properties.State),
  ];
  const rulesOnInbox = Object.values(routes).filter((ids) => ids.length > 0);

  expect(switches({ enabled: true })).toEqual([
    ...functionNames.flatMap(() => ['true', 'true']),
    ...rulesOnInbox.map(() => 'ENABLED'),
  ]);
  expect(switches({ enabled: false })).toEqual([
    ...functionNames.flatMap(() => ['false', 'false']),
    ...rulesOnInbox.map(() => 'DISABLED'),
  ]);
});

test('the functions may trace only when they are to', () => {
  const tracing = (more: Partial<Settings>) =>
    functionNames.map((name) =>
      JSON.stringify(resourcesWith(more)[`${idOf(name)}Role`]).includes('"xray:PutTraceSegments"'),
    );

  expect(tracing({})).toEqual(functionNames.map(() => false));
  expect(tracing({ traced: true })).toEqual(functionNames.map(() => true));
});
