import type { Template } from './compiled-template.ts';
import type { Part, Resource } from './resource.ts';
import type { Settings } from './settings.ts';
import { allow, type Statement } from './statement.ts';

type Properties = Readonly<Record<string, unknown>>;

/** The properties by which each type of resource is encrypted with a key of its owner. */
const byType: Readonly<Record<string, (properties: Properties, key: string) => Properties>> = {
  'AWS::SQS::Queue': ({ SqsManagedSseEnabled: _, ...others }, key) => ({
    ...others,
    KmsMasterKeyId: key,
    // The longest time for which SQS asks for no new data key is a day; an hour asks KMS seldom enough.
    KmsDataKeyReusePeriodSeconds: 3600,
  }),
  'AWS::SNS::Topic': (properties, key) => ({ ...properties, KmsMasterKeyId: key }),
  'AWS::Logs::LogGroup': (properties, key) => ({ ...properties, KmsKeyId: key }),
  'AWS::S3::Bucket': (properties, key) => ({
    ...properties,
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
          BucketKeyEnabled: true,
        },
      ],
    },
  }),
};

/** The part with the key of the settings in place of those of AWS and of the stack, if there is one. */
export function encrypted(part: Part, { kmsKey }: Settings): Part {
  if (kmsKey === undefined) return part;
  const entries = Object.entries(part.Resources)
    // A key of the stack is for the topic alone.
    .filter(([, { Type }]) => Type !== 'AWS::KMS::Key')
    .map(([id, resource]): [string, Resource] => [
      id,
      {
        ...resource,
        Properties: byType[resource.Type]?.(resource.Properties, kmsKey) ?? resource.Properties,
      },
    ]);
  return { ...part, Resources: Object.fromEntries(entries) };
}

/** The log groups of the functions, which Serverless makes. */
export function encryptLogs({ Resources }: Template, { kmsKey }: Pick<Settings, 'kmsKey'>): void {
  if (kmsKey === undefined) return;
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type === 'AWS::Logs::LogGroup' && Properties !== undefined) Properties.KmsKeyId = kmsKey;
  }
}

/**
 * Lets a role use the key through a service, and not directly: none without a key of one's own.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export function useKey(
  sid: string,
  service: 'sqs' | 's3',
  { kmsKey }: Pick<Settings, 'kmsKey'>,
): Statement[] {
  if (kmsKey === undefined) return [];
  return [
    allow(sid, ['kms:Decrypt', 'kms:GenerateDataKey'], kmsKey, {
      StringLike: { 'kms:ViaService': `${service}.*.amazonaws.*` },
    }),
  ];
}
