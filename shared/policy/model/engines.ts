import { MINUTE_MS } from '../time/units.ts';
import type { Cluster } from './cluster.ts';

/** The signals of use that metrics show, by their meaning for every engine. */
export const signalNames = ['connections', 'cpu', 'queries', 'connectionAttempts'] as const;

export type Signal = (typeof signalNames)[number];

/** How a CloudWatch metric shows that a cluster is used. */
export interface Gauge {
  readonly metric: string;
  /** The signal that its values stand for. Absent: they show no use. */
  readonly signal?: Signal;
  /** A value above this is use. Absent: no value is. */
  readonly busyAbove?: number;
  /** AWS sends it as long as the cluster runs, so a bucket without it proves nothing. */
  readonly steady: boolean;
  /** Counts operations in a minute, where others of its signal count them in a second. */
  readonly perMinute?: true;
  /** Its threshold is no matter of taste, so a rule can only ignore it. */
  readonly fixed?: true;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** The serverless capacity that an engine can have. */
export interface EngineCapacity {
  readonly unit: 'ACU' | 'NCU' | 'DCU';
  /**
   * Ranges by version, ascending: the last whose versions are reached holds. `from` is the first version of each major
   * one; a major version above all of them has the range, too.
   */
  readonly rows: readonly (Bounds & { readonly from: readonly string[] })[];
  /** Ranges by ServerlessV2PlatformVersion, of which the lesser holds. One that is not here bounds nothing. */
  readonly platforms?: Readonly<Record<string, Bounds>>;
  /** A max below this may be refused. Absent: 1, the least of every engine. */
  readonly leastMax?: number;
}

interface Engine {
  /** Policies cannot name it: AWS no longer offers it. */
  readonly legacy?: true;
  /** Its clusters are Multi-AZ DB clusters of Amazon RDS, not of Aurora. */
  readonly multiAz?: true;
  /** Its clusters stop and start. */
  readonly stops?: true;
  readonly metrics?: {
    readonly namespace: string;
    readonly gauges: readonly Gauge[];
    /** How often AWS sends them. Absent: every minute. */
    readonly periodMs?: number;
  };
  readonly capacity?: EngineCapacity;
  /**
   * The first version of each major one that the RDS Data API answers for provisioned and serverless instances; a major
   * version above all of them does, too.
   * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.Data_API.html
   */
  readonly dataApi?: readonly string[];
  readonly streams?: {
    readonly modes: readonly ('async' | 'sync')[];
    /** The first version with streams, by major version. A major version that is not listed may have them. */
    readonly firstVersions: Readonly<Record<string, string>>;
  };
}

/**
 * Work inside the database, a scheduled job or a bulk load, has no client connection: it shows here alone. An idle
 * instance stays below 30 %; the busiest one decides, because an average would hide a writer at work behind idle readers.
 */
const cpu: Gauge = { metric: 'CPUUtilization', signal: 'cpu', busyAbove: 30, steady: true };

/** Connections of clients, sampled once a minute: those of AWS itself are not counted. */
const connections: Gauge = {
  metric: 'DatabaseConnections',
  signal: 'connections',
  busyAbove: 0,
  steady: true,
};

/** Sent only when they are not zero: CPUUtilization proves that the cluster is alive. */
const neptuneRequests: readonly Gauge[] = [
  { metric: 'TotalRequestsPerSec', signal: 'queries', busyAbove: 0, steady: false },
  // A request that waits is no monitoring.
  { metric: 'MainRequestQueuePendingRequests', signal: 'queries', busyAbove: 0, steady: false, fixed: true },
  { metric: 'NumTxOpened', signal: 'queries', busyAbove: 0, steady: false },
  { metric: 'LoaderRequestsPerSec', signal: 'queries', busyAbove: 0, steady: false },
  { metric: 'GremlinWebSocketOpenConnections', signal: 'connections', busyAbove: 0, steady: false },
  { metric: 'OpenCypherBoltOpenConnections', signal: 'connections', busyAbove: 0, steady: false },
];

/**
 * Counters see the connections that open and close between two samples of DatabaseConnections. Most of them also count
 * the health checks of AWS itself, so each has the value of an idle cluster that it has to exceed. AWS does not say that
 * it always sends them, so a bucket without one proves nothing.
 */
const counter = (metric: string, busyAbove: number, signal: Signal = 'queries'): Gauge => ({
  metric,
  signal,
  busyAbove,
  steady: false,
});

/**
 * AWS documents no value of an idle Aurora instance: rdsadmin and monitoring run a few statements a second, a load
 * balancer's health checks connect some times a minute. The baselines lie well above both.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 */
const auroraMysqlCounters = [counter('Queries', 20), counter('ConnectionAttempts', 60, 'connectionAttempts')];

/** A second; Aurora PostgreSQL sends neither queries nor connection attempts, but each statement of its own commits. */
const auroraPostgresqlCounters = [counter('CommitThroughput', 20)];

/**
 * A minute: "usually ~50" on an idle cluster, of which this is four times. Deletes also count the work of TTL indexes.
 * https://docs.aws.amazon.com/documentdb/latest/developerguide/cloud_watch.html#cloud_watch-monitoring_opcounters
 */
const docdbCounters = ['OpcountersCommand', 'OpcountersQuery', 'OpcountersInsert', 'OpcountersUpdate'].map(
  (metric): Gauge => ({ ...counter(metric, 200), perMinute: true }),
);

const auroraMysqlMetrics = { namespace: 'AWS/RDS', gauges: [connections, cpu, ...auroraMysqlCounters] };

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html */
const auroraPlatforms = { 1: { min: 0, max: 128 }, 2: { min: 0, max: 256 }, 3: { min: 0, max: 256 } };

/**
 * Every engine that Dormouse knows, by `Engine` of DescribeDBClusters. All that differs from engine to engine is here.
 * - Metrics of Aurora: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 * - Activity streams:
 *   https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.DBActivityStreams.html
 */
const engines: Readonly<Record<string, Engine>> = {
  aurora: { legacy: true, stops: true, metrics: auroraMysqlMetrics },
  'aurora-mysql': {
    stops: true,
    metrics: auroraMysqlMetrics,
    capacity: {
      unit: 'ACU',
      platforms: auroraPlatforms,
      rows: [
        { from: ['3.02'], min: 0.5, max: 128 },
        { from: ['3.06'], min: 0.5, max: 256 },
        { from: ['3.08'], min: 0, max: 256 },
      ],
    },
    dataApi: ['3.07'],
    streams: { modes: ['async'], firstVersions: { '2': '2.11' } },
  },
  'aurora-postgresql': {
    stops: true,
    metrics: { namespace: 'AWS/RDS', gauges: [connections, cpu, ...auroraPostgresqlCounters] },
    capacity: {
      unit: 'ACU',
      platforms: auroraPlatforms,
      rows: [
        { from: ['13.6', '14.3', '15.2', '16.1'], min: 0.5, max: 128 },
        { from: ['13.13', '14.10', '15.5', '16.1'], min: 0.5, max: 256 },
        { from: ['13.15', '14.12', '15.7', '16.3'], min: 0, max: 256 },
      ],
    },
    dataApi: ['13.11', '14.8', '15.3', '16.1', '17.4'],
    streams: { modes: ['async', 'sync'], firstVersions: { '15': '15.2', '16': '16.1', '17': '17.4' } },
  },
  /**
   * AWS's own CDK takes no lesser max than 2.5, which the service does not document.
   * - https://docs.aws.amazon.com/neptune/latest/userguide/cw-metrics.html
   * - https://docs.aws.amazon.com/neptune/latest/userguide/neptune-serverless.html
   * - https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-neptune-alpha.ServerlessScalingConfiguration.html
   */
  neptune: {
    stops: true,
    metrics: { namespace: 'AWS/Neptune', gauges: [...neptuneRequests, cpu], periodMs: 5 * MINUTE_MS },
    capacity: { unit: 'NCU', rows: [{ from: ['1.2.0.1'], min: 1, max: 128 }], leastMax: 2.5 },
  },
  /**
   * - https://docs.aws.amazon.com/documentdb/latest/developerguide/cloud_watch.html
   * - https://docs.aws.amazon.com/documentdb/latest/developerguide/docdb-serverless-limitations.html
   */
  docdb: {
    stops: true,
    metrics: { namespace: 'AWS/DocDB', gauges: [connections, cpu, ...docdbCounters] },
    capacity: { unit: 'DCU', rows: [{ from: ['5.0'], min: 0.5, max: 256 }] },
  },
  mysql: { multiAz: true },
  postgres: { multiAz: true },
};

/** The engines that a policy can name. */
export const engineNames = Object.keys(engines).filter((name) => engines[name]?.legacy === undefined);

/** The facts about an engine; none are known of one that AWS adds. */
export function engineOf({ engine }: Pick<Cluster, 'engine'>): Engine {
  return (Object.hasOwn(engines, engine) ? engines[engine] : undefined) ?? {};
}

/** The serverless capacity of an engine; undefined where it has none. */
export function capacityEngine(engine: string): EngineCapacity | undefined {
  return engineOf({ engine }).capacity;
}
