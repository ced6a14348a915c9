import { defined } from '../../defined.ts';
import { type MetricQuery, seriesName } from '../../policy/metrics/query.ts';
import type { MetricWindow, Series } from '../../policy/metrics/window.ts';
import type { Cluster } from '../../policy/model/cluster.ts';
import { HOUR_MS } from '../../policy/time/units.ts';
import type { AwsScope } from '../client/aws-scope.ts';
import { type MetricsOutage, readSeries } from './metrics.ts';

/** A cluster, and the time over which its metrics are asked for. */
export interface WatchedCluster {
  readonly cluster: Cluster;
  readonly window: MetricWindow;
}

/** The result for each cluster's metrics, by ARN, and the outage of those about which they prove nothing. */
export interface CheckedSeries<Result> {
  readonly results: ReadonlyMap<string, Result>;
  readonly outage?: MetricsOutage;
}

/** Reads each cluster's metrics and checks them; `check` gets them by their `seriesName`. */
export async function checkSeries<Result extends { readonly state: string }>(
  scope: AwsScope,
  watched: readonly WatchedCluster[],
  metricsOf: (cluster: Cluster) => readonly MetricQuery[],
  check: (cluster: Cluster, window: MetricWindow, series: ReadonlyMap<string, Series>) => Result,
  seriesOf = readSeries,
): Promise<CheckedSeries<Result>> {
  const asked = watched.map(({ cluster, window }) => ({
    ...{ cluster, window },
    requests: metricsOf(cluster).map((metric) => ({ metric, window })),
  }));
  const read = await seriesOf(
    scope,
    asked.flatMap(({ requests }) => requests),
  );
  const results = new Map(
    asked.map(({ cluster, window, requests }) => {
      const series = new Map<string, Series>();
      for (const request of requests) {
        const found = read.series.get(request);
        if (found !== undefined) series.set(seriesName(request.metric), found);
      }
      return [cluster.arn, check(cluster, window, series)];
    }),
  );
  const withMetrics = asked.filter(({ requests }) => requests.length > 0);
  const outage = read.outage ?? silenceOf(withMetrics, results);
  return { results, ...defined({ outage }) };
}

/**
 * An outage of the clusters of which CloudWatch answers and still proves nothing. Those that have just been created or
 * started have gaps in their metrics for as long as the window is, so it is tolerated longer.
 */
function silenceOf(
  asked: readonly WatchedCluster[],
  results: ReadonlyMap<string, { readonly state: string }>,
): MetricsOutage | undefined {
  const silent = asked.filter(({ cluster }) => results.get(cluster.arn)?.state === 'unknown');
  if (silent.length === 0) return undefined;
  const longestMs = Math.max(...silent.map(({ window }) => window.end - window.start));
  return {
    name: 'MetricsMissing',
    message:
      'CloudWatch answers, but their metrics have gaps, so they are not stopped for being idle and their capacity is not ' +
      'made smaller: check that their instances run and send metrics, or exclude them from the rule',
    toleratedMs: HOUR_MS + longestMs,
    clusters: silent.map(({ cluster }) => cluster.id),
    ...(silent.length < asked.length && { isOfSome: true }),
  };
}
