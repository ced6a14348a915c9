import type { Call } from '../core/service.ts';
import { type Activity, activitiesOf, minuteMs } from '../rds/capacity/activity.ts';
import type { Cluster } from '../rds/clusters/cluster.ts';
import type { Store } from '../rds/clusters/store.ts';
import { metricOf } from './metrics.ts';
import { readSeries, type Series, type SeriesPart, type Stat } from './series.ts';
import { type Dimension, findTargets } from './target.ts';

/** One metric of one set of dimensions. */
interface MetricName {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly Dimension[];
}

export type ReadMetric = (metric: MetricName, period: number, stat: Stat) => Series;

/** Reads series of a span, oldest first. A cluster's activity is worked out once for all its metrics. */
export function createReader(
  store: Store,
  call: Call,
  { StartTime, EndTime }: { readonly StartTime: Date; readonly EndTime: Date },
): ReadMetric {
  const start = Math.floor(StartTime.getTime() / minuteMs) * minuteMs;
  const end = Math.min(EndTime.getTime(), call.now);
  const known = new Map<Cluster, readonly Activity[]>();

  function activitiesFor(cluster: Cluster): readonly Activity[] {
    const activities = known.get(cluster) ?? activitiesOf(cluster, start, end);
    known.set(cluster, activities);
    return activities;
  }

  return ({ Namespace, MetricName, Dimensions }, period, stat) => {
    const parts = findTargets(store, call, Dimensions)
      .filter(({ from, until }) => from < end && until > start)
      .flatMap((target): SeriesPart[] => {
        const metric = metricOf(Namespace, MetricName, target.cluster);
        return metric === undefined ? [] : [{ target, metric, activities: activitiesFor(target.cluster) }];
      });
    const request = { parts, namespace: Namespace, name: MetricName, stat, start, end, period };
    return readSeries({ ...request, now: call.now });
  };
}
