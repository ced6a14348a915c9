import { type AlarmSpec, alarm } from './alarm.ts';
import { deadLettersOf, type FunctionName, functions, nameOf, type StackFunction } from './functions.ts';
import type { Part } from './resource.ts';
import { undeliveredName } from './rules.ts';
import type { Settings } from './settings.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** The alarms of a function, by the end of their names. */
type Alarms = Readonly<Record<string, AlarmSpec>>;

/** The alarms that every function has, those of single functions, and one for RDS events that were not delivered. */
export function alarms(settings: Settings): Part {
  const entries = functions.flatMap((fn) =>
    Object.entries({ ...alarmsOf(settings, fn), ...special[fn.name]?.(settings, fn) }).map(([what, spec]) => [
      `${fn.id}${what}Alarm`,
      alarm(`${nameOf(settings, fn)}-${what}`, spec, settings.runbooks),
    ]),
  );
  const undelivered: AlarmSpec = {
    description:
      'EventBridge could not put RDS events on a queue; they are in the queue of undelivered events',
    runbook: 'undelivered-events',
    ...messagesIn(undeliveredName(settings)),
  };
  const name = `dormouse-${settings.stage}-UndeliveredEvents`;
  return {
    Resources: {
      ...Object.fromEntries(entries),
      UndeliveredEventsAlarm: alarm(name, undelivered, settings.runbooks),
    },
  };
}

function alarmsOf(settings: Settings, fn: StackFunction): Alarms {
  const { sweepMissedMinutes, enabled } = settings;
  const twice = twiceWithin(failuresMinutes(settings));
  const within = `at least twice within ${failuresMinutes(settings)} minutes`;
  const lambda = { namespace: 'AWS/Lambda', dimensions: { FunctionName: nameOf(settings, fn) } } as const;
  return {
    DeadLetters: {
      description: `${fn.name} gave up messages or could not read them; its log says why`,
      runbook: 'dead-letters',
      ...messagesIn(deadLettersOf(settings, fn)),
    },
    // Twice, because the next sweep makes up for one that failed.
    Errors: {
      description: `Invocations of ${fn.name} failed ${within}`,
      runbook: 'errors',
      ...lambda,
      metric: 'Errors',
      ...twice,
    },
    // Includes runs for messages, which fail no invocation.
    RunsFailed: {
      description: `Runs of ${fn.name} had failures ${within}`,
      runbook: 'runs-failed',
      ...own(settings, fn),
      metric: 'RunsFailed',
      ...twice,
    },
    ...(fn.confirms && {
      NotConfirmed: {
        description: `AWS accepted requests of ${fn.name} that were never confirmed, ${within}`,
        runbook: 'not-confirmed',
        ...own(settings, fn),
        metric: 'ActsNotConfirmed',
        ...twice,
      },
    }),
    // A message that is followed for longer has been received more than three times by then, and SQS leaves it out:
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    OldestMessage: {
      description: `A message for ${fn.name} is older than an hour: nothing works off its queue`,
      runbook: 'oldest-message',
      namespace: 'AWS/SQS',
      dimensions: { QueueName: nameOf(settings, fn) },
      metric: 'ApproximateAgeOfOldestMessage',
      statistic: 'Maximum',
      periodSeconds: 15 * MINUTE_SECONDS,
      compare: '>',
      threshold: HOUR_SECONDS,
      notifies: enabled,
    },
    // Not the number of invocations: those for events, and those that only split a sweep, count there too. 0 is fine,
    // because there may be nowhere to look, as without a rule about copies. Many short periods, not a long one: where
    // CloudWatch finds no data, it also looks at some periods before.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
    SweepMissed: {
      description: `${fn.name} has completed no sweep for ${sweepMissedMinutes} minutes`,
      runbook: 'sweep-missed',
      ...own(settings, fn),
      metric: 'ScopesSwept',
      statistic: 'Sum',
      periodSeconds: 5 * MINUTE_SECONDS,
      periods: Math.ceil(sweepMissedMinutes / 5),
      compare: '<',
      threshold: 0,
      missingData: 'breaching',
      notifies: enabled,
    },
    BreakerTripped: {
      description: `More changes were due for ${fn.name} than limits.<action>.breaker allows, so it made none`,
      runbook: 'breaker-tripped',
      ...own(settings, fn),
      metric: 'BreakersTripped',
      ...once,
    },
    RecursionStopped: {
      description: `Lambda took ${fn.name} and its queue for a recursive loop and dropped messages`,
      runbook: 'recursion-stopped',
      ...lambda,
      metric: 'RecursiveInvocationsDropped',
      ...once,
    },
  };
}

/** The alarms of single functions. */
const special: Readonly<Partial<Record<FunctionName, (settings: Settings, fn: StackFunction) => Alarms>>> = {
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
      metric: 'RecoveryPointsMissing',
      statistic: 'Maximum',
      periodSeconds: HOUR_SECONDS,
      periods: settings.recoveryPointMaxHours,
      compare: '>=',
      threshold: 1,
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
      metric: 'StreamsOverridden',
      statistic: 'Maximum',
      periodSeconds: HOUR_SECONDS,
      periods: 7 * 24,
      compare: '>=',
      threshold: 1,
    },
  }),
};

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

/** Time for at least two sweeps: a quarter of sweepMissedMinutes has room for one. */
function failuresMinutes({ sweepMissedMinutes }: Settings): number {
  return Math.max(30, Math.ceil(sweepMissedMinutes / 2));
}

/** Time for a sweep: a quarter of sweepMissedMinutes. */
function sweepMinutes({ sweepMissedMinutes }: Settings): number {
  return Math.max(15, Math.ceil(sweepMissedMinutes / 4));
}

const once = {
  statistic: 'Sum',
  periodSeconds: 30 * MINUTE_SECONDS,
  compare: '>=',
  threshold: 1,
} as const;

function twiceWithin(minutes: number) {
  return { ...once, periodSeconds: minutes * MINUTE_SECONDS, threshold: 2 } as const;
}

/** Any message at all in a queue that should have none. */
function messagesIn(queueName: string) {
  return {
    namespace: 'AWS/SQS',
    dimensions: { QueueName: queueName },
    metric: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
    periodSeconds: 5 * MINUTE_SECONDS,
    compare: '>=',
    threshold: 1,
  } as const;
}

/** The metrics that a function sends itself. */
function own({ stage }: Settings, { name }: StackFunction) {
  return { namespace: 'Dormouse', dimensions: { service: `dormouse-${stage}`, function: name } } as const;
}
