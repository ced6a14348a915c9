import { type AwsScope, sendOptions } from '../client/aws-scope.ts';

/** One metric over a span, in buckets of `periodMs`. */
export interface ValuesQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly stat: 'Maximum' | 'Average';
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The span of a call: [start, end) in ms, both multiples of `periodMs`. */
export interface ValuesSpan {
  readonly start: number;
  readonly end: number;
  readonly periodMs: number;
}

/** Values by bucket; NaN: none. */
export interface Values {
  readonly values: Float64Array;
  /** False: what is missing may be there all the same. */
  readonly complete: boolean;
}

/** The values of a call, in the order of its queries, and the error that ended it early. */
export interface ReadValues {
  readonly series: readonly Values[];
  readonly pages: number;
  readonly error?: Error;
}

/**
 * One call of GetMetricData for up to 500 queries, with all of its pages. What came before an error is kept, as incomplete.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function readValues(
  scope: AwsScope,
  queries: readonly ValuesQuery[],
  { start, end, periodMs }: ValuesSpan,
  onPage: () => void = () => undefined,
): Promise<ReadValues> {
  const buckets = (end - start) / periodMs;
  const all = queries.map(() => new Float64Array(buckets).fill(Number.NaN));
  const statuses = new Map<string, string | undefined>();
  let pages = 0;
  const seen = new Set<string>();
  try {
    const { paginateGetMetricData } = await import('../client/sdk/cloudwatch.ts');
    const input = {
      StartTime: new Date(start),
      EndTime: new Date(end),
      ScanBy: 'TimestampAscending' as const,
      MetricDataQueries: queries.map((query, index) => toQuery(query, index, periodMs)),
    };
    const answers = paginateGetMetricData(
      { client: await scope.clients.cloudwatch() },
      input,
      sendOptions(scope),
    );
    for await (const { MetricDataResults = [], NextToken } of answers) {
      pages += 1;
      for (const { Id = '', Timestamps = [], Values: values = [], StatusCode } of MetricDataResults) {
        statuses.set(Id, StatusCode);
        const own = all[Number(Id.slice(1))];
        for (const [index, at] of Timestamps.entries()) {
          const bucket = Math.floor((at.getTime() - start) / periodMs);
          const value = values[index];
          if (own !== undefined && value !== undefined && bucket >= 0 && bucket < buckets)
            own[bucket] = value;
        }
      }
      onPage();
      // An answer that repeats its token would never end.
      if (NextToken !== undefined && seen.has(NextToken)) break;
      if (NextToken !== undefined) seen.add(NextToken);
    }
    return {
      series: all.map((values, index) => ({ values, complete: statuses.get(idOf(index)) === 'Complete' })),
      pages,
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { series: all.map((values) => ({ values, complete: false })), pages, error };
  }
}

function idOf(index: number): string {
  return `q${index}`;
}

function toQuery({ namespace, metric, stat, dimensions }: ValuesQuery, index: number, periodMs: number) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    Id: idOf(index),
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metric, Dimensions },
      Period: periodMs / 1000,
      Stat: stat,
    },
  };
}
