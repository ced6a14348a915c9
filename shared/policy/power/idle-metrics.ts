import { type MetricQuery, PAUSE_METRIC } from '../metrics/query.ts';
import type { Cluster } from '../model/cluster.ts';
import { engineOf, type Gauge } from '../model/engines.ts';

const pause: Gauge = { metric: PAUSE_METRIC, steady: false };

/** The gauges that show whether a cluster is idle; none for an unknown engine. */
export function gaugesOf(cluster: Cluster): readonly Gauge[] {
  const { gauges = [] } = engineOf(cluster).metrics ?? {};
  return cluster.serverless?.min === 0 && gauges.length > 0 ? [...gauges, pause] : gauges;
}

/** The CloudWatch metrics that show whether a cluster is idle, each over all its instances. */
export function idleMetrics(cluster: Cluster): MetricQuery[] {
  return gaugesOf(cluster).map(({ metric }) => queryOf(cluster, metric));
}

/** A metric over all instances of a cluster. */
export function queryOf(cluster: Cluster, metric: string): MetricQuery {
  const { namespace = '' } = engineOf(cluster).metrics ?? {};
  return { namespace, metric, stat: 'Maximum', dimensions: { DBClusterIdentifier: cluster.id } };
}
