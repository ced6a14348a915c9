import type { Datapoint } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { type Operation, ServiceError } from '../core/service.ts';
import type { Store } from '../rds/clusters/store.ts';
import { invalid } from './input.ts';
import { unitOf } from './metrics.ts';
import { createReader } from './reader.ts';
import { isStat, type Stat } from './series.ts';

const inputSchema = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  StartTime: z.date(),
  EndTime: z.date(),
  /** Seconds. */
  Period: z.int(),
  Statistics: z.array(z.string()).default([]),
  Unit: z.string().optional(),
});
type Input = z.infer<typeof inputSchema>;

const maxDatapoints = 1_440;

/**
 * The datapoints of one metric, with the statistics that are asked for; those of percentiles are not simulated.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export function getMetricStatistics(store: Store): Operation {
  return (raw, call) => {
    const input = readInput(raw);
    const { MetricName, Period } = input;
    const Unit = unitOf(MetricName);
    const Datapoints = new Map<number, Datapoint>();
    const read = createReader(store, call, input);
    for (const stat of input.Statistics.filter(isStat)) {
      const { times, values } = read(input, Period * 1_000, stat);
      for (const [index, time] of times.entries()) {
        const point = Datapoints.get(time) ?? { Timestamp: new Date(time), Unit };
        Datapoints.set(time, { ...point, [stat satisfies Stat]: values[index] });
      }
    }
    const isOther = input.Unit !== undefined && input.Unit !== Unit;
    return { Label: MetricName, Datapoints: isOther ? [] : [...Datapoints.values()] };
  };
}

/** @throws ServiceError `ValidationError`, `InvalidParameterValue` or `InvalidParameterCombination` */
function readInput(raw: Record<string, unknown>): Input {
  const result = inputSchema.safeParse(raw);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw invalid(`The parameter ${issue?.path.join('.')} is not valid: ${issue?.message}.`);
  }
  const { StartTime, EndTime, Period, Statistics } = result.data;
  if (StartTime >= EndTime) {
    throw new ServiceError(
      'InvalidParameterValue',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  if (Period < 60 || Period % 60 !== 0) {
    throw invalid(`The value ${Period} for parameter Period must be a multiple of 60.`);
  }
  const unknown = Statistics.find((name) => !isStat(name));
  if (unknown !== undefined) throw invalid(`The value ${unknown} for parameter Statistics is not supported.`);
  const count = (EndTime.getTime() - StartTime.getTime()) / (Period * 1_000);
  if (count > maxDatapoints) {
    const message = `You have requested up to ${Math.ceil(count)} datapoints, which exceeds the limit of ${maxDatapoints}.`;
    throw new ServiceError('InvalidParameterCombination', message);
  }
  return result.data;
}
