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
  readonly namespace: 'AWS/Lambda' | 'AWS/SQS' | 'Dormouse';
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
  readonly periodSeconds: number;
  /** The number of consecutive periods; absent: one. */
  readonly periods?: number;
  readonly compare: '>=' | '>' | '<';
  readonly threshold: number;
  /**
   * Absent: no data is good news. `ignore` keeps the state, for a metric that is only sent now and then.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   */
  readonly missingData?: 'breaching' | 'ignore';
  /** Whether anybody is notified; absent: yes. */
  readonly notifies?: boolean;
}

const comparisons = {
  '>=': 'GreaterThanOrEqualToThreshold',
  '>': 'GreaterThanThreshold',
  '<': 'LessThanThreshold',
} as const;

/**
 * An alarm that notifies the topic when it begins and when it is over. Its description ends in its runbook, which lies
 * under `runbooks`, a path or a URL.
 */
export function alarm(name: string, spec: AlarmSpec, runbooks: string): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: name,
      AlarmDescription: `${spec.description}. Runbook: ${runbooks}/${spec.runbook}.md`,
      Namespace: spec.namespace,
      MetricName: spec.metric,
      Dimensions: Object.entries(spec.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: spec.statistic,
      Period: spec.periodSeconds,
      EvaluationPeriods: spec.periods ?? 1,
      ComparisonOperator: comparisons[spec.compare],
      Threshold: spec.threshold,
      TreatMissingData: spec.missingData ?? 'notBreaching',
      ...(spec.notifies === false && { ActionsEnabled: false }),
      AlarmActions: [reference('AlarmTopic')],
      OKActions: [reference('AlarmTopic')],
    },
  };
}

/** The metrics that a function sends itself. */
export function own({ stage }: Settings, { name }: StackFunction) {
  return { namespace: 'Dormouse', dimensions: { service: `dormouse-${stage}`, function: name } } as const;
}

/** Alarms as soon as anything is counted. */
export const once = {
  statistic: 'Sum',
  periodSeconds: 30 * MINUTE_SECONDS,
  compare: '>=',
  threshold: 1,
} as const;

/** Time for a sweep: a quarter of sweepMissedMinutes. */
export function sweepMinutes({ sweepMissedMinutes }: Settings): number {
  return Math.max(15, Math.ceil(sweepMissedMinutes / 4));
}
