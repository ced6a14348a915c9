import { type MetricQuery, PAUSE_METRIC } from '../metrics/query.ts';
import type { Cluster } from '../model/cluster.ts';
import { engineOf, type Gauge, type Signal } from '../model/engines.ts';
import type { IdleRule } from '../model/policy.ts';

const pause: Gauge = { metric: PAUSE_METRIC, steady: false };

/** The gauges that show whether a cluster is idle by its rule; none for an unknown engine. */
export function gaugesOf(cluster: Cluster, rule?: IdleRule): readonly Gauge[] {
  const { gauges: own = [] } = engineOf(cluster).metrics ?? {};
  const gauges = rule === undefined ? own : own.flatMap((gauge) => byRule(gauge, rule));
  return cluster.serverless?.min === 0 && gauges.length > 0 ? [...gauges, pause] : gauges;
}

/** CPU shows that metrics are alive, so it has to be there even where it is ignored. */
function byRule(gauge: Gauge, { atMost, ignore }: IdleRule): Gauge[] {
  const { busyAbove: _, ...unbounded } = gauge;
  const { signal } = gauge;
  if (signal === undefined) return [gauge];
  if (ignore.includes(signal)) return signal === 'cpu' ? [unbounded] : [];
  const said = gauge.fixed ? undefined : atMost[signal];
  return said === undefined ? [gauge] : [{ ...gauge, busyAbove: gauge.perMinute ? said * 60 : said }];
}

/** The CloudWatch metrics that show whether a cluster is idle, each over all its instances. */
export function idleMetrics(cluster: Cluster, rule?: IdleRule): MetricQuery[] {
  return gaugesOf(cluster, rule).map(({ metric }) => queryOf(cluster, metric));
}

/** A metric over all instances of a cluster. */
export function queryOf(cluster: Cluster, metric: string): MetricQuery {
  const { namespace = '' } = engineOf(cluster).metrics ?? {};
  return { namespace, metric, stat: 'Maximum', dimensions: { DBClusterIdentifier: cluster.id } };
}

/** The greatest value of a signal, in the unit of rules, that is no use of a cluster; infinite where it is ignored. */
export function idleAtMost(cluster: Cluster, signal: Signal, rule?: IdleRule): number {
  const limits = gaugesOf(cluster, rule).flatMap(({ signal: own, busyAbove, perMinute }) =>
    own === signal && busyAbove !== undefined ? [perMinute ? busyAbove / 60 : busyAbove] : [],
  );
  // A fixed limit of 0 is about requests that wait, which a load does not have.
  return limits.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...limits);
}
