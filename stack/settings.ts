import { defined } from '../shared/defined.ts';
import { type PolicySource, parseSource, SOURCE_FORMS } from '../shared/policy/file/source.ts';
import { type AccountSettings, readAccountSettings } from './account-settings.ts';
import type { Parameters } from './parameters.ts';

/** The settings that the stack depends on: the parameters, the stage and the provider in serverless.yml. */
export interface Settings extends AccountSettings {
  readonly stage: string;
  /** Whether schedules, RDS events and queues reach the functions. */
  readonly enabled: boolean;
  readonly policy: PolicySource;
  /** The rates of the schedules, by parameter: `rate(5 minutes)`. */
  readonly rates: Readonly<Record<(typeof rateParameters)[number], string>>;
  /** The timeout of the functions. */
  readonly timeoutSeconds: number;
  /** How long messages are gathered for one batch. */
  readonly batchWindowSeconds: number;
  /** Batches of a function's queue handled at the same time. */
  readonly queueConcurrency: number;
  /** The reserved concurrency of each function; absent: none. */
  readonly reservedConcurrency?: number;
  /** Whether logs and record outlive the stack. */
  readonly retain: boolean;
  /** How long outcome events are kept in their log group. */
  readonly recordRetentionDays: number;
  /** How long outcome events can be replayed. */
  readonly archiveRetentionDays: number;
  /** Whether X-Ray traces the functions. */
  readonly traced: boolean;
  /** Accounts whose RDS events are let in. */
  readonly accounts: readonly string[];
  /** The organization all of whose accounts are let in, and may be listed and entered. */
  readonly organization?: string;
  /** Other accounts whose KMS keys the policy names. */
  readonly keyAccounts: readonly string[];
  readonly alarmEmail?: string;
  /** Where the runbooks lie that alarms name: a folder of the repository, or a URL. */
  readonly runbooks: string;
  /** Tags of the stack and all of its resources. */
  readonly tags: Readonly<Record<string, string>>;
  readonly sweepMissedMinutes: number;
  /** How long something may be paused before an alarm is raised. */
  readonly pausedMaxHours: number;
  readonly recoveryPointMaxHours: number;
  readonly streamGapMaxMinutes: number;
  /** Absent: restore drills are off. */
  readonly drills?: DrillSettings;
}

/** Where the evidence of restore drills is kept, and how it is locked. */
export interface DrillSettings {
  readonly retentionDays: number;
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes */
  readonly lock: 'GOVERNANCE' | 'COMPLIANCE';
  /** A bucket that is there already; absent: the stack makes one. */
  readonly bucket?: string;
  /** The bucket that gets the access logs. */
  readonly logs?: string;
  /** How long ago a cluster may have been proven to be restorable. */
  readonly provenMaxDays: number;
}

const rateParameters = ['rate', 'copyRate', 'pruneRate', 'streamRate', 'capacityRate', 'drillRate'] as const;

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
const RATE = /^(rate\([1-9]\d* (minute|hour|day)s?\)|(cron|at)\(.+\))$/;

/** CloudWatch looks back for seven days: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const MAX_PAUSED_HOURS = 168;

export const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'CRITICAL', 'SILENT'] as const;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const RETENTION_DAYS: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** A pattern of names: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const BUCKET = '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]';

/** The settings in serverless.yml besides the parameters. */
export interface Service {
  readonly stage: string;
  readonly timeout: unknown;
}

/**
 * Reads the parameters.
 *
 * @throws Error that names the stage or the parameter that can't be used, and the form that it must have.
 */
export function readSettings(parameters: Parameters, service: Service): Settings {
  const text = (name: string): string => String(parameters[name] ?? '').trim();
  const whole = (name: string, max: number): number => toWhole(`the parameter ${name}`, text(name), max);
  const optional = (name: string, pattern: RegExp, form: string): string | undefined =>
    text(name) === '' ? undefined : matching(name, text(name), pattern, form);
  const required = (name: string, pattern: RegExp, form: string): string =>
    matching(name, text(name), pattern, form);
  const flag = (name: string): boolean => required(name, /^(true|false)$/, 'true or false') === 'true';

  const organization = optional('organization', /^o-[a-z0-9]{10,32}$/, 'the id of an organization, o-…');
  const accountIds = (name: string): string[] =>
    optional(name, /^\d{12}(\s*,\s*\d{12})*$/, 'account ids of 12 digits, with commas')?.split(/\s*,\s*/) ??
    [];
  const bucket = (name: string) => optional(name, new RegExp(`^${BUCKET}$`), 'the name of a bucket');
  const alarmEmail = optional('alarmEmail', /^[^\s@]+@[^\s@]+$/, 'an e-mail address');
  const queueConcurrency = whole('queueConcurrency', 1000);
  // serverless.yml hands these to the functions as they are.
  whole('concurrency', 50);
  required('logLevel', oneOf(LOG_LEVELS), `${LOG_LEVELS.slice(0, -1).join(', ')} or ${LOG_LEVELS.at(-1)}`);
  const ofLogs = (name: string): number =>
    Number(
      required(
        name,
        oneOf(RETENTION_DAYS),
        `a number of days that CloudWatch offers: ${RETENTION_DAYS.join(', ')}`,
      ),
    );
  ofLogs('logRetention');
  const reserved = text('reservedConcurrency');
  const reservedConcurrency = reserved === 'none' ? undefined : whole('reservedConcurrency', 1000);
  if (reservedConcurrency !== undefined && reservedConcurrency <= queueConcurrency) {
    throw new Error(
      `the parameter reservedConcurrency must be more than queueConcurrency, ${queueConcurrency}: ${reservedConcurrency}`,
    );
  }
  const evidence: DrillSettings = {
    // S3's limit is 36,500 days: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DefaultRetention.html
    retentionDays: whole('evidenceRetention', 36_500),
    lock: required(
      'evidenceLock',
      /^(GOVERNANCE|COMPLIANCE)$/,
      'GOVERNANCE or COMPLIANCE',
    ) as DrillSettings['lock'],
    provenMaxDays: whole('provenMaxDays', 3650),
    ...defined({
      bucket: bucket('evidenceBucket'),
      logs: bucket('evidenceLogs'),
    }),
  };
  const drills = flag('drills') ? evidence : undefined;
  return {
    stage: toStage(service.stage),
    ...readAccountSettings(optional),
    enabled: flag('enabled'),
    policy: toPolicy(text('policy')),
    rates: Object.fromEntries(
      rateParameters.map((name) => [name, required(name, RATE, 'rate(…) or cron(…)')]),
    ) as Settings['rates'],
    timeoutSeconds: toWhole('timeout', service.timeout, 900),
    batchWindowSeconds: whole('batchWindow', 300),
    queueConcurrency,
    ...defined({ reservedConcurrency }),
    retain: flag('retain'),
    recordRetentionDays: ofLogs('recordRetention'),
    archiveRetentionDays: whole('archiveRetention', 36_500),
    traced: required('tracing', /^(PassThrough|Active)$/, 'PassThrough or Active') === 'Active',
    accounts: accountIds('accounts'),
    keyAccounts: accountIds('keyAccounts'),
    ...defined({ organization, alarmEmail }),
    runbooks: required('runbooks', /^[^\s]{1,300}$/, 'a path or a URL').replace(/\/+$/, ''),
    tags: { project: 'dormouse', ...toTags(parameters.tags) },
    // CloudWatch limits how far back an alarm can look:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
    sweepMissedMinutes: whole('sweepMissedMinutes', 1440),
    pausedMaxHours: whole('pausedMaxHours', MAX_PAUSED_HOURS),
    recoveryPointMaxHours: whole('recoveryPointMaxHours', 168),
    streamGapMaxMinutes: whole('streamGapMaxMinutes', 525_600),
    ...defined({ drills }),
  };
}

function oneOf(values: readonly (string | number)[]): RegExp {
  return new RegExp(`^(${values.join('|')})$`);
}

function matching(name: string, value: string, pattern: RegExp, form: string): string {
  if (!pattern.test(value)) throw new Error(`the parameter ${name} must be ${form}: ${value}`);
  return value;
}

/** From text `key=value, key=value`, or from a mapping in a file. */
function toTags(value: unknown): Record<string, string> {
  const entries =
    typeof value === 'object' && value !== null
      ? Object.entries(value)
      : String(value ?? '')
          .split(',')
          .filter((part) => part.trim() !== '')
          .map((part) => part.split('=', 2));
  return Object.fromEntries(
    entries.map(([key = '', text]) => {
      const tag = `${key.trim()}=${String(text ?? '').trim()}`;
      // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
      matching(
        'tags',
        tag,
        /^(?!aws:)[\p{L}\p{N} _.:/+@-]{1,127}=[\p{L}\p{N} _.:/=+@-]{1,255}$/u,
        'key=value, key=value',
      );
      return [key.trim(), String(text).trim()];
    }),
  );
}

function toPolicy(value: string): PolicySource {
  const source = parseSource(value);
  if (source === undefined) throw new Error(`the parameter policy must be ${SOURCE_FORMS}: ${value}`);
  matching('policy', value, /^(?!file:(\/|.*\.\.))/, 'a file below the folder of serverless.yml');
  return source;
}

/**
 * CloudFormation names a role after stack and logical id, and cuts that for the 64 characters of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; spoke.yml lets roles in by these names.
 */
function toStage(value: string): string {
  if (!/^[A-Za-z0-9-]{1,15}$/.test(value)) {
    throw new Error(
      `the stage must be 1 to 15 letters, digits and hyphens: ${JSON.stringify(value)}; deploy with another --stage, because AWS cuts the names of roles short in a longer one, and target accounts refuse those`,
    );
  }
  return value;
}

function toWhole(name: string, value: unknown, max: number): number {
  const number = Number(value);
  if (value === '' || !Number.isInteger(number) || number < 1 || number > max) {
    throw new Error(`${name} must be a whole number from 1 to ${max}: ${String(value)}`);
  }
  return number;
}
