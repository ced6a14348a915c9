import { type MetricQuery, PAUSE_METRIC } from '../metrics/query.ts';
import type { Cluster } from '../model/cluster.ts';
import { namespaceOf } from '../model/engines.ts';

/** How a metric is read. */
export interface Gauge {
  readonly metric: string;
  readonly stat: MetricQuery['stat'];
  /** A value above this is use. Absent: no value is. */
  readonly busyAbove?: number;
  /** AWS sends it as long as the cluster runs, so a bucket without it proves nothing. */
  readonly steady: boolean;
}

const pause: Gauge = { metric: PAUSE_METRIC, stat: 'Maximum', steady: false };

/**
 * Work inside the database, a scheduled job or a bulk load, has no client connection: it shows here alone. Of the
 * busiest instance: an average would hide a writer at work behind idle readers.
 */
const cpu: Gauge = { metric: 'CPUUtilization', stat: 'Maximum', busyAbove: 30, steady: true };

/** Connections of clients: those of AWS itself are not counted. */
const connections: Gauge = { metric: 'DatabaseConnections', stat: 'Maximum', busyAbove: 0, steady: true };

/** Neptune sends a metric only when it is not zero, every 5 minutes: CPUUtilization proves that it is alive. */
const neptune: readonly Gauge[] = [
  'TotalRequestsPerSec',
  'MainRequestQueuePendingRequests',
  'NumTxOpened',
  'LoaderRequestsPerSec',
  'GremlinWebSocketOpenConnections',
  'OpenCypherBoltOpenConnections',
].map((metric) => ({ metric, stat: 'Maximum', busyAbove: 0, steady: false }));

/**
 * - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 * - https://docs.aws.amazon.com/documentdb/latest/developerguide/cloud_watch.html (opcounters are never zero)
 * - https://docs.aws.amazon.com/neptune/latest/userguide/cw-metrics.html
 */
const gaugesByEngine: Readonly<Record<string, readonly Gauge[]>> = {
  aurora: [connections, cpu],
  'aurora-mysql': [connections, cpu],
  'aurora-postgresql': [connections, cpu],
  docdb: [connections, cpu],
  neptune: [...neptune, cpu],
};

/** The gauges that tell idle from busy; none for an engine that is not known. */
export function gaugesOf({ engine, serverless }: Cluster): readonly Gauge[] {
  const gauges = gaugesByEngine[engine] ?? [];
  return serverless?.min === 0 && gauges.length > 0 ? [...gauges, pause] : gauges;
}

/** What to ask CloudWatch about a cluster, by the dimension that spans its instances. */
export function idleMetrics(cluster: Cluster): MetricQuery[] {
  const namespace = namespaceOf(cluster.engine) ?? '';
  return gaugesOf(cluster).map(({ metric, stat }) => ({
    namespace,
    metric,
    stat,
    dimensions: { DBClusterIdentifier: cluster.id },
  }));
}
