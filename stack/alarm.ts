import { type Resource, reference } from './resource.ts';

/** One metric, and from when on somebody is told. */
export interface Watch {
  readonly about: string;
  readonly namespace: 'AWS/Lambda' | 'AWS/SQS' | 'Dormouse';
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum';
  readonly periodSeconds: number;
  /** In how many periods, one after the other; absent: one. */
  readonly periods?: number;
  readonly compare: 'from' | 'over' | 'under';
  readonly threshold: number;
  /** Whether no data is bad news. */
  readonly silenceIsBad?: boolean;
}

const comparisons = {
  from: 'GreaterThanOrEqualToThreshold',
  over: 'GreaterThanThreshold',
  under: 'LessThanThreshold',
} as const;

/** An alarm that tells the topic when it begins and when it is over. */
export function alarm(name: string, watch: Watch): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: name,
      AlarmDescription: watch.about,
      Namespace: watch.namespace,
      MetricName: watch.metric,
      Dimensions: Object.entries(watch.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: watch.statistic,
      Period: watch.periodSeconds,
      EvaluationPeriods: watch.periods ?? 1,
      ComparisonOperator: comparisons[watch.compare],
      Threshold: watch.threshold,
      TreatMissingData: watch.silenceIsBad === true ? 'breaching' : 'notBreaching',
      AlarmActions: [reference('AlarmTopic')],
      OKActions: [reference('AlarmTopic')],
    },
  };
}
