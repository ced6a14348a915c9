import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { encryptLogs } from '../../stack/encryption.ts';
import { functions } from '../../stack/functions.ts';
import { parts } from '../../stack/parts.ts';
import type { Resource } from '../../stack/resource.ts';
import { parseTemplate, resolve } from '../support/cloudformation.ts';
import { isAllowed } from '../support/iam/evaluate.ts';
import { parseStatements, type Statement } from '../support/iam/statement.ts';
import { settings, settingsWith } from './builders.ts';

const kmsKey = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const own = settingsWith({ drills: true, kmsKey });

function resources(of = own): Record<string, Resource> {
  return Object.assign({}, ...Object.values(parts).map((part) => part(of).Resources));
}

const ofType = (type: string, of = own): readonly Resource['Properties'][] =>
  Object.values(resources(of)).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));

describe('with a key of its own', () => {
  test.each([
    ['AWS::SQS::Queue', 17, { KmsMasterKeyId: kmsKey }],
    ['AWS::SNS::Topic', 1, { KmsMasterKeyId: kmsKey }],
    ['AWS::Logs::LogGroup', 1, { KmsKeyId: kmsKey }],
    [
      'AWS::S3::Bucket',
      1,
      {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: kmsKey } },
          ],
        },
      },
    ],
  ])('every %s is encrypted with it', (type, least, expected) => {
    const found = ofType(type);

    expect(found.length).toBeGreaterThanOrEqual(least);
    for (const properties of found) expect(properties).toMatchObject(expected);
  });

  test('no queue asks for the keys of SQS too, and the stack makes no key', () => {
    for (const properties of ofType('AWS::SQS::Queue'))
      expect(properties).not.toHaveProperty('SqsManagedSseEnabled');
    expect(ofType('AWS::KMS::Key')).toEqual([]);
    expect(JSON.stringify(resources())).not.toContain('"AlarmKey"');
  });

  test('so are the log groups that Serverless makes', () => {
    const template = { Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: {} } } };
    encryptLogs(template, own);

    expect(template.Resources.Logs.Properties).toEqual({ KmsKeyId: kmsKey });
  });

  const use = (service: string | undefined, action = 'kms:Decrypt', resource = kmsKey) => ({
    action,
    resource,
    context: service === undefined ? {} : { 'kms:viaservice': [`${service}.eu-central-1.amazonaws.com`] },
  });

  test.each(functions)('$name may use it for its queue, and not by itself', ({ id, needs }) => {
    const statements = statementsOf(id);

    expect(isAllowed(statements, use('sqs'))).toBe(true);
    expect(isAllowed(statements, use('sqs', 'kms:GenerateDataKey'))).toBe(true);
    expect(isAllowed(statements, use('s3'))).toBe(needs === 'drills');
    expect(isAllowed(statements, use(undefined))).toBe(false);
    expect(isAllowed(statements, use('sqs', 'kms:Encrypt'))).toBe(false);
    expect(isAllowed(statements, use('sqs', 'kms:Decrypt', kmsKey.replace('1234', '9999')))).toBe(false);
  });
});

test('without one nothing changes', () => {
  expect(ofType('AWS::KMS::Key', settings)).toHaveLength(1);
  for (const properties of ofType('AWS::SQS::Queue', settings)) {
    expect(properties).toMatchObject({ SqsManagedSseEnabled: true });
    expect(properties).not.toHaveProperty('KmsMasterKeyId');
  }
  expect(JSON.stringify(resources(settings))).not.toContain('UseKeyOf');
});

test.each(['alias/dormouse', '1234abcd-12ab-34cd-56ef-1234567890ab', 'arn:aws:kms:eu-central-1:1:alias/x'])(
  'the key %s is refused',
  (value) => {
    expect(() => settingsWith({ kmsKey: value })).toThrow(
      'the parameter kmsKey must be the ARN of a KMS key',
    );
  },
);

const keyPolicy = z.looseObject({
  Resources: z.looseObject({
    Key: z.looseObject({
      Properties: z.looseObject({
        KeyPolicy: z.looseObject({
          Statement: z.array(z.looseObject({ Principal: z.record(z.string(), z.string()) })),
        }),
      }),
    }),
  }),
});

test('the key of the example lets in the services that store for the stack, and no other', () => {
  const { Resources } = keyPolicy.parse(
    parse(readFileSync('examples/organizations/key.yml', 'utf8'), { logLevel: 'error' }),
  );
  const services = Resources.Key.Properties.KeyPolicy.Statement.flatMap(
    ({ Principal }) => Principal.Service ?? [],
  );

  expect(services).toEqual([
    'events.amazonaws.com',
    'cloudwatch.amazonaws.com',
    `logs.\${AWS::Region}.\${AWS::URLSuffix}`,
  ]);
});

/** The permissions of a function on keys. */
function statementsOf(id: string): Statement[] {
  const role = resources()[`${id}Role`];
  const stack = parseTemplate(JSON.stringify({ Resources: resources() }));
  const policies = z
    .array(z.looseObject({ PolicyName: z.string(), PolicyDocument: z.unknown() }))
    .parse(role?.Properties.Policies)
    .filter(({ PolicyName }) => ['queue', 'evidence'].includes(PolicyName));
  return policies
    .flatMap(
      ({ PolicyDocument }) =>
        z.looseObject({ Statement: z.array(z.looseObject({ Sid: z.string() })) }).parse(PolicyDocument)
          .Statement,
    )
    .filter(({ Sid }) => Sid.startsWith('UseKey'))
    .flatMap((one) => parseStatements(resolve(stack, { Version: '2012-10-17', Statement: [one] })));
}
