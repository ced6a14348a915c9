import { BUCKET, LOG_LEVELS, RETENTION_DAYS } from '../settings.ts';
import { ACCOUNTS, OPTIONAL_BUCKET, type Parameter, RATE, YES_NO } from './parameter.ts';

/** The parameters of the home stack, in the groups in which the console shows them. */
export const groups = {
  Code: {
    CodeBucket: {
      Description: 'Bucket of this Region with the zips of the release',
      AllowedPattern: `^${BUCKET}$`,
      ConstraintDescription: 'the name of a bucket',
    },
    CodePrefix: {
      Description: 'What the keys of the zips begin with, up to their file names',
      AllowedPattern: '^([^/].*/)?$',
      ConstraintDescription: 'a prefix that ends with a slash, or nothing',
    },
  },
  Stage: {
    Stage: {
      Description: 'Name of this deployment, in the names of all of its resources',
      Default: 'prod',
      // The name of a role has 64 characters, which the longest of its parts leave 14 of.
      AllowedPattern: '^[A-Za-z0-9-]{1,14}$',
      ConstraintDescription: '1 to 14 letters, digits and hyphens',
    },
    Enabled: {
      Description: 'Whether schedules, RDS events and queues reach the functions',
      Default: 'true',
      ...YES_NO,
    },
  },
  'Policy: exactly what PolicySource names has to be given, and to be there': {
    PolicySource: {
      Description: 'Where the policy is',
      Default: 'ssm',
      AllowedValues: ['ssm', 'appconfig', 's3'],
    },
    PolicyParameter: {
      Description: 'ssm: name of the parameter',
      Default: '/dormouse/policy',
      AllowedPattern: '^(/[A-Za-z0-9_.-]+)+$',
      ConstraintDescription: 'the name of a parameter, with a slash before it',
    },
    PolicyProfile: {
      Description: 'appconfig: <application>/<environment>/<configuration profile>, names or ids',
      Default: '',
      AllowedPattern: '^([^/]+/[^/]+/[^/]+)?$',
      ConstraintDescription: '<application>/<environment>/<configuration profile>, or nothing',
    },
    PolicyBucket: { Description: 's3: bucket of the policy, in this account', ...OPTIONAL_BUCKET },
    PolicyKey: {
      Description: 's3: key of the policy in its bucket',
      Default: 'policy.yml',
      AllowedPattern: "^[A-Za-z0-9!_.'()-][A-Za-z0-9!_.'()/-]{0,900}$",
      ConstraintDescription: 'a key of letters, digits and safe characters',
    },
  },
  Schedules: {
    Rate: {
      Description: 'How often clusters are stopped and started, and snapshots taken',
      Default: 'rate(5 minutes)',
      ...RATE,
    },
    CopyRate: { Description: 'How often snapshots are copied', Default: 'rate(15 minutes)', ...RATE },
    PruneRate: { Description: 'How often snapshots are pruned', Default: 'rate(15 minutes)', ...RATE },
    StreamRate: {
      Description: 'How often activity streams are looked at: at most 15 minutes',
      Default: 'rate(5 minutes)',
      ...RATE,
    },
    CapacityRate: { Description: 'How often capacities are looked at', Default: 'rate(5 minutes)', ...RATE },
    DrillRate: { Description: 'How often restore drills are looked at', Default: 'rate(5 minutes)', ...RATE },
  },
  'Other accounts': {
    Accounts: { Description: 'Other accounts whose RDS events are let in', ...ACCOUNTS },
    Organization: {
      Description: 'Or all accounts of an organization, which the policy may name as targets',
      Default: '',
      AllowedPattern: '^(o-[a-z0-9]{10,32})?$',
      ConstraintDescription: 'the id of an organization, o-…, or nothing',
    },
    KeyAccounts: { Description: 'Other accounts whose KMS keys the policy names', ...ACCOUNTS },
    RoleName: {
      Description: 'Name of the role in target accounts, RoleName of the spokes',
      Default: 'dormouse',
      AllowedPattern: '^[A-Za-z0-9_-]{1,40}$',
      ConstraintDescription: '1 to 40 letters, digits, hyphens and underscores',
    },
    RolePath: {
      Description: 'Path of all roles, here and in target accounts; a stack keeps the one it was made with',
      Default: '/',
      AllowedPattern: '^/([A-Za-z0-9_+=,.@-]{1,64}/){0,4}$',
      ConstraintDescription: 'a path that begins and ends with a slash: /dormouse/',
    },
    PermissionsBoundary: {
      Description: 'Name, with its path, of the managed policy that bounds every role',
      Default: '',
      AllowedPattern: '^([A-Za-z0-9_+=,.@-]+(/[A-Za-z0-9_+=,.@-]+)*)?$',
      ConstraintDescription: 'the name of a managed policy without its ARN: boundaries/dormouse, or nothing',
    },
  },
  Encryption: {
    KmsKey: {
      Description: 'ARN of a KMS key for queues, topic, logs and evidence, instead of keys of AWS',
      Default: '',
      AllowedPattern: '^(arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)?$',
      ConstraintDescription: 'the ARN of a key, or nothing',
    },
  },
  Alarms: {
    AlarmEmailAddress: {
      Description: 'Notified of alarms, once it has confirmed the subscription',
      Default: '',
      AllowedPattern: '^([^@ ]+@[^@ ]+)?$',
      ConstraintDescription: 'an e-mail address, or nothing',
    },
    Runbooks: {
      Description: 'Where the runbooks lie that alarms name: a URL or a path',
      Default: 'docs/runbooks',
      AllowedPattern: '^.{1,200}$',
    },
    SweepMissedMinutes: {
      Description: 'Alarm when a function has completed no sweep for this long: four times the longest rate',
      Type: 'Number',
      Default: 60,
      AllowedValues: [20, 30, 60, 120, 240, 480, 720, 1440],
    },
    PausedMaxHours: {
      Description: 'Alarm when something has been paused for longer',
      Type: 'Number',
      Default: 24,
      AllowedValues: [2, 8, 24, 72, 168],
    },
    RecoveryPointMaxHours: {
      Description: "Alarm when a cluster's newest copy in another Region is older",
      Type: 'Number',
      Default: 26,
      AllowedValues: [2, 6, 12, 26, 50, 74, 168],
    },
    StreamGapMaxMinutes: {
      Description:
        'Alarm when an activity stream is missing for longer; 10200 if it may wait a week for its window',
      Type: 'Number',
      Default: 60,
      AllowedValues: [15, 30, 60, 120, 360, 1440, 10_200],
    },
  },
  'Restore drills': {
    Drills: {
      Description:
        'Whether there are restore drills, with permissions to restore clusters and to delete the restored ones',
      Default: 'false',
      ...YES_NO,
    },
    ProvenMaxDays: {
      Description: 'Alarm when the last drill of a cluster that passed is longer ago, days',
      Type: 'Number',
      Default: 45,
      AllowedValues: [8, 15, 36, 45, 70, 100, 190, 375],
    },
    EvidenceRetention: {
      Description: 'Days for which S3 lets nobody delete the evidence of a drill',
      Type: 'Number',
      Default: 400,
      MinValue: 1,
      MaxValue: 36_500,
    },
    EvidenceLock: {
      Description: 'Who can end that earlier: with COMPLIANCE nobody, not even the root user of the account',
      Default: 'GOVERNANCE',
      AllowedValues: ['GOVERNANCE', 'COMPLIANCE'],
    },
    ExistingEvidenceBucket: {
      Description: 'The bucket that an earlier stack has left, instead of a new one',
      ...OPTIONAL_BUCKET,
    },
    EvidenceLogs: { Description: 'A bucket for the access logs of the evidence', ...OPTIONAL_BUCKET },
  },
  'Logs and record': {
    LogRetention: {
      Description: 'Days for which the logs of the functions are kept',
      Type: 'Number',
      Default: 30,
      AllowedValues: RETENTION_DAYS,
    },
    RecordRetention: {
      Description: 'Days for which the outcome events are kept that dormouse history shows',
      Type: 'Number',
      Default: 400,
      AllowedValues: RETENTION_DAYS,
    },
    ArchiveRetention: {
      Description: 'Days for which outcome events can be replayed',
      Type: 'Number',
      Default: 90,
      MinValue: 1,
      MaxValue: 3653,
    },
    LogLevel: {
      Description: 'DEBUG: also each decision and each message that waits',
      Default: 'INFO',
      AllowedValues: LOG_LEVELS,
    },
    Tracing: {
      Description: 'Active: traces by X-Ray',
      Default: 'PassThrough',
      AllowedValues: ['PassThrough', 'Active'],
    },
  },
  Throughput: {
    Concurrency: {
      Description: 'Accounts and Regions that one run handles at the same time',
      Type: 'Number',
      Default: 4,
      MinValue: 1,
      MaxValue: 50,
    },
    QueueConcurrency: {
      Description: "Batches of a function's queue handled at the same time",
      Type: 'Number',
      Default: 2,
      MinValue: 2,
      MaxValue: 1000,
    },
    ReservedConcurrency: {
      Description: 'Reserved concurrency of each function, more than QueueConcurrency; 0 reserves none',
      Type: 'Number',
      Default: 3,
      MinValue: 0,
      MaxValue: 1000,
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Parameter>>>>;

/** All parameters by name. */
export const parameters: Readonly<Record<string, Parameter>> = Object.assign({}, ...Object.values(groups));

/** The parameters that are lists. */
export const lists: ReadonlySet<string> = new Set(
  Object.entries(parameters).flatMap(([name, { Type }]) => (Type === 'CommaDelimitedList' ? [name] : [])),
);
