import { attribute, type Part, type Resource, reference, substitute, tlsOnly } from './resource.ts';
import type { DrillSettings, Settings } from './settings.ts';

const BUCKET = 'EvidenceBucket';

/**
 * The bucket with the evidence of restore drills. It outlives the stack: whoever removes Dormouse, or turns drills off,
 * keeps what was proven.
 */
export function evidence({ drills }: Settings): Part {
  if (drills === undefined) return { Resources: {} };
  return {
    Resources: drills.bucket === undefined ? { [BUCKET]: bucket(drills), [`${BUCKET}Policy`]: policy } : {},
    Outputs: {
      EvidenceBucketName: {
        Description: 'The bucket with the evidence of restore drills',
        Value: evidenceBucketName(drills),
      },
    },
  };
}

/** The name of the bucket that holds the evidence. */
export function evidenceBucketName({ bucket: given }: DrillSettings): unknown {
  return given ?? reference(BUCKET);
}

/** The ARN of the bucket, or of objects in it. */
export function evidenceArn({ bucket: given }: DrillSettings, objects = ''): unknown {
  return given === undefined
    ? substitute(`\${${BUCKET}.Arn}${objects}`)
    : substitute(`arn:\${AWS::Partition}:s3:::${given}${objects}`);
}

const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } as const;

/** CloudFormation names it: a second stack must not find the bucket of the first under its name. */
function bucket({ retentionDays, lock, logs }: DrillSettings): Resource {
  return {
    Type: 'AWS::S3::Bucket',
    ...retained,
    Properties: {
      // The lock can only be turned on as the bucket is made, and it needs versions.
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: lock, Days: retentionDays } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: {
        Rules: [
          {
            // Each step of a drill is a version of its open record. Once the drill is on record, nobody needs them, but
            // the lock keeps them for the retention.
            Id: 'steps-of-drills',
            Status: 'Enabled',
            Prefix: 'open/',
            NoncurrentVersionExpiration: { NoncurrentDays: retentionDays },
            ExpiredObjectDeleteMarker: true,
          },
        ],
      },
      ...(logs !== undefined && {
        LoggingConfiguration: { DestinationBucketName: logs, LogFilePrefix: 'dormouse-evidence/' },
      }),
    },
  };
}

const policy: Resource = {
  Type: 'AWS::S3::BucketPolicy',
  ...retained,
  Properties: {
    Bucket: reference(BUCKET),
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        tlsOnly('s3:*', [attribute(BUCKET), substitute(`\${${BUCKET}.Arn}/*`)]),
        // Nobody puts another version over evidence, which would then be what a reader is shown.
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
        {
          Sid: 'NeverReplaced',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutObject',
          Resource: substitute(`\${${BUCKET}.Arn}/evidence/*`),
          Condition: { Null: { 's3:if-none-match': 'true' } },
        },
      ],
    },
  },
};
