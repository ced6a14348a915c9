import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { isAllowed } from '../../support/iam/evaluate.ts';
import { parseStatements } from '../../support/iam/statement.ts';

const read = (chat: string) => readFileSync(`examples/${chat}/template.yml`, 'utf8');

const role = z.looseObject({
  Policies: z.tuple([z.looseObject({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) })]),
});
const lambda = z.looseObject({
  Handler: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** The tags of CloudFormation carried out, as far as these tests look. */
function resourcesOf(text: string): Record<string, { readonly Properties: Record<string, unknown> }> {
  const plain = text
    .replaceAll('!Sub ', '')
    .replaceAll(/!(Ref|GetAtt) ([\w.:]+)/g, '"$2"')
    .replaceAll(/\$\{AWS::(Partition|Region|AccountId)\}/g, (_, name: string) => values[name] ?? name)
    .replaceAll(/\$\{(\w+)\}/g, '$1')
    .replaceAll(/!(Equals|Not|If) ?/g, '');
  return parse(plain).Resources;
}

const values: Readonly<Record<string, string>> = {
  Partition: 'aws',
  Region: 'eu-central-1',
  AccountId: '111122223333',
};

const resources = resourcesOf(read('slack'));
const propertiesOf = <T extends z.ZodType>(id: string, schema: T): z.infer<T> =>
  schema.parse(resources[id]?.Properties);

test('the stacks of Slack and Teams are the same but for their names', () => {
  const alike = (text: string) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('#') && !/^ {4}Description: The URL/.test(line))
      .join('\n')
      .replaceAll(/Slack|Teams/g, 'chat')
      .replaceAll(/\.cache\/chat\/(slack|teams)/g, '.cache/chat');

  expect(alike(read('teams'))).toBe(alike(read('slack')));
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
  const statements = parseStatements({
    Version: '2012-10-17',
    // The last one, which depends on a parameter, is a list for !If.
    Statement: policy.PolicyDocument.Statement.filter((one) => !Array.isArray(one)),
  });
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

  expect(Dimensions).toEqual([{ Name: 'QueueName', Value: 'Undelivered.QueueName' }]);
  expect(RedrivePolicy).toEqual({ deadLetterTargetArn: 'Undelivered.Arn', maxReceiveCount: 10 });
});
