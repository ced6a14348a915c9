import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';
import pMap from 'p-map';
import { defined } from '../../defined.ts';
import type { MetricQuery } from '../../policy/metrics/query.ts';
import type { MetricWindow, Series } from '../../policy/metrics/window.ts';
import { type EpochMs, HOUR_MS } from '../../policy/time/units.ts';
import { type AwsScope, sendOptions, warn } from '../client/aws-scope.ts';
import { type Classified, classify } from '../client/faults.ts';
import { everyItem } from '../client/pages.ts';

export interface SeriesRequest {
  readonly metric: MetricQuery;
  readonly window: MetricWindow;
}

/** Why the metrics of an account and Region, or of some clusters there, prove nothing. */
export interface MetricsOutage {
  readonly name: string;
  readonly message: string;
  /** How long it may last before somebody should hear of it. 0: it stays until somebody changes something. */
  readonly toleratedMs: number;
  /** Identifiers of the clusters that it is about. Absent: all. */
  readonly clusters?: readonly string[];
  /** Metrics of others are there, so the run does not fail: the clusters are named, once. */
  readonly isOfSome?: true;
}

/** The series that were read, and the outage if none of them is complete. */
export interface ReadSeries<Request> {
  readonly series: ReadonlyMap<Request, Series>;
  readonly outage?: MetricsOutage;
}

/** Throttling and failures of AWS's own pass; what does not within an hour has another cause. */
const OUTAGE_TOLERATED_MS = HOUR_MS;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES_PER_CALL = 500;
const CALLS_AT_ONCE = 4;

/**
 * One series for each request, in calls of up to 500 queries of the same period. A call that fails or answers in part
 * makes its series incomplete and warns; it throws only when the scope's time is over or the program is wrong.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function readSeries<Request extends SeriesRequest>(
  scope: AwsScope,
  requests: readonly Request[],
): Promise<ReadSeries<Request>> {
  // A call has one StartTime: a day by the minute, because another metric of the call looks back a day, is too much.
  const byPeriod = Map.groupBy(requests, ({ window }) => window.periodMs);
  const batches = [...byPeriod.values()].flatMap(inBatches);
  const read = await pMap(batches, (batch) => readBatch(scope, batch), { concurrency: CALLS_AT_ONCE });
  const series = new Map(read.flatMap((batch) => batch.series));
  const outage = outageOf(
    [...series.values()],
    read.flatMap(({ fault }) => fault ?? []),
  );
  return { series, ...defined({ outage }) };
}

/** The outage that series and faults show: a refusal whatever else was answered, or else that nothing is complete. */
export function outageOf(
  series: readonly Series[],
  faults: readonly Classified[] = [],
): MetricsOutage | undefined {
  const refusal = faults.find(({ kind }) => kind === 'fatal');
  if (refusal !== undefined) return { name: refusal.name, message: outageText(refusal), toleratedMs: 0 };
  if (series.length === 0 || series.some(({ complete }) => complete)) return undefined;
  const partial = { name: 'PartialData', message: 'CloudWatch returned only part of each metric' };
  const { name, message } = faults[0] ?? partial;
  return { name, message: outageText({ message }), toleratedMs: OUTAGE_TOLERATED_MS };
}

function outageText({ message }: Pick<Classified, 'message'>): string {
  return `no metrics could be read, GetMetricData failed: ${message}`;
}

function inBatches<T>(requests: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(requests.length / QUERIES_PER_CALL) }, (_, index) =>
    requests.slice(index * QUERIES_PER_CALL, (index + 1) * QUERIES_PER_CALL),
  );
}

async function readBatch<Request extends SeriesRequest>(
  scope: AwsScope,
  batch: readonly Request[],
): Promise<{ series: [Request, Series][]; fault?: Classified }> {
  const { results, fault } = await resultsOf(scope, batch);
  const byId = Map.groupBy(results, ({ Id }) => Id);
  const series = batch.map((request, index): [Request, Series] => [
    request,
    toSeries(byId.get(idOf(index)) ?? [], request.window),
  ]);
  const incomplete = series.filter(([, { complete }]) => !complete).length;
  if (incomplete > 0 && results.length > 0) {
    warn(
      scope,
      `${scope.account} ${scope.region}: CloudWatch answered ${incomplete} of ${batch.length} metrics only in part, so they are unknown`,
    );
  }
  return { series, ...defined({ fault }) };
}

async function resultsOf(
  scope: AwsScope,
  batch: readonly SeriesRequest[],
): Promise<{ results: MetricDataResult[]; fault?: Classified }> {
  const windows = batch.map(({ window }) => window);
  const input = {
    StartTime: new Date(Math.min(...windows.map(({ start }) => start))),
    EndTime: new Date(Math.max(...windows.map(({ end }) => end))),
    MetricDataQueries: batch.map(toQuery),
  };
  try {
    const { paginateGetMetricData } = await import('../client/sdk/cloudwatch.ts');
    const results = await everyItem(
      paginateGetMetricData({ client: await scope.clients.cloudwatch() }, input, sendOptions(scope)),
      // A missing result is a missing series, and so unknown.
      (page) => page.MetricDataResults ?? [],
      (page) => page.NextToken,
    );
    return { results };
  } catch (error) {
    const fault = classify(error);
    if (fault === undefined || scope.signal?.aborted) {
      throw error;
    }
    warn(
      scope,
      `${scope.account} ${scope.region}: GetMetricData failed, metrics are unknown: ${fault.name}: ${fault.message}`,
      error,
    );
    return { results: [], fault };
  }
}

function idOf(index: number): string {
  return `q${index}`;
}

function toQuery({ metric, window }: SeriesRequest, index: number) {
  const Dimensions = Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    Id: idOf(index),
    MetricStat: {
      Metric: { Namespace: metric.namespace, MetricName: metric.metric, Dimensions },
      Period: window.periodMs / 1000,
      Stat: metric.stat,
    },
  };
}

/** A series may be spread over pages; `PartialData` on one of them says that more follows, so the last word counts. */
function toSeries(results: readonly MetricDataResult[], { start, end }: MetricWindow): Series {
  const points = new Map<EpochMs, number>();
  for (const { Timestamps = [], Values = [] } of results) {
    for (const [index, timestamp] of Timestamps.entries()) {
      const at = timestamp.getTime();
      const value = Values[index];
      if (value !== undefined && at >= start && at < end) {
        points.set(at, value);
      }
    }
  }
  return { points, complete: results.at(-1)?.StatusCode === 'Complete' };
}
