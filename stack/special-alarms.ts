import {
  type AlarmSpec,
  type Alarms,
  HOUR_SECONDS,
  MINUTE_SECONDS,
  once,
  own,
  present,
  sweepMinutes,
} from './alarm.ts';
import type { FunctionName, StackFunction } from './functions.ts';
import type { DrillSettings, Settings } from './settings.ts';

/** The alarms of a function besides those that every function has. */
export function specialAlarms(settings: Settings, fn: StackFunction): Alarms {
  return special[fn.name]?.(settings, fn) ?? {};
}

const special: Readonly<
  Partial<Record<FunctionName, (settings: Settings, fn: StackFunction) => Alarms | undefined>>
> = {
  'stop-idle-clusters': (settings, fn) => ({ Quota: quota(settings, fn) }),
  'create-snapshots': (settings, fn) => ({ Quota: quota(settings, fn) }),
  'copy-snapshots': (settings, fn) => ({
    Quota: quota(settings, fn),
    RecoveryPointAge: {
      description: `The newest copy of a cluster in another Region is older than ${settings.recoveryPointMaxHours} hours`,
      runbook: 'recovery-point',
      ...own(settings, fn),
      metric: 'RecoveryPointAgeMax',
      statistic: 'Maximum',
      periodSeconds: HOUR_SECONDS,
      compare: '>',
      threshold: settings.recoveryPointMaxHours * HOUR_SECONDS,
      // When copying stops altogether nothing is sent, and the copies are no younger for it.
      missingData: 'ignore',
    },
    RecoveryPointOverdue: {
      description:
        "The newest copy of a cluster in another Region is older than the destination's recoveryPointMaxAge in the policy",
      runbook: 'recovery-point',
      ...own(settings, fn),
      metric: 'RecoveryPointOverdueMax',
      statistic: 'Maximum',
      periodSeconds: HOUR_SECONDS,
      compare: '>',
      threshold: 0,
      missingData: 'ignore',
    },
    // A cluster without any copy has no age.
    RecoveryPointsMissing: {
      description: `For ${settings.recoveryPointMaxHours} hours there were clusters without a copy in another Region`,
      runbook: 'recovery-point',
      ...own(settings, fn),
      ...present,
      metric: 'RecoveryPointsMissing',
      periodSeconds: HOUR_SECONDS,
      periods: settings.recoveryPointMaxHours,
    },
  }),
  'toggle-activity-streams': (settings, fn) => ({
    // Two periods, because the same sweep may have seen a gap just before it closed it.
    StreamGap: {
      description: `An activity stream that should run has been missing for over ${settings.streamGapMaxMinutes} minutes`,
      runbook: 'stream-gap',
      ...own(settings, fn),
      metric: 'StreamGapMax',
      statistic: 'Maximum',
      periodSeconds: sweepMinutes(settings) * MINUTE_SECONDS,
      periods: 2,
      compare: '>',
      threshold: settings.streamGapMaxMinutes * MINUTE_SECONDS,
    },
    // Seven days are as far back as an alarm can look.
    StreamsOverridden: {
      description: 'Activity streams have followed overrides against their rules for seven days',
      runbook: 'streams-overridden',
      ...own(settings, fn),
      ...present,
      metric: 'StreamsOverridden',
      periodSeconds: HOUR_SECONDS,
      periods: 7 * 24,
    },
  }),
  'drill-restores': (settings, fn) => settings.drills && drillAlarms(settings, settings.drills, fn),
};

function drillAlarms(settings: Settings, { provenMaxDays }: DrillSettings, fn: StackFunction): Alarms {
  return {
    ProvenAge: {
      description: `A cluster has not been proven to be restorable for ${provenMaxDays} days`,
      runbook: 'proven-age',
      ...own(settings, fn),
      metric: 'ProvenAgeHours',
      statistic: 'Maximum',
      periodSeconds: HOUR_SECONDS,
      compare: '>',
      threshold: 24 * provenMaxDays,
      // When drills stop altogether nothing is sent, which proves nothing.
      missingData: 'ignore',
    },
    // Two hours: an answer that was missing once is no pattern.
    NotReady: {
      description: 'For two hours something was in the way of a restore of clusters that have restore drills',
      runbook: 'not-ready',
      ...own(settings, fn),
      ...present,
      metric: 'ClustersNotReady',
      periodSeconds: HOUR_SECONDS,
      periods: 2,
      // When the function stops altogether nothing is sent, and whatever was in the way still is.
      missingData: 'ignore',
    },
    DrillFailed: {
      description: 'A restore drill has failed: a backup could not be proven',
      runbook: 'drill-failed',
      ...own(settings, fn),
      metric: 'DrillsFailed',
      ...once,
    },
    DrillTargetMissed: {
      description: 'A restore drill took longer, or would have lost more, than its targets allow',
      runbook: 'drill-target-missed',
      ...own(settings, fn),
      metric: 'DrillTargetMissed',
      ...once,
    },
    DrillLeftover: {
      description: 'A cluster of a restore drill is left over and costs money: it could not be deleted',
      runbook: 'drill-leftover',
      ...own(settings, fn),
      metric: 'DrillLeftovers',
      ...once,
    },
  };
}

function quota(settings: Settings, fn: StackFunction): AlarmSpec {
  return {
    description: 'Over 80 % of the quota of manual cluster snapshots is used in an account and Region',
    runbook: 'quota',
    ...own(settings, fn),
    metric: 'SnapshotQuotaUsedPercent',
    statistic: 'Maximum',
    periodSeconds: HOUR_SECONDS,
    compare: '>',
    threshold: 80,
    // Only runs in which a snapshot is due read the quota.
    missingData: 'ignore',
  };
}
