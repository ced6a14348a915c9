import { type MetricQuery, PAUSE_METRIC, seriesName } from '../metrics/query.ts';
import { type MetricWindow, metricWindow, pointsIn, type Series, settledBuckets } from '../metrics/window.ts';
import type { Cluster, Member } from '../model/cluster.ts';
import { engineOf } from '../model/engines.ts';
import { type Skipped, skip } from '../model/finding.ts';
import type { LocalTime } from '../time/local-time.ts';
import { type EpochMs, MINUTE_MS } from '../time/units.ts';
import { formatDuration, formatWhenIn } from '../time/when.ts';
import type { CapacityUse } from './capacity.ts';
import { widestRange } from './range.ts';

/** Five settled minutes, before those that CloudWatch may still be filling: ten minutes in all. */
export const SETTLED_MS = 5 * MINUTE_MS;

/** How far back the use is looked at. */
export const USE_MS = 2 * SETTLED_MS;

/** The last ten minutes, in the finest period that the engine sends. */
export function useWindow(cluster: Cluster, now: EpochMs): MetricWindow {
  return metricWindow(cluster, SETTLED_MS, now);
}

/** DBInstanceIdentifiers of the serverless instances. Other instances have no such metrics. */
export function scalingInstances(members: readonly Member[]): string[] {
  return members.filter(({ instanceClass }) => instanceClass === 'db.serverless').map(({ id }) => id);
}

/**
 * The CloudWatch metrics of the capacity to which each instance has scaled: in units, and in percent of its max. The
 * metrics of the whole cluster are averages, in which idle readers hide a busy writer.
 * - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 * - https://docs.aws.amazon.com/neptune/latest/userguide/neptune-serverless-capacity-scaling.html
 * - https://docs.aws.amazon.com/documentdb/latest/developerguide/docdb-serverless-monitoring.html
 */
export function capacityMetrics({ engine }: Cluster, instances: readonly string[]): MetricQuery[] {
  const range = widestRange(engine);
  const namespace = engineOf({ engine }).metrics?.namespace;
  if (range === undefined || namespace === undefined) return [];
  return instances.flatMap((id) =>
    [PAUSE_METRIC, `${range.unit}Utilization`].map((metric) => ({
      namespace,
      metric,
      stat: 'Maximum' as const,
      dimensions: { DBInstanceIdentifier: id },
    })),
  );
}

/** The use of the busiest instance over the window, `series` by `seriesName`; unknown if that of one instance is. */
export function capacityUseOf(
  cluster: Cluster,
  instances: readonly string[],
  window: MetricWindow,
  series: ReadonlyMap<string, Series>,
): CapacityUse {
  const uses = instances.map((id) => instanceUseOf(cluster, id, window, series));
  const none = { state: 'unknown', detail: 'it has no serverless instance' } as const;
  return uses.reduce((most, use) => (outweighs(use, most) ? use : most), uses[0] ?? none);
}

function outweighs(use: CapacityUse, other: CapacityUse): boolean {
  return other.state === 'known' && (use.state === 'unknown' || use.units > other.units);
}

/**
 * The greater of both metrics. It is `unknown` if one is incomplete or has values that are not numbers, or if a settled
 * bucket has a value of neither: an available instance always sends them, and 0 while it is paused.
 */
function instanceUseOf(
  cluster: Cluster,
  id: string,
  window: MetricWindow,
  series: ReadonlyMap<string, Series>,
): CapacityUse {
  const metrics = capacityMetrics(cluster, [id]);
  if (metrics.length === 0) {
    return { state: 'unknown', detail: `Dormouse knows no metrics of the engine ${cluster.engine}` };
  }
  const names = metrics.map(seriesName);
  const unread = names.filter((name) => !series.get(name)?.complete);
  if (unread.length > 0) {
    return { state: 'unknown', detail: `incomplete: CloudWatch did not return all of ${unread.join(', ')}` };
  }
  const points = metrics.flatMap((one) => unitsIn(window, cluster, one, series.get(seriesName(one))));
  if (points.some(([, units]) => !(units >= 0))) {
    return { state: 'unknown', detail: `${names.join(' or ')} has values that are not numbers` };
  }
  const buckets = settledBuckets(window);
  const told = new Set(points.map(([at]) => at));
  const missing = buckets.filter((at) => !told.has(at)).length;
  if (missing > 0) {
    const periods = `${missing} of ${buckets.length} periods of ${formatDuration(window.periodMs)}`;
    return { state: 'unknown', detail: `${names.join(' and ')} are both missing in ${periods}` };
  }
  return { state: 'known', units: Math.max(...points.map(([, units]) => units)) };
}

function unitsIn(
  window: MetricWindow,
  { serverless }: Cluster,
  { metric }: MetricQuery,
  series: Series | undefined,
): [EpochMs, number][] {
  const points = pointsIn(window, series);
  if (metric === PAUSE_METRIC) return points;
  return serverless === undefined
    ? []
    : points.map(([at, percent]) => [at, unitsOfPercent(percent, serverless.max)]);
}

/** To a tenth of a unit: 28.571 % of 14 are 4, and not a trace more, which would keep a max of 4 waiting for ever. */
function unitsOfPercent(percent: number, max: number): number {
  return Math.round((percent / 10) * max) / 10;
}

/** Metrics are kept by the name of the instance: those from before its creation are of another that had the name. */
export function checkAge({ createdAt }: Pick<Cluster, 'createdAt'>, local: LocalTime): Skipped | undefined {
  if (createdAt === undefined || local.now - createdAt >= USE_MS) return undefined;
  const created = `created ${formatWhenIn(createdAt, local)}`;
  return skip(
    'use-unknown',
    `${created}, less than the ${formatDuration(USE_MS)} ago over which its use is looked at`,
  );
}
