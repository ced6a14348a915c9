import { DEFAULT_ROLE } from '../account-settings.ts';
import type { Settings } from '../settings.ts';
import { parameters } from './parameters.ts';
import { listOf, numberOf, textOf } from './tokens.ts';

type Change = (settings: Settings) => Settings;

/** A setting that changes the form of the template, and what CloudFormation has to ask to know it. */
export type Variant = Choice | Numbers;

/** Its values from the first whose condition holds; the last one has none. */
export interface Choice {
  readonly values: readonly { readonly condition?: string; readonly change: Change }[];
}

/** A number that the template computes with, of those that its parameter allows. */
export interface Numbers {
  readonly parameter: string;
  readonly values: readonly { readonly key: string; readonly change: Change }[];
}

/** The settings with every parameter that is only handed on in its place, and everything on. */
export function withTokens(settings: Settings): Settings {
  return {
    ...settings,
    stage: textOf('Stage'),
    enabled: true,
    traced: true,
    roleName: textOf('RoleName'),
    rolePath: textOf('RolePath'),
    permissionsBoundary: textOf('PermissionsBoundary'),
    kmsKey: textOf('KmsKey'),
    rates: {
      rate: textOf('Rate'),
      copyRate: textOf('CopyRate'),
      pruneRate: textOf('PruneRate'),
      streamRate: textOf('StreamRate'),
      capacityRate: textOf('CapacityRate'),
      drillRate: textOf('DrillRate'),
    },
    queueConcurrency: numberOf('QueueConcurrency'),
    reservedConcurrency: numberOf('ReservedConcurrency'),
    recordRetentionDays: numberOf('RecordRetention'),
    archiveRetentionDays: numberOf('ArchiveRetention'),
    accounts: listOf('Accounts'),
    organization: textOf('Organization'),
    keyAccounts: listOf('KeyAccounts'),
    alarmEmail: textOf('AlarmEmailAddress'),
    runbooks: textOf('Runbooks'),
    drills: {
      retentionDays: numberOf('EvidenceRetention'),
      // The type has its two values, of which CloudFormation lets the parameter have one.
      lock: textOf('EvidenceLock') as 'GOVERNANCE',
      bucket: textOf('ExistingEvidenceBucket'),
      logs: textOf('EvidenceLogs'),
      provenMaxDays: settings.drills?.provenMaxDays ?? 45,
    },
  };
}

const isSet = (parameter: string) => ({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: parameter }, ''] }] });
const isOneOf = (list: string) => ({
  'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', { Ref: list }] }, ''] }],
});
const is = (parameter: string, value: string) => ({ 'Fn::Equals': [{ Ref: parameter }, value] });

/** The conditions of the template, by name. */
export const conditions: Readonly<Record<string, object>> = {
  IsEnabled: is('Enabled', 'true'),
  IsTraced: is('Tracing', 'Active'),
  HasDrills: is('Drills', 'true'),
  HasExistingEvidenceBucket: isSet('ExistingEvidenceBucket'),
  HasEvidenceLogs: isSet('EvidenceLogs'),
  HasOrganization: isSet('Organization'),
  HasAccounts: isOneOf('Accounts'),
  HasKeyAccounts: isOneOf('KeyAccounts'),
  HasAlarmEmail: isSet('AlarmEmailAddress'),
  HasPermissionsBoundary: isSet('PermissionsBoundary'),
  HasKmsKey: isSet('KmsKey'),
  HasReservedConcurrency: { 'Fn::Not': [is('ReservedConcurrency', '0')] },
  HasDefaultRole: is('RoleName', DEFAULT_ROLE),
  PolicyInAppConfig: is('PolicySource', 'appconfig'),
  PolicyInS3: is('PolicySource', 's3'),
};

/** On as the settings are, and off as `off` makes them. */
function unless(condition: string, off: Change): Choice {
  return { values: [{ condition, change: (settings) => settings }, { change: off }] };
}

const choices: readonly Choice[] = [
  unless('IsEnabled', (settings) => ({ ...settings, enabled: false })),
  unless('IsTraced', (settings) => ({ ...settings, traced: false })),
  unless('HasDrills', ({ drills, ...settings }) => settings),
  unless('HasExistingEvidenceBucket', withoutDrillSetting('bucket')),
  unless('HasEvidenceLogs', withoutDrillSetting('logs')),
  unless('HasOrganization', ({ organization, ...settings }) => settings),
  unless('HasAccounts', (settings) => ({ ...settings, accounts: [] })),
  unless('HasKeyAccounts', (settings) => ({ ...settings, keyAccounts: [] })),
  unless('HasAlarmEmail', ({ alarmEmail, ...settings }) => settings),
  unless('HasPermissionsBoundary', ({ permissionsBoundary, ...settings }) => settings),
  unless('HasKmsKey', ({ kmsKey, ...settings }) => settings),
  unless('HasReservedConcurrency', ({ reservedConcurrency, ...settings }) => settings),
  {
    values: [
      { condition: 'HasDefaultRole', change: (settings) => ({ ...settings, roleName: DEFAULT_ROLE }) },
      { change: (settings) => settings },
    ],
  },
  {
    values: [
      {
        condition: 'PolicyInAppConfig',
        change: (settings) => ({
          ...settings,
          // The parameter has all three in one.
          policy: { kind: 'appconfig', application: textOf('PolicyProfile'), environment: '', profile: '' },
        }),
      },
      {
        condition: 'PolicyInS3',
        change: (settings) => ({
          ...settings,
          policy: { kind: 's3', bucket: textOf('PolicyBucket'), key: textOf('PolicyKey') },
        }),
      },
      { change: (settings) => ({ ...settings, policy: { kind: 'ssm', name: textOf('PolicyParameter') } }) },
    ],
  },
];

function withoutDrillSetting(name: 'bucket' | 'logs'): Change {
  return ({ drills, ...settings }) => {
    if (drills === undefined) return settings;
    const { [name]: _, ...others } = drills;
    return { ...settings, drills: others };
  };
}

const numbers: readonly Numbers[] = [
  among('SweepMissedMinutes', (settings, sweepMissedMinutes) => ({ ...settings, sweepMissedMinutes })),
  among('PausedMaxHours', (settings, pausedMaxHours) => ({ ...settings, pausedMaxHours })),
  among('RecoveryPointMaxHours', (settings, recoveryPointMaxHours) => ({
    ...settings,
    recoveryPointMaxHours,
  })),
  among('StreamGapMaxMinutes', (settings, streamGapMaxMinutes) => ({ ...settings, streamGapMaxMinutes })),
  among('ProvenMaxDays', ({ drills, ...settings }, provenMaxDays) => ({
    ...settings,
    ...(drills && { drills: { ...drills, provenMaxDays } }),
  })),
];

function among(parameter: string, change: (settings: Settings, value: number) => Settings): Numbers {
  const { AllowedValues = [] } = parameters[parameter] ?? {};
  return {
    parameter,
    values: AllowedValues.map((value) => ({
      key: String(value),
      change: (settings: Settings) => change(settings, Number(value)),
    })),
  };
}

/** All of them. Numbers come last, so that conditions choose between what the numbers have made. */
export const variants: readonly Variant[] = [...choices, ...numbers];
