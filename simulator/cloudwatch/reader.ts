import type { Call } from '../core/service.ts';
import type { Use } from '../fleet/fleet.ts';
import { type Activity, activitiesOf, minuteMs, steadyUse } from '../rds/capacity/activity.ts';
import type { Cluster } from '../rds/clusters/cluster.ts';
import type { Store } from '../rds/clusters/store.ts';
import { metricOf, serverlessMetrics } from './metrics.ts';
import { readSeries, type Series, type SeriesPart, type Stat } from './series.ts';
import { type Dimension, findTargets, type Target } from './target.ts';

/** One metric of one set of dimensions. */
interface MetricName {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly Dimension[];
}

export type ReadMetric = (metric: MetricName, period: number, stat: Stat) => Series;

/** The clusters that a set of dimensions stands for, as far as they have sent metrics in the span. */
interface Source {
  readonly targets: readonly Target[];
  /** Absent: it is used like no other. */
  readonly alike: Alike | undefined;
}

/** The series of all clusters that have one use, and the kind that tells those of this cluster from the others. */
interface Alike {
  readonly series: Map<string, Series>;
  readonly kind: string;
}

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
  const activities = new Map<Cluster, readonly Activity[]>();
  const sources = new Map<string, Source>();
  const seriesByUse = new Map<Use, Map<string, Series>>();

  function activitiesFor(cluster: Cluster): readonly Activity[] {
    const known = activities.get(cluster) ?? activitiesOf(cluster, start, end);
    activities.set(cluster, known);
    return known;
  }

  function sourceOf(dimensions: readonly Dimension[]): Source {
    const key = dimensions.map(({ Name, Value }) => `${Name} ${Value}`).join();
    const known = sources.get(key) ?? findSource(dimensions);
    sources.set(key, known);
    return known;
  }

  function findSource(dimensions: readonly Dimension[]): Source {
    const targets = findTargets(store, call, dimensions).filter(
      ({ from, until }) => from < end && until > start,
    );
    const [target, ...others] = targets;
    return { targets, alike: target && others.length === 0 ? alikeOf(target) : undefined };
  }

  function alikeOf(target: Target): Alike | undefined {
    const isWhole = target.from <= start && target.until >= end;
    const use = isWhole ? steadyUse(target.cluster, start, end) : undefined;
    if (use === undefined) return undefined;
    const series = seriesByUse.get(use) ?? new Map<string, Series>();
    seriesByUse.set(use, series);
    return { series, kind: kindOf(target) };
  }

  return ({ Namespace, MetricName, Dimensions }, period, stat) => {
    const source = sourceOf(Dimensions);
    const alike = serverlessMetrics.has(MetricName) ? undefined : source.alike;
    const key = `${alike?.kind} ${Namespace} ${MetricName} ${period} ${stat}`;
    const known = alike?.series.get(key);
    if (known !== undefined) return known;
    const parts = source.targets.flatMap((target): SeriesPart[] => {
      const metric = metricOf(Namespace, MetricName, target.cluster);
      return metric === undefined ? [] : [{ target, metric, activities: activitiesFor(target.cluster) }];
    });
    const request = { parts, namespace: Namespace, name: MetricName, stat, start, end, period };
    const series = readSeries({ ...request, now: call.now });
    alike?.series.set(key, series);
    return series;
  };
}

/** All that the metrics of a cluster depend on besides its use, but for those of its capacity. */
function kindOf({ cluster: { engine, size }, writers, readers }: Target): string {
  const spans = [writers.serverless, writers.provisioned, readers.serverless, readers.provisioned];
  return [engine, size, ...spans].join(' ');
}
