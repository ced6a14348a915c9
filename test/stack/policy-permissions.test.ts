import { expect, test } from 'vitest';
import { parseSource } from '../../shared/policy/file/source.ts';
import { readPolicy } from '../../stack/policy-permissions.ts';
import { parseTemplate, resolve } from '../support/cloudformation.ts';
import { isAllowed } from '../support/iam/evaluate.ts';
import { parseStatements } from '../support/iam/statement.ts';

const stack = parseTemplate(JSON.stringify({ Resources: {} }));
const home = '111122223333';

/** True when a function may do this, with the policy in that source. */
function may(source: string, action: string, resource: string, context: Record<string, string[]> = {}) {
  const parsed = parseSource(source);
  if (parsed === undefined) throw new Error(`no source: ${source}`);
  const Statement = readPolicy(parsed);
  const statements =
    Statement.length === 0 ? [] : parseStatements(resolve(stack, { Version: '2012-10-17', Statement }));
  return isAllowed(statements, { action, resource, context });
}

const KEY = 'dormouse/policy.yml';
const bucket = 'arn:aws:s3:::policies';
const object = `${bucket}/${KEY}`;
const key = `arn:aws:kms:eu-central-1:${home}:key/1`;
const ofHome = { 's3:resourceaccount': [home] };
const throughS3 = (arn: string) => ({
  'kms:encryptioncontext:aws:s3:arn': [arn],
  'kms:viaservice': ['s3.eu-central-1.amazonaws.com'],
});

test.each([
  ['reads the object', 's3:GetObject', object, ofHome, true],
  ['reads no other object', 's3:GetObject', 'arn:aws:s3:::policies/other.yml', ofHome, false],
  [
    'reads no bucket of another account',
    's3:GetObject',
    object,
    { 's3:resourceaccount': ['444455556666'] },
    false,
  ],
  ['reads its versions', 's3:GetObjectVersion', object, ofHome, true],
  ['lists its versions', 's3:ListBucketVersions', bucket, { ...ofHome, 's3:prefix': [KEY] }, true],
  ['lists no others', 's3:ListBucketVersions', bucket, { ...ofHome, 's3:prefix': [''] }, false],
  ['writes nothing', 's3:PutObject', object, ofHome, false],
  ['decrypts the object', 'kms:Decrypt', key, throughS3(object), true],
  ['decrypts with a bucket key', 'kms:Decrypt', key, throughS3('arn:aws:s3:::policies'), true],
  ['decrypts no other object', 'kms:Decrypt', key, throughS3('arn:aws:s3:::policies/other.yml'), false],
])('with the policy in S3, a function %s', (_, action, resource, context, is) => {
  expect(may('s3://policies/dormouse/policy.yml', action, resource, context)).toBe(is);
});

const parameter = (name: string) => `arn:aws:ssm:eu-central-1:${home}:parameter${name}`;

test.each([
  ['reads the parameter', 'ssm:GetParameter', parameter('/dormouse/policy'), {}, true],
  ['reads no other one', 'ssm:GetParameter', parameter('/other'), {}, false],
  ['writes nothing', 'ssm:PutParameter', parameter('/dormouse/policy'), {}, false],
])('with the policy in SSM, a function %s', (_, action, resource, context, is) => {
  expect(may('ssm:/dormouse/policy', action, resource, context)).toBe(is);
});

test('a policy that is packaged needs no permission', () => {
  expect(may('file:policy.yml', 's3:GetObject', object, ofHome)).toBe(false);
});
