import type { CapacityUse } from './capacity.ts';
import { widestRange } from './capacity-range.ts';
import { type IdleMetric, type IdleWindow, idleWindow, type Series } from './idle.ts';
import { namespaceOf, PAUSE_METRIC } from './idle-metrics.ts';
import type { EpochMs } from './model.ts';
import type { Cluster } from './world.ts';

/** Five settled minutes and those that CloudWatch may still be filling: ten in all. */
const SETTLED_MS = 5 * 60_000;

/** The last ten minutes, in the finest period that the engine sends. */
export function useWindow(cluster: Cluster, now: EpochMs): IdleWindow {
  return idleWindow(cluster, SETTLED_MS, now);
}

/**
 * What to ask CloudWatch about the capacity that a cluster has scaled to: in units, and in percent of its max.
 * - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 * - https://docs.aws.amazon.com/neptune/latest/userguide/neptune-serverless-capacity-scaling.html
 * - https://docs.aws.amazon.com/documentdb/latest/developerguide/docdb-serverless-monitoring.html
 */
export function capacityMetrics({ engine, id }: Cluster): IdleMetric[] {
  const range = widestRange(engine);
  const namespace = namespaceOf(engine);
  if (range === undefined || namespace === undefined) return [];
  return [PAUSE_METRIC, `${range.unit}Utilization`].map((metric) => ({
    namespace,
    metric,
    stat: 'Maximum',
    dimensions: { DBClusterIdentifier: id },
  }));
}

/**
 * How much a cluster used over the window, `series` by metric name: the greater of what both metrics tell. One that is
 * answered in part, or with what is no number, makes it `unknown`, and so do both without any value.
 */
export function judgeCapacityUse(
  cluster: Cluster,
  window: IdleWindow,
  series: ReadonlyMap<string, Series>,
): CapacityUse {
  const metrics = capacityMetrics(cluster).map(({ metric }) => metric);
  if (metrics.length === 0) {
    return { state: 'unknown', detail: `no metrics are known for the engine ${cluster.engine}` };
  }
  const unread = metrics.filter((metric) => !series.get(metric)?.complete);
  if (unread.length > 0) {
    return { state: 'unknown', detail: `not answered in full: ${unread.join(', ')}` };
  }
  const units = metrics.flatMap((metric) => unitsOf(cluster, metric, window, series.get(metric)));
  if (units.some((value) => !(value >= 0))) {
    return { state: 'unknown', detail: `${metrics.join(' or ')} has values that are no numbers` };
  }
  return units.length === 0
    ? { state: 'unknown', detail: `neither ${metrics.join(' nor ')} has a value in the last 10 minutes` }
    : { state: 'known', units: Math.max(...units) };
}

function unitsOf(
  { serverless }: Cluster,
  metric: string,
  { start, end }: IdleWindow,
  series: Series | undefined,
): number[] {
  const values = [...(series?.points ?? [])]
    .filter(([at]) => at >= start && at < end)
    .map(([, value]) => value);
  if (metric === PAUSE_METRIC) return values;
  return serverless === undefined ? [] : values.map((percent) => unitsOfPercent(percent, serverless.max));
}

/** To a tenth of a unit: 28.571 % of 14 are 4, and not a trace more, which would keep a max of 4 waiting for ever. */
function unitsOfPercent(percent: number, max: number): number {
  return Math.round((percent / 10) * max) / 10;
}
