import { z } from 'zod';
import { ServiceError } from '../core/service.ts';
import { isStat, type Stat } from './series.ts';

const metricStat = z.object({
  Metric: z.object({
    Namespace: z.string().default(''),
    MetricName: z.string().default(''),
    Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  }),
  /** Seconds. */
  Period: z.int(),
  Stat: z.string(),
});

const query = z.object({
  Id: z.string(),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
  MetricStat: metricStat.optional(),
});

const inputSchema = z.object({
  MetricDataQueries: z.array(query),
  StartTime: z.date(),
  EndTime: z.date(),
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
  MaxDatapoints: z.int().min(1).max(100_800).default(100_800),
});

export type MetricDataInput = z.infer<typeof inputSchema>;

export interface MetricQuery {
  readonly id: string;
  readonly label: string;
  readonly metric: z.infer<typeof metricStat>['Metric'];
  readonly period: number;
  readonly stat: Stat;
}

const maxQueries = 500;

/**
 * The input of GetMetricData, checked as CloudWatch does.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 * @throws ServiceError `ValidationError`
 */
export function readMetricDataInput(
  raw: Record<string, unknown>,
): MetricDataInput & { readonly queries: readonly MetricQuery[] } {
  const result = inputSchema.safeParse(raw);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw invalid(`The parameter ${issue?.path.join('.')} is not valid: ${issue?.message}.`);
  }
  const input = result.data;
  if (input.MetricDataQueries.length > maxQueries) {
    throw invalid(`The collection MetricDataQueries must not have a size greater than ${maxQueries}.`);
  }
  if (input.StartTime >= input.EndTime) {
    throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  }
  const ids = new Set(input.MetricDataQueries.map(({ Id }) => Id));
  if (ids.size < input.MetricDataQueries.length) throw invalid('The values for parameter Id must be unique.');
  return { ...input, queries: input.MetricDataQueries.flatMap(toQuery) };
}

function toQuery({ Id, Label, ReturnData, MetricStat }: z.infer<typeof query>): MetricQuery[] {
  if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id)) {
    throw invalid(`The value ${Id} for parameter Id must begin with a lower-case letter.`);
  }
  if (MetricStat === undefined) throw invalid(`The query ${Id} has no MetricStat: no expressions here.`);
  const { Metric, Period, Stat } = MetricStat;
  if (Period < 60 || Period % 60 !== 0) {
    throw invalid(`The value ${Period} for parameter Period must be a multiple of 60.`);
  }
  if (!isStat(Stat)) throw invalid(`The value ${Stat} for parameter Stat is not supported.`);
  if (!ReturnData) return [];
  return [{ id: Id, label: Label ?? Metric.MetricName, metric: Metric, period: Period * 1_000, stat: Stat }];
}

/** CloudWatch's complaint about an input. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
