import { expect, test } from 'vitest';
import { evidence } from '../../stack/evidence.ts';
import { settingsWith } from './builders.ts';

const partWith = (more: Readonly<Record<string, unknown>> = {}) =>
  evidence(settingsWith({ drills: true, ...more }));
const bucketWith = (more?: Readonly<Record<string, unknown>>) =>
  partWith(more).Resources.EvidenceBucket?.Properties;

test('a stack without drills has no bucket, and costs nothing for it', () => {
  expect(evidence(settingsWith())).toEqual({ Resources: {} });
});

test('evidence outlives the stack, and the bucket of another stack is never in its way', () => {
  const { Resources } = partWith();

  expect(
    Object.values(Resources).map(({ DeletionPolicy, UpdateReplacePolicy }) => [
      DeletionPolicy,
      UpdateReplacePolicy,
    ]),
  ).toEqual([
    ['Retain', 'Retain'],
    ['Retain', 'Retain'],
  ]);
  expect(bucketWith()).not.toHaveProperty('BucketName');
});

test.each([
  [{}, { Mode: 'GOVERNANCE', Days: 400 }],
  [
    { evidenceRetention: '2557', evidenceLock: 'COMPLIANCE' },
    { Mode: 'COMPLIANCE', Days: 2557 },
  ],
])('with %o, each version is locked by %o', (more, DefaultRetention) => {
  expect(bucketWith(more)).toMatchObject({
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
    VersioningConfiguration: { Status: 'Enabled' },
  });
});

test('nobody outside can see it, and it is encrypted', () => {
  expect(bucketWith()).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
  });
});

test('only the steps of drills are ever cleared away, and not before the lock lets them', () => {
  expect(bucketWith({ evidenceRetention: 30 })?.LifecycleConfiguration).toEqual({
    Rules: [
      {
        Id: 'steps-of-drills',
        Status: 'Enabled',
        Prefix: 'open/',
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        ExpiredObjectDeleteMarker: true,
      },
    ],
  });
});

test('its policy lets nobody in, refuses calls without TLS, and a second version of evidence', () => {
  const { PolicyDocument } = partWith().Resources.EvidenceBucketPolicy?.Properties ?? {};

  expect(PolicyDocument).toMatchObject({
    Statement: [
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Effect: 'Deny',
        Action: 's3:PutObject',
        Resource: { 'Fn::Sub': `\${EvidenceBucket.Arn}/evidence/*` },
        Condition: { Null: { 's3:if-none-match': 'true' } },
      },
    ],
  });
});

test('access logs go to a bucket that is named', () => {
  expect(bucketWith()).not.toHaveProperty('LoggingConfiguration');
  expect(bucketWith({ evidenceLogs: 'logs-of-ours' })?.LoggingConfiguration).toEqual({
    DestinationBucketName: 'logs-of-ours',
    LogFilePrefix: 'dormouse-evidence/',
  });
});

test('the bucket that an earlier stack has left is used as it is', () => {
  expect(partWith({ evidenceBucket: 'dormouse-prod-evidencebucket-1a2b3c' })).toMatchObject({
    Resources: {},
    Outputs: { EvidenceBucketName: { Value: 'dormouse-prod-evidencebucket-1a2b3c' } },
  });
});

test.each([
  ['drills', 'yes', 'true or false'],
  ['provenMaxDays', 0, 'a whole number from 1 to 3650'],
  ['evidenceRetention', 0, 'a whole number from 1 to 36500'],
  ['evidenceLock', 'governance', 'GOVERNANCE or COMPLIANCE'],
  ['evidenceBucket', 's3://mine', 'the name of a bucket'],
  ['evidenceLogs', 'Logs', 'the name of a bucket'],
])('refuses the parameter %s as %j', (name, value, form) => {
  expect(() => settingsWith({ [name]: value })).toThrow(`the parameter ${name} must be ${form}`);
});
