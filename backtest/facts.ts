import type { FactSources } from '../shared/aws/read/fact-sources.ts';
import { toMember } from '../shared/aws/read/members.ts';
import { outageOf, type SeriesRequest } from '../shared/aws/read/metrics.ts';
import { powerEventsOf, RETENTION_MS } from '../shared/aws/read/rds-events.ts';
import { defined } from '../shared/defined.ts';
import type { MetricWindow, Series } from '../shared/policy/metrics/window.ts';
import type { Member } from '../shared/policy/model/cluster.ts';
import type { Location } from '../shared/policy/model/location.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import { createReader } from '../simulator/cloudwatch/reader.ts';
import type { Series as FoundSeries } from '../simulator/cloudwatch/series.ts';
import { type Cluster, isListed } from '../simulator/rds/clusters/cluster.ts';
import { toMemberShape } from '../simulator/rds/clusters/describe-instances.ts';
import { hasCategory, toEvent } from '../simulator/rds/events/describe-events.ts';
import type { LoggedEvent } from '../simulator/rds/events/event-log.ts';
import { createSeen } from './seen.ts';
import type { View } from './view.ts';

/**
 * The facts about the clusters in focus as the readers of AWS find them, made without the answers of AWS. `onMetrics` is
 * called whenever metrics are read.
 */
export function simulatedFacts(
  { stores: { store, events } }: View,
  now: () => EpochMs,
  onMetrics: (place: Location) => void,
): FactSources {
  const seenMembers = createSeen(partsOfMembers, membersOf);

  function eventsOf({ arn }: Cluster, since: EpochMs, until: EpochMs): LoggedEvent[] {
    const found: LoggedEvent[] = [];
    const all = events.of(arn);
    for (let index = all.length - 1; index >= 0; index -= 1) {
      const event = all[index];
      if (event === undefined || event.at < since) break;
      if (event.at <= until && hasCategory(event, ['notification'])) found.push(event);
    }
    return found.reverse();
  }

  async function readSeries<Request extends SeriesRequest>(place: Location, requests: readonly Request[]) {
    const series = new Map<Request, Series>();
    const byPeriod = Map.groupBy(requests, ({ window }) => window.periodMs);
    for (const [periodMs, same] of byPeriod) {
      onMetrics(place);
      const { account, region } = place;
      const seriesIn = createWindows();
      const read = createReader(
        store,
        { account, region, now: now() },
        {
          StartTime: new Date(Math.min(...same.map(({ window }) => window.start))),
          EndTime: new Date(Math.max(...same.map(({ window }) => window.end))),
        },
      );
      for (const request of same) {
        const { namespace, metric, stat, dimensions } = request.metric;
        const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
        const found = read({ Namespace: namespace, MetricName: metric, Dimensions }, periodMs, stat);
        series.set(request, seriesIn(request.window, found));
      }
    }
    return { series, ...defined({ outage: outageOf([...series.values()]) }) };
  }

  return {
    members: async (place) =>
      store.clustersIn(place).flatMap((cluster) => seenMembers.describe(cluster, now())),
    powerEvents: async (place, since, until) => {
      const from = Math.max(since, until - RETENTION_MS);
      const logged = store.clustersIn(place).flatMap((cluster) => eventsOf(cluster, from, until));
      return powerEventsOf(logged.map(toEvent));
    },
    series: readSeries,
  };
}

/** Puts what was found into windows: clusters that are used alike have the same series. */
function createWindows(): (window: MetricWindow, found: FoundSeries) => Series {
  const known = new Map<FoundSeries, { readonly window: MetricWindow; readonly series: Series }>();
  return (window, found) => {
    const before = known.get(found);
    const { start, end } = window;
    if (before?.window.start === start && before.window.end === end) return before.series;
    const points = new Map<EpochMs, number>();
    for (const [index, at] of found.times.entries()) {
      const value = found.values[index];
      if (value !== undefined && at >= start && at < end) points.set(at, value);
    }
    const series = { points, complete: found.isUnknown !== true };
    known.set(found, { window, series });
    return series;
  };
}

/** The members of a cluster in the order of a listing. */
function membersOf(cluster: Cluster, at: EpochMs): Member[] {
  return cluster.members
    .filter((member) => isListed(member, at))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((member) => toMember(toMemberShape({ cluster, member }, at)));
}

/** Everything that a listing shows of members and that may change, but for their tags, which nobody changes. */
function partsOfMembers(cluster: Cluster, at: EpochMs): unknown[] {
  const parts: unknown[] = [cluster.id, cluster.memberStatuses.visible(at).status];
  for (const member of cluster.members) {
    const { id, status, promotionTier, parameterGroup, isPublic } = member;
    parts.push(id, status, promotionTier, parameterGroup, isPublic, isListed(member, at));
  }
  return parts;
}
