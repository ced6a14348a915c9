import type { StackFunction } from './functions.ts';
import { type Resource, reference } from './resource.ts';
import type { Settings } from './settings.ts';

export const MINUTE_SECONDS = 60;
export const HOUR_SECONDS = 3600;

/** Alarms of a function, by the end of their names. */
export type Alarms = Readonly<Record<string, AlarmSpec>>;

/** One metric, and from which value on somebody is notified. */
export interface AlarmSpec {
  readonly description: string;
  /** The page in docs/runbooks that says what to do, without `.md`. */
  readonly runbook: string;
  readonly namespace: 'AWS/Lambda' | 'AWS/SQS' | 'AWS/Scheduler' | 'Dormouse';
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
  readonly periodSeconds: number;
  /** The number of consecutive periods; absent: one. */
  readonly periods?: number;
  /** How many of these periods have to breach; absent: all. */
  readonly datapoints?: number;
  readonly compare: '>=' | '>' | '<';
  readonly threshold: number;
  /**
   * Absent: no data is good news. `ignore` keeps the state, for a metric that is only sent now and then.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   */
  readonly missingData?: 'breaching' | 'ignore';
  /** False: nobody hears of it, because what it watches is switched off. */
  readonly notifies?: boolean;
}

const comparisons = {
  '>=': 'GreaterThanOrEqualToThreshold',
  '>': 'GreaterThanThreshold',
  '<': 'LessThanThreshold',
} as const;

/** The topic is notified when an alarm begins and when it is over. */
export const alarmActions = {
  AlarmActions: [reference('AlarmTopic')],
  OKActions: [reference('AlarmTopic')],
} as const;

/** The description of an alarm ends in its runbook, which lies under `runbooks`, a path or a URL. */
export function describe(
  { description, runbook }: Pick<AlarmSpec, 'description' | 'runbook'>,
  runbooks: string,
): string {
  return `${description}. Runbook: ${runbooks}/${runbook}.md`;
}

/** An alarm; `isSilent`: another one notifies for it. */
export function alarm(name: string, spec: AlarmSpec, runbooks: string, isSilent = false): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: name,
      AlarmDescription: describe(spec, runbooks),
      Namespace: spec.namespace,
      MetricName: spec.metric,
      Dimensions: Object.entries(spec.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: spec.statistic,
      Period: spec.periodSeconds,
      EvaluationPeriods: spec.periods ?? 1,
      ...(spec.datapoints !== undefined && { DatapointsToAlarm: spec.datapoints }),
      ComparisonOperator: comparisons[spec.compare],
      Threshold: spec.threshold,
      TreatMissingData: spec.missingData ?? 'notBreaching',
      ...(spec.notifies === false && { ActionsEnabled: false }),
      ...(isSilent ? {} : alarmActions),
    },
  };
}

/** The metrics that a function sends itself. */
export function own({ stage }: Settings, { name }: StackFunction) {
  return { namespace: 'Dormouse', dimensions: { service: `dormouse-${stage}`, function: name } } as const;
}

/** The alarm is raised by a single count in half an hour. */
export const once = {
  statistic: 'Sum',
  periodSeconds: 30 * MINUTE_SECONDS,
  compare: '>=',
  threshold: 1,
} as const;

/** The alarm is raised while the largest value in every period is 1 or more. */
export const present = { statistic: 'Maximum', compare: '>=', threshold: 1 } as const;

/** Time for a sweep: a quarter of sweepMissedMinutes. */
export function sweepMinutes({ sweepMissedMinutes }: Settings): number {
  return Math.max(15, Math.ceil(sweepMissedMinutes / 4));
}

/** Time for at least two sweeps: a quarter of sweepMissedMinutes has room for one. */
export function failuresMinutes({ sweepMissedMinutes }: Settings): number {
  return Math.max(30, Math.ceil(sweepMissedMinutes / 2));
}

export function twiceWithin(minutes: number) {
  return { ...once, periodSeconds: minutes * MINUTE_SECONDS, threshold: 2 } as const;
}

/** Any message at all in a queue that should have none. */
export function messagesIn(queueName: string) {
  return {
    namespace: 'AWS/SQS',
    dimensions: { QueueName: queueName },
    ...present,
    metric: 'ApproximateNumberOfMessagesVisible',
    periodSeconds: 5 * MINUTE_SECONDS,
  } as const;
}
