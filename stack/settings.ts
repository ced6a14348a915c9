/** What the parameters and the provider in serverless.yml say. */
export interface Settings {
  readonly stage: string;
  /** Of the functions. */
  readonly timeoutSeconds: number;
  /** How long messages are gathered for one batch. */
  readonly batchWindowSeconds: number;
  /** Of each function; absent: none. */
  readonly reservedConcurrency?: number;
  /** Whether X-Ray traces the functions. */
  readonly traced: boolean;
  /** Accounts whose RDS events are let in. */
  readonly accounts: readonly string[];
  /** The organisation all of whose accounts are let in. */
  readonly organization?: string;
  readonly alarmEmail?: string;
  readonly sweepMissedMinutes: number;
  readonly recoveryPointMaxHours: number;
  readonly streamGapMaxMinutes: number;
}

/** Asks for one value of serverless.yml. */
export interface Resolver {
  /** `param:accounts` */
  resolveVariable(name: string): Promise<unknown>;
  /** `['provider', 'timeout']` */
  resolveConfigurationProperty(path: readonly string[]): Promise<unknown>;
}

/**
 * Reads what the resources depend on.
 *
 * @throws Error that names the stage or the parameter which can't be used.
 */
export async function readSettings(resolver: Resolver): Promise<Settings> {
  const text = async (name: string): Promise<string> => String((await resolver.resolveVariable(name)) ?? '');
  const upTo = async (max: number, name: string): Promise<number> =>
    toWhole(`the parameter ${name}`, await text(`param:${name}`), max);
  const matching = async (name: string, pattern: RegExp, form: string): Promise<string | undefined> => {
    const value = (await text(`param:${name}`)).trim();
    if (value !== '' && !pattern.test(value))
      throw new Error(`the parameter ${name} must be ${form}: ${value}`);
    return value || undefined;
  };
  const organization = await matching(
    'organization',
    /^o-[a-z0-9]{10,32}$/,
    'the id of an organization, o-…',
  );
  const accounts = await matching(
    'accounts',
    /^\d{12}(\s*,\s*\d{12})*$/,
    'account ids of 12 digits, with commas',
  );
  const alarmEmail = await matching('alarmEmail', /^[^\s@]+@[^\s@]+$/, 'an e-mail address');
  const reservedConcurrency =
    (await text('param:reservedConcurrency')) === 'none'
      ? undefined
      : await upTo(1000, 'reservedConcurrency');
  const queueConcurrency = await upTo(1000, 'queueConcurrency');
  if (reservedConcurrency !== undefined && reservedConcurrency <= queueConcurrency) {
    throw new Error(
      `the parameter reservedConcurrency must be more than queueConcurrency, ${queueConcurrency}: ${reservedConcurrency}`,
    );
  }
  return {
    stage: toStage(await text('sls:stage')),
    timeoutSeconds: toWhole(
      'timeout',
      await resolver.resolveConfigurationProperty(['provider', 'timeout']),
      900,
    ),
    batchWindowSeconds: await upTo(300, 'batchWindow'),
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    traced: (await text('param:tracing')) === 'Active',
    accounts: accounts?.split(/\s*,\s*/) ?? [],
    ...(organization !== undefined && { organization }),
    ...(alarmEmail !== undefined && { alarmEmail }),
    // What an alarm can look back on is limited:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
    sweepMissedMinutes: await upTo(1440, 'sweepMissedMinutes'),
    recoveryPointMaxHours: await upTo(168, 'recoveryPointMaxHours'),
    streamGapMaxMinutes: await upTo(525_600, 'streamGapMaxMinutes'),
  };
}

/**
 * CloudFormation names a role after stack and logical id, and cuts that for the 64 characters of
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; spoke.yml lets in `dormouse-<stage>-*`.
 */
function toStage(value: string): string {
  if (!/^[A-Za-z0-9-]{1,15}$/.test(value)) {
    throw new Error(
      `the stage must be 1 to 15 letters, digits and hyphens: ${JSON.stringify(value)}; deploy with another --stage, for in a longer one AWS cuts the names of roles short, and target accounts refuse those`,
    );
  }
  return value;
}

function toWhole(name: string, value: unknown, max: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > max) {
    throw new Error(`${name} must be a whole number from 1 to ${max}: ${String(value)}`);
  }
  return number;
}
