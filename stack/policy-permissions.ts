import type { PolicySource } from '../shared/policy/file/source.ts';
import { inHome, reference, substitute } from './resource.ts';
import { allow, type Statement } from './statement.ts';

/** The permissions by which a function reads the policy from its source. A policy that is packaged needs none. */
export function readPolicy(source: PolicySource): Statement[] {
  if (source.kind === 'ssm') return readParameter(source.name);
  if (source.kind === 'appconfig') return [readConfiguration];
  return source.kind === 's3' ? readObject(source) : [];
}

function readParameter(name: string): Statement[] {
  const parameter = inHome('ssm', `parameter${name}`);
  return [
    allow('ReadPolicy', 'ssm:GetParameter', parameter),
    // A SecureString is encrypted in the context of its ARN:
    // https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
    allow('DecryptPolicy', 'kms:Decrypt', inHome('kms', 'key/*'), {
      StringEquals: { 'kms:EncryptionContext:PARAMETER_ARN': parameter },
      StringLike: { 'kms:ViaService': 'ssm.*.amazonaws.*' },
    }),
  ];
}

/** The parameter has names, ARNs have IDs. */
const readConfiguration = allow(
  'ReadPolicy',
  ['appconfig:GetLatestConfiguration', 'appconfig:StartConfigurationSession'],
  inHome('appconfig', 'application/*/environment/*/configuration/*'),
);

/** In the home account alone: a bucket that somebody else made under the name of a deleted one holds no policy. */
function readObject({ bucket, key }: Extract<PolicySource, { kind: 's3' }>): Statement[] {
  const arn = `arn:\${AWS::Partition}:s3:::${bucket}`;
  return [
    allow('ReadPolicy', ['s3:GetObject', 's3:GetObjectVersion'], substitute(`${arn}/${key}`), {
      StringEquals: { 's3:ResourceAccount': reference('AWS::AccountId') },
    }),
    // When a version has a mistake, the one before it is read.
    allow('ListPolicyVersions', 's3:ListBucketVersions', substitute(arn), {
      StringEquals: { 's3:ResourceAccount': reference('AWS::AccountId'), 's3:prefix': key },
    }),
    // The context is the object, or the bucket where that has a bucket key; its Region may be another:
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
    allow(
      'DecryptPolicy',
      'kms:Decrypt',
      substitute(`arn:\${AWS::Partition}:kms:*:\${AWS::AccountId}:key/*`),
      {
        StringEquals: {
          'kms:EncryptionContext:aws:s3:arn': [substitute(`${arn}/${key}`), substitute(arn)],
        },
        StringLike: { 'kms:ViaService': 's3.*.amazonaws.*' },
      },
    ),
  ];
}
