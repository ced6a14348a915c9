import { engineOf, isMultiAz } from '../fleet/engines.ts';
import type { Load } from '../fleet/fleet.ts';
import { idleLoad, isRecording } from '../fleet/use.ts';
import { unitsAt } from '../rds/clusters/capacities.ts';
import type { Cluster } from '../rds/clusters/cluster.ts';

/** The value of a metric in one minute (ms); undefined when the cluster does not have that metric. */
export type Metric = (load: Load, cluster: Cluster, at: number) => number | undefined;

const connections: Metric = ({ connections }) => connections;
const requests: Metric = ({ requests }) => requests;
const cpu: Metric = ({ cpu }) => cpu;
const zero: Metric = () => 0;

const capacity: Metric = (load, cluster, at) => unitsAt(cluster, load, at);

/** Percent of the max of that minute. */
const utilization: Metric = (load, cluster, at) => {
  const used = unitsAt(cluster, load, at);
  const limits = cluster.capacities?.at(at);
  return used === undefined || limits === undefined ? undefined : (100 * used) / limits.max;
};

/** The statements a second that rdsadmin and monitoring run, which the counters of Aurora do not leave out. */
const ownStatements = 5;

/** Of a metric that the simulator does not make up by itself. */
const onlyRecorded: Metric = () => undefined;

/** The size of the volume, which belongs to the cluster and not to its instances; a Multi-AZ DB cluster has none. */
const volume: Metric = (_, { engine, size }) => (isMultiAz(engine) ? undefined : size * 2 ** 30);

const mysqlOnly =
  (metric: Metric): Metric =>
  (load, cluster, at) =>
    cluster.engine === 'aurora-mysql' ? metric(load, cluster, at) : undefined;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html */
const rds: Readonly<Record<string, Metric>> = {
  DatabaseConnections: connections,
  CPUUtilization: cpu,
  CommitThroughput: (load, { engine }) => (isMultiAz(engine) ? undefined : ownStatements + load.requests),
  Queries: mysqlOnly((load) => ownStatements + load.requests),
  /** A minute, one for each request. */
  ConnectionAttempts: mysqlOnly((load) => 60 * load.requests),
  ServerlessDatabaseCapacity: capacity,
  ACUUtilization: utilization,
  VolumeBytesUsed: volume,
};

/** @see https://docs.aws.amazon.com/neptune/latest/userguide/cw-metrics.html */
const neptune: Readonly<Record<string, Metric>> = {
  TotalRequestsPerSec: requests,
  GremlinRequestsPerSec: requests,
  NumTxOpened: requests,
  NumTxCommitted: requests,
  GremlinWebSocketOpenConnections: connections,
  CPUUtilization: cpu,
  ServerlessDatabaseCapacity: capacity,
  NCUUtilization: utilization,
  VolumeBytesUsed: volume,
};

/**
 * Health checks count as operations, so the counters are never zero.
 *
 * @see https://docs.aws.amazon.com/documentdb/latest/developerguide/cloud_watch.html
 */
const healthChecks = 50;

const docdb: Readonly<Record<string, Metric>> = {
  DatabaseConnections: connections,
  DatabaseConnectionsMax: connections,
  DatabaseCursors: zero,
  TransactionsOpen: zero,
  OpcountersCommand: (load) => healthChecks + 60 * load.requests,
  OpcountersQuery: (load) => healthChecks + 60 * load.requests,
  OpcountersInsert: () => healthChecks,
  OpcountersUpdate: () => healthChecks,
  OpcountersDelete: () => healthChecks,
  CPUUtilization: cpu,
  ServerlessDatabaseCapacity: capacity,
  DCUUtilization: utilization,
  VolumeBytesUsed: volume,
};

const namespaces = new Map([
  ['AWS/RDS', new Map(Object.entries(rds))],
  ['AWS/Neptune', new Map(Object.entries(neptune))],
  ['AWS/DocDB', new Map(Object.entries(docdb))],
]);

/** While a cluster sleeps these are 0 and the others are not sent. */
export const pausedMetrics: ReadonlySet<string> = new Set([
  'ServerlessDatabaseCapacity',
  'ACUUtilization',
  'CPUUtilization',
]);

/** Metrics that only serverless instances send. */
export const serverlessMetrics: ReadonlySet<string> = new Set([
  'ServerlessDatabaseCapacity',
  'ACUUtilization',
  'NCUUtilization',
  'DCUUtilization',
]);

/** The metric of that name, when the cluster's engine sends it in that namespace. */
export function metricOf(namespace: string, name: string, { engine, uses }: Cluster): Metric | undefined {
  if (engineOf(engine)?.namespace !== namespace) return undefined;
  const isRecorded = uses.some(({ use }) => isRecording(use) && use.metrics.has(name));
  return namespaces.get(namespace)?.get(name) ?? (isRecorded ? onlyRecorded : undefined);
}

/** The metrics that a cluster sends, as of `now` (ms). */
export function metricNamesOf(cluster: Cluster, now: number): { Namespace: string; MetricName: string }[] {
  const Namespace = engineOf(cluster.engine)?.namespace ?? '';
  return Array.from(namespaces.get(Namespace) ?? [])
    .filter(([, metric]) => metric(idleLoad, cluster, now) !== undefined)
    .map(([MetricName]) => ({ Namespace, MetricName }));
}

/** The unit that a metric comes in. */
export function unitOf(name: string): 'Percent' | 'Count/Second' | 'Count' {
  if (name.endsWith('Utilization')) return 'Percent';
  return /^(CommitThroughput|Queries|.*PerSec)$/.test(name) ? 'Count/Second' : 'Count';
}

/** Minutes between two points: Neptune sends one in five minutes, and none that is zero. */
export function granularityOf(namespace: string): { readonly minutes: number; readonly omitsZeros: boolean } {
  return namespace === 'AWS/Neptune' ? { minutes: 5, omitsZeros: true } : { minutes: 1, omitsZeros: false };
}
