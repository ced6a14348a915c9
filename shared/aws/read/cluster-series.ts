import { type MetricQuery, seriesName } from '../../policy/metrics/query.ts';
import type { MetricWindow, Series } from '../../policy/metrics/window.ts';
import type { Cluster } from '../../policy/model/cluster.ts';
import type { AwsScope } from '../client/aws-scope.ts';
import { readSeries } from './metrics.ts';

/** A cluster, and the time over which its metrics are asked for. */
export interface WatchedCluster {
  readonly cluster: Cluster;
  readonly window: MetricWindow;
}

/** What `judge` makes of each cluster's metrics, given by their `seriesName`, by the cluster's ARN. */
export async function judgeSeries<Judgement>(
  scope: AwsScope,
  watched: readonly WatchedCluster[],
  metricsOf: (cluster: Cluster) => readonly MetricQuery[],
  judge: (cluster: Cluster, window: MetricWindow, series: ReadonlyMap<string, Series>) => Judgement,
): Promise<Map<string, Judgement>> {
  const requests = watched.flatMap(({ cluster, window }) =>
    metricsOf(cluster).map((metric) => ({ cluster, metric, window })),
  );
  const read = Map.groupBy(await readSeries(scope, requests), ([{ cluster }]) => cluster);
  return new Map(
    watched.map(({ cluster, window }) => {
      const series = new Map(
        (read.get(cluster) ?? []).map(([{ metric }, points]) => [seriesName(metric), points]),
      );
      return [cluster.arn, judge(cluster, window, series)];
    }),
  );
}
