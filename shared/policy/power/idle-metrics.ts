import type { Cluster } from '../model/cluster.ts';

/** One CloudWatch metric that says something about a cluster's use. */
export interface IdleMetric {
  readonly namespace: string;
  readonly metric: string;
  readonly stat: 'Maximum';
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What a metric is called among those of its cluster: of one instance, with the instance's identifier. */
export function seriesName({ metric, dimensions }: Pick<IdleMetric, 'metric' | 'dimensions'>): string {
  const { DBInstanceIdentifier: instance } = dimensions;
  return instance === undefined ? metric : `${instance} ${metric}`;
}

/** How a metric is read. */
export interface Gauge {
  readonly metric: string;
  readonly stat: IdleMetric['stat'];
  /** A value above this is use. Absent: no value is. */
  readonly busyAbove?: number;
  /** AWS sends it as long as the cluster runs, so a bucket without it proves nothing. */
  readonly steady: boolean;
}

/** 0 throughout means that a serverless cluster has paused by itself. */
export const PAUSE_METRIC = 'ServerlessDatabaseCapacity';

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
const sources: Readonly<Record<string, { readonly namespace: string; readonly gauges: readonly Gauge[] }>> = {
  aurora: { namespace: 'AWS/RDS', gauges: [connections, cpu] },
  'aurora-mysql': { namespace: 'AWS/RDS', gauges: [connections, cpu] },
  'aurora-postgresql': { namespace: 'AWS/RDS', gauges: [connections, cpu] },
  docdb: { namespace: 'AWS/DocDB', gauges: [connections, cpu] },
  neptune: { namespace: 'AWS/Neptune', gauges: [...neptune, cpu] },
};

/** Where an engine's metrics are; undefined for one that is not known. */
export function namespaceOf(engine: string): string | undefined {
  return sources[engine]?.namespace;
}

/** The gauges that tell idle from busy; none for an engine that is not known. */
export function gaugesOf({ engine, serverless }: Cluster): readonly Gauge[] {
  const gauges = sources[engine]?.gauges ?? [];
  return serverless?.min === 0 && gauges.length > 0 ? [...gauges, pause] : gauges;
}

/** What to ask CloudWatch about a cluster, by the dimension that spans its instances. */
export function idleMetrics(cluster: Cluster): IdleMetric[] {
  const namespace = namespaceOf(cluster.engine) ?? '';
  return gaugesOf(cluster).map(({ metric, stat }) => ({
    namespace,
    metric,
    stat,
    dimensions: { DBClusterIdentifier: cluster.id },
  }));
}
