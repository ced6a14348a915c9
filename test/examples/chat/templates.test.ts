import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readTemplate, resolve } from '../../support/cloudformation.ts';
import { isAllowed } from '../../support/iam/evaluate.ts';
import { parseStatements } from '../../support/iam/statement.ts';

const FILE = 'examples/chat/template.yml';
const { Chat } = z
  .looseObject({ Parameters: z.looseObject({ Chat: z.looseObject({ AllowedValues: z.array(z.string()) }) }) })
  .parse(readTemplate(FILE)).Parameters;

const role = z.looseObject({
  Policies: z.tuple([z.looseObject({ PolicyDocument: z.unknown() })]),
});
const lambda = z.looseObject({
  Handler: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** The stack as CloudFormation makes it for a chat. */
function stackFor(Chat: string) {
  const values = { Chat, EventBus: 'dormouse-prod', HoldHours: '4', HoldRole: '', ReservedConcurrency: '5' };
  const template = { ...readTemplate(FILE), values: { ...values, AlarmTopicArn: '' } };
  return <T extends z.ZodType>(id: string, schema: T): z.infer<T> =>
    schema.parse(resolve(template, template.Resources[id]?.Properties));
}

const propertiesOf = stackFor('slack');

test.each(Chat.AllowedValues)('the handlers of %s are there', async (chat) => {
  const handlers: object = await import(`../../../examples/${chat}/index.ts`);
  const handler = z.looseObject({ Handler: z.string() });
  const stack = stackFor(chat);

  expect(
    Object.keys(handlers)
      .toSorted()
      .map((name) => `${chat}/index.${name}`),
  ).toEqual(['Hold', 'Post'].map((id) => stack(id, handler).Handler));
});

test('each function has the variables that its code reads, and no others', () => {
  const usedIn = (...files: string[]) => [
    ...new Set(
      files.flatMap((file) =>
        [
          ...readFileSync(`examples/chat/${file}.ts`, 'utf8').matchAll(
            /setting\('(\w+)'\)|process\.env\.([A-Z_]+)/g,
          ),
        ].map(([, one, other]) => one ?? other ?? ''),
      ),
    ),
  ];
  const given = (id: string) => Object.keys(propertiesOf(id, lambda).Environment.Variables).sort();

  expect(given('Post')).toEqual(usedIn('post').sort());
  expect(given('Hold')).toEqual(usedIn('hold', 'hold-cluster').sort());
});

describe('the function behind the links', () => {
  const [policy] = propertiesOf('HoldRoleOfFunction', role).Policies;
  const statements = parseStatements(policy.PolicyDocument);
  const cluster = 'arn:aws:rds:eu-central-1:111122223333:cluster:dev';
  const tagged = (hold: string, ...more: string[]) => ({
    action: 'rds:AddTagsToResource',
    resource: cluster,
    context: {
      'aws:tagkeys': ['dormouse:hold', 'dormouse:by-hand', ...more],
      'aws:requesttag/dormouse:hold': [hold],
    },
  });

  test('may hold a cluster for a while', () => {
    expect(isAllowed(statements, tagged('up until 2026-11-23T23:00:00Z'))).toBe(true);
  });

  test.each([
    ['hold it forever', tagged('forever')],
    ['write another tag', tagged('up until 2026-11-23T23:00:00Z', 'env')],
    [
      'tag a snapshot',
      { ...tagged('up until x'), resource: cluster.replace(':cluster:', ':cluster-snapshot:') },
    ],
    ['hold in another account', { ...tagged('up until x'), resource: cluster.replace('1111', '4444') }],
    ['stop it', { action: 'rds:StopDBCluster', resource: cluster, context: {} }],
    ['remove tags', { action: 'rds:RemoveTagsFromResource', resource: cluster, context: {} }],
    [
      'read the address of the chat',
      { action: 'secretsmanager:GetSecretValue', resource: 'WebhookSecret', context: {} },
    ],
  ])('may not %s', (_, request) => {
    expect(isAllowed(statements, request)).toBe(false);
  });
});

test('what cannot be posted ends in a queue with an alarm', () => {
  const { Dimensions } = propertiesOf(
    'UndeliveredAlarm',
    z.looseObject({ Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
  );
  const { RedrivePolicy } = propertiesOf('Posts', z.looseObject({ RedrivePolicy: z.looseObject({}) }));

  expect(Dimensions).toEqual([{ Name: 'QueueName', Value: 'Undelivered' }]);
  expect(RedrivePolicy).toEqual({
    deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:111122223333:Undelivered',
    maxReceiveCount: 10,
  });
});
