import { alarm, type Watch } from './alarm.ts';
import { deadLettersOf, functions, nameOf, type StackFunction } from './functions.ts';
import type { Part } from './resource.ts';
import { undeliveredName } from './rules.ts';
import type { Settings } from './settings.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

/** What a function is watched for, by the end of the alarm's name. */
type Watches = Readonly<Record<string, Watch>>;

/** The alarms of every function, and those of the few that have something of their own. */
export function alarms(settings: Settings): Part {
  const entries = functions.flatMap((fn) =>
    Object.entries({ ...watchesOf(settings, fn), ...special[fn.name]?.(settings, fn) }).map(
      ([what, watch]) => [`${fn.id}${what}Alarm`, alarm(`${nameOf(settings, fn)}-${what}`, watch)],
    ),
  );
  const undelivered = alarm(`dormouse-${settings.stage}-UndeliveredEvents`, {
    about: 'RDS events could not be put on a queue; they wait in the queue of undelivered events',
    ...messagesIn(undeliveredName(settings)),
  });
  return { Resources: { ...Object.fromEntries(entries), UndeliveredEventsAlarm: undelivered } };
}

function watchesOf(settings: Settings, fn: StackFunction): Watches {
  const { sweepMissedMinutes } = settings;
  const twice = twiceWithin(failuresMinutes(settings));
  const lambda = { namespace: 'AWS/Lambda', dimensions: { FunctionName: nameOf(settings, fn) } } as const;
  return {
    DeadLetters: {
      about: `${fn.name} has given up messages, or could not read them; its log says why`,
      ...messagesIn(deadLettersOf(settings, fn)),
    },
    // Twice, for the next sweep makes good what one has missed.
    Errors: {
      about: `${fn.name} has failed at least twice within ${failuresMinutes(settings)} minutes`,
      ...lambda,
      metric: 'Errors',
      ...twice,
    },
    // Also of messages, which fail no invocation.
    RunsFailed: {
      about: `Something failed in at least two runs of ${fn.name} within ${failuresMinutes(settings)} minutes`,
      ...own(settings, fn),
      metric: 'RunsFailed',
      ...twice,
    },
    ...(fn.confirms && {
      NotConfirmed: {
        about: `What ${fn.name} asked of AWS has not come about, at least twice within ${failuresMinutes(settings)} minutes`,
        ...own(settings, fn),
        metric: 'ActsNotConfirmed',
        ...twice,
      },
    }),
    // What is followed for longer has been received more than three times by then, and SQS leaves that out:
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    OldestMessage: {
      about: `A message for ${fn.name} is older than an hour: its queue is not worked off`,
      namespace: 'AWS/SQS',
      dimensions: { QueueName: nameOf(settings, fn) },
      metric: 'ApproximateAgeOfOldestMessage',
      statistic: 'Maximum',
      periodSeconds: 15 * MINUTE_SECONDS,
      compare: 'over',
      threshold: HOUR_SECONDS,
    },
    // Not invocations, which are also those for events, and those that only split a sweep. 0 is no bad news: there is
    // nowhere to look, as without a rule about copies. Many short periods, not a long one: CloudWatch looks for data in
    // some periods before those, too, if there is none.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
    SweepMissed: {
      about: `${fn.name} has swept nothing for ${sweepMissedMinutes} minutes`,
      ...own(settings, fn),
      metric: 'ScopesSwept',
      statistic: 'Sum',
      periodSeconds: 5 * MINUTE_SECONDS,
      periods: Math.ceil(sweepMissedMinutes / 5),
      compare: 'under',
      threshold: 0,
      silenceIsBad: true,
    },
    BreakerTripped: {
      about: `More was due for ${fn.name} than the breaker under limits allows, so it touched nothing`,
      ...own(settings, fn),
      metric: 'BreakersTripped',
      statistic: 'Sum',
      periodSeconds: 30 * MINUTE_SECONDS,
      compare: 'from',
      threshold: 1,
    },
  };
}

/** What a function is watched for besides, by its name. */
const special: Readonly<Record<string, (settings: Settings, fn: StackFunction) => Watches>> = {
  'stop-idle-clusters': (settings, fn) => ({ Quota: quota(settings, fn) }),
  'create-snapshots': (settings, fn) => ({ Quota: quota(settings, fn) }),
  'copy-snapshots': (settings, fn) => ({
    Quota: quota(settings, fn),
    RecoveryPointAge: {
      about: `The newest copy of a cluster in another Region is older than ${settings.recoveryPointMaxHours} hours`,
      ...own(settings, fn),
      metric: 'RecoveryPointAgeMax',
      statistic: 'Maximum',
      periodSeconds: HOUR_SECONDS,
      compare: 'over',
      threshold: settings.recoveryPointMaxHours * HOUR_SECONDS,
    },
    // One without any copy has no age.
    RecoveryPointsMissing: {
      about: `There were clusters without any copy in another Region for ${settings.recoveryPointMaxHours} hours`,
      ...own(settings, fn),
      metric: 'RecoveryPointsMissing',
      statistic: 'Maximum',
      periodSeconds: HOUR_SECONDS,
      periods: settings.recoveryPointMaxHours,
      compare: 'from',
      threshold: 1,
    },
  }),
  'toggle-activity-streams': (settings, fn) => ({
    // Twice, for one that closes may have been seen just before, by the same sweep.
    StreamGap: {
      about: `An activity stream that is to run is missing for over ${settings.streamGapMaxMinutes} minutes`,
      ...own(settings, fn),
      metric: 'StreamGapMax',
      statistic: 'Maximum',
      periodSeconds: sweepMinutes(settings) * MINUTE_SECONDS,
      periods: 2,
      compare: 'over',
      threshold: settings.streamGapMaxMinutes * MINUTE_SECONDS,
    },
  }),
};

function quota(settings: Settings, fn: StackFunction): Watch {
  return {
    about: `Over 80 % of the quota of manual cluster snapshots are used in an account and Region`,
    ...own(settings, fn),
    metric: 'SnapshotQuotaUsedPercent',
    statistic: 'Maximum',
    periodSeconds: HOUR_SECONDS,
    compare: 'over',
    threshold: 80,
  };
}

/** Long enough for two sweeps, of which no more than one may fail, as long as four of them fit into what may be missed. */
function failuresMinutes({ sweepMissedMinutes }: Settings): number {
  return Math.max(30, Math.ceil(sweepMissedMinutes / 2));
}

/** Long enough for a sweep in each, as long as four of them fit into what may be missed. */
function sweepMinutes({ sweepMissedMinutes }: Settings): number {
  return Math.max(15, Math.ceil(sweepMissedMinutes / 4));
}

function twiceWithin(minutes: number) {
  return {
    statistic: 'Sum',
    periodSeconds: minutes * MINUTE_SECONDS,
    compare: 'from',
    threshold: 2,
  } as const;
}

/** Any message at all in a queue that should have none. */
function messagesIn(queueName: string) {
  return {
    namespace: 'AWS/SQS',
    dimensions: { QueueName: queueName },
    metric: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
    periodSeconds: 5 * MINUTE_SECONDS,
    compare: 'from',
    threshold: 1,
  } as const;
}

/** The metrics that a function sends itself. */
function own({ stage }: Settings, { name }: StackFunction) {
  return { namespace: 'Dormouse', dimensions: { service: `dormouse-${stage}`, function: name } } as const;
}
