import { z } from 'zod';
import { MINUTE } from './fleet.ts';

/** One value of a metric, as CloudWatch has it. */
export interface Datum {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Bucket {
  sum: number;
  max: number;
}

/** Values of metrics by the minute in which they were sent. */
export interface MetricStore {
  put(datum: Datum, at: number): void;
  /** The statistic over the time from `from` to `to`; undefined where nothing was sent. */
  statistic(key: string, name: 'Sum' | 'Maximum', from: number, to: number): number | undefined;
  /** A statistic over all that was sent: Sum, SampleCount, or the share of values up to one, in percent, `PR(:900000)`. */
  over(key: string, stat: string): number | undefined;
}

export function createMetricStore(): MetricStore {
  const known = new Map<string, Map<number, Bucket>>();
  const values = new Map<string, number[]>();
  return {
    put({ namespace, metric, dimensions, value }, at) {
      const key = keyOf(namespace, metric, dimensions);
      values.set(key, [...(values.get(key) ?? []), value]);
      const buckets = known.get(key) ?? new Map<number, Bucket>();
      const minute = Math.floor(at / MINUTE);
      const { sum, max } = buckets.get(minute) ?? { sum: 0, max: Number.NEGATIVE_INFINITY };
      buckets.set(minute, { sum: sum + value, max: Math.max(max, value) });
      known.set(key, buckets);
    },
    over(key, stat) {
      const sent = values.get(key);
      if (sent === undefined) return undefined;
      if (stat === 'Sum') return sent.reduce((sum, value) => sum + value, 0);
      if (stat === 'SampleCount') return sent.length;
      const most = Number(/^PR\(:(\d+)\)$/.exec(stat)?.[1]);
      return (100 * sent.filter((value) => value <= most).length) / sent.length;
    },
    statistic(key, name, from, to) {
      const buckets = known.get(key);
      const found: Bucket[] = [];
      for (let minute = Math.floor(from / MINUTE); minute < Math.floor(to / MINUTE); minute += 1) {
        const bucket = buckets?.get(minute);
        if (bucket !== undefined) found.push(bucket);
      }
      if (found.length === 0) return undefined;
      return name === 'Sum'
        ? found.reduce((total, { sum }) => total + sum, 0)
        : Math.max(...found.map(({ max }) => max));
    },
  };
}

export function keyOf(
  namespace: string,
  metric: string,
  dimensions: Readonly<Record<string, string>>,
): string {
  const sorted = Object.entries(dimensions).toSorted(([a], [b]) => a.localeCompare(b));
  return JSON.stringify([namespace, metric, sorted]);
}

/** An alarm of the template, resolved. */
export const metricAlarm = z.looseObject({
  AlarmName: z.string(),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })),
  Statistic: z.enum(['Sum', 'Maximum']),
  Period: z.number(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold']),
  Threshold: z.number(),
  TreatMissingData: z.enum(['notBreaching', 'breaching', 'ignore']),
  AlarmActions: z.array(z.string()).default([]),
});

export type MetricAlarm = z.infer<typeof metricAlarm>;

const compare = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
};

/**
 * Whether an alarm is raised at a time. It is simpler than CloudWatch in that it looks at no more periods than the alarm
 * says where data are missing, which raises it sooner.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export function isRaised(alarm: MetricAlarm, store: MetricStore, now: number, before: boolean): boolean {
  const { Namespace, MetricName, Dimensions, Statistic, Period, EvaluationPeriods, TreatMissingData } = alarm;
  const key = keyOf(
    Namespace,
    MetricName,
    Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
  );
  const points = Array.from({ length: EvaluationPeriods }, (_, back) =>
    store.statistic(key, Statistic, now - (back + 1) * Period * 1000, now - back * Period * 1000),
  );
  if (TreatMissingData === 'ignore' && points.every((point) => point === undefined)) return before;
  const breaching = points.filter((point) =>
    point === undefined
      ? TreatMissingData === 'breaching'
      : compare[alarm.ComparisonOperator](point, alarm.Threshold),
  );
  return breaching.length >= (alarm.DatapointsToAlarm ?? EvaluationPeriods);
}
