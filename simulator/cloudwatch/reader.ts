import type { Call } from '../core/service.ts';
import type { Use } from '../fleet/fleet.ts';
import { type Activity, activitiesOf, minuteMs, steadyUse } from '../rds/capacity/activity.ts';
import type { Cluster } from '../rds/clusters/cluster.ts';
import type { Store } from '../rds/clusters/store.ts';
import { metricOf } from './metrics.ts';
import { readSeries, type Series, type SeriesPart, type Stat } from './series.ts';
import { type Dimension, findTargets, type Target } from './target.ts';

/** One metric of one set of dimensions. */
interface MetricName {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly Dimension[];
}

export type ReadMetric = (metric: MetricName, period: number, stat: Stat) => Series;

/**
 * Reads series of a span, oldest first. A cluster's activity is worked out once for all its metrics, and a metric once for
 * all clusters that are used alike: they have the same series.
 */
export function createReader(
  store: Store,
  call: Pick<Call, 'account' | 'region' | 'now'>,
  { StartTime, EndTime }: { readonly StartTime: Date; readonly EndTime: Date },
): ReadMetric {
  const start = Math.floor(StartTime.getTime() / minuteMs) * minuteMs;
  const end = Math.min(EndTime.getTime(), call.now);
  const known = new Map<Cluster, readonly Activity[]>();
  const alike = new Map<Use, readonly Activity[]>();
  const shared = new Map<readonly Activity[], Map<string, Series>>();

  function activitiesFor(cluster: Cluster): readonly Activity[] {
    const use = steadyUse(cluster, start, end);
    const activities = known.get(cluster) ?? (use && alike.get(use)) ?? activitiesOf(cluster, start, end);
    known.set(cluster, activities);
    if (use === undefined) return activities;
    alike.set(use, activities);
    if (!shared.has(activities)) shared.set(activities, new Map());
    return activities;
  }

  function isWhole({ from, until }: Target): boolean {
    return from <= start && until >= end;
  }

  return ({ Namespace, MetricName, Dimensions }, period, stat) => {
    const parts = findTargets(store, call, Dimensions)
      .filter(({ from, until }) => from < end && until > start)
      .flatMap((target): SeriesPart[] => {
        const metric = metricOf(Namespace, MetricName, target.cluster);
        return metric === undefined ? [] : [{ target, metric, activities: activitiesFor(target.cluster) }];
      });
    const request = { parts, namespace: Namespace, name: MetricName, stat, start, end, period };
    const [part] = parts;
    const same = part && parts.length === 1 && isWhole(part.target) ? shared.get(part.activities) : undefined;
    if (part === undefined || same === undefined) return readSeries({ ...request, now: call.now });
    const key = `${Namespace} ${MetricName} ${period} ${stat} ${kindOf(part.target)}`;
    const series = same.get(key) ?? readSeries({ ...request, now: call.now });
    same.set(key, series);
    return series;
  };
}

/** All that a metric depends on besides the activity of a cluster without capacity to scale. */
function kindOf({ cluster: { engine, size }, writers, readers }: Target): string {
  return [
    engine,
    size,
    writers.serverless,
    writers.provisioned,
    readers.serverless,
    readers.provisioned,
  ].join(' ');
}
