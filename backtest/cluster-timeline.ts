import { reasonRow } from '../shared/policy/model/reasons.ts';
import { decidingRule } from '../shared/policy/rules/match.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../shared/policy/time/units.ts';
import type { Outcome } from '../shared/runtime/sweep/outcome.ts';
import { isServerless } from '../simulator/rds/clusters/capacities.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import type { ClusterTimeline, Lane, Mark } from '../timeline/timeline.ts';
import { describe } from './describe.ts';
import { type Course, countUp, minutesOf } from './ledger/count-up.ts';
import type { Journal } from './ledger/journal.ts';
import type { RecoveryLog } from './ledger/recovery-log.ts';
import { sevenDayRestarts } from './ledger/restarts.ts';
import type { Segment } from './ledger/segments.ts';
import { waitsOf } from './ledger/waits.ts';
import { recoveryOf, recoveryTotals } from './recovery.ts';
import type { Simulated, Simulation } from './simulation.ts';

/** The course of a cluster, without money. The texts of its marks are those of the journal. */
export function clusterTimeline(
  { policy, from, to }: Pick<Simulation, 'policy' | 'from' | 'to'>,
  { world, latest }: Simulated,
  { journal, recovery: log }: { readonly journal: Journal; readonly recovery: RecoveryLog },
  { cluster, segments }: { readonly cluster: Cluster; readonly segments: readonly Segment[] },
): ClusterTimeline {
  const waits = waitsOf(segments);
  const restarts = sevenDayRestarts(cluster, segments);
  const minuteOf = (at: EpochMs) => Math.round((at - from) / MINUTE_MS);
  const streamRestarts = cluster.restarts.filter(({ at }) => at >= from).map(({ at }) => at);
  const marks: Mark[] = [
    ...journal.marksOf(cluster),
    ...waits.map((wait): Mark => {
      const kind = wait.isLate ? 'late-start' : 'denied';
      return { minute: minuteOf(wait.from), kind, by: 'people', minutes: Math.round(minutesOf(wait)) };
    }),
    ...restarts.map(({ at }): Mark => ({ minute: minuteOf(at), kind: 'seven-day-restart', by: 'aws' })),
    ...streamRestarts.map((at): Mark => ({ minute: minuteOf(at), kind: 'restart', by: 'aws' })),
  ];
  const stream = journal.streamOf(cluster);
  const course: Course = {
    ...{ cluster, segments, waits, restarts, marks, stream },
    minutes: minuteOf(to),
    streamRestarts: streamRestarts.length,
  };
  const described = describe(cluster);
  const rule = decidingRule(policy, described, 'power')?.name;
  const recovery = recoveryOf({ policy, from, to }, cluster, described, log);
  const why = whyOf(latest.get(cluster));
  const capacities = cluster.capacities?.entries;
  return {
    arn: cluster.arn,
    id: cluster.id,
    account: cluster.account,
    region: cluster.region,
    engine: cluster.engine,
    instances: cluster.members.length,
    tags: described.tags,
    ...(rule !== undefined && { rule }),
    power: laneOf(segments.map((one) => [minuteOf(one.from), one.state])),
    ...(stream.length > 0 && { stream: laneOf([[0, stream[0]?.[1] ?? 'off'], ...stream]) }),
    ...(capacities !== undefined &&
      cluster.members.some(isServerless) && {
        capacity: laneOf(
          capacities
            .filter(({ at }, index) => at >= from || (capacities[index + 1]?.at ?? to) > from)
            .map(({ at, min, max }) => [Math.max(0, minuteOf(at)), { min, max }]),
        ),
        units: laneOf(segments.map((one) => [minuteOf(one.from), Math.max(0, ...one.units)])),
      }),
    ...recoveryPointsOf(world, cluster, to),
    recovery,
    marks: marks.sort((a, b) => a.minute - b.minute),
    ...(why && { why }),
    totals: { ...countUp(course), ...recoveryTotals(recovery) },
  };
}

/** Changes only: of equal values in a row the first, of two values at one minute the last. */
function laneOf<T>(changes: readonly (readonly [number, T])[]): Lane<T> {
  const lane: (readonly [number, T])[] = [];
  for (const change of changes) {
    if (lane.at(-1)?.[0] === change[0]) lane.pop();
    if (JSON.stringify(lane.at(-1)?.[1]) !== JSON.stringify(change[1])) lane.push(change);
  }
  return lane;
}

/** The newest complete snapshot of the cluster in each Region, by its age at `to`. */
function recoveryPointsOf(
  { whole }: Simulated['world'],
  { resourceId }: Cluster,
  to: EpochMs,
): Pick<ClusterTimeline, 'recoveryPoints'> {
  const ages: Record<string, number> = {};
  for (const { status, region, shownCreatedAt } of whole.snapshotStore.ofCluster(resourceId)) {
    if (status !== 'available') continue;
    const age = Math.round((to - shownCreatedAt) / (HOUR_MS / 10)) / 10;
    ages[region] = Math.min(ages[region] ?? age, age);
  }
  return Object.keys(ages).length === 0 ? {} : { recoveryPoints: ages };
}

/** The reason about its power that is not the same for everybody on most days, else that about its stop. */
function whyOf(latest: ReadonlyMap<string, readonly Outcome[]> | undefined): ClusterTimeline['why'] {
  const outcomes = ['stop-idle-clusters', 'start-clusters'].flatMap((name) => latest?.get(name) ?? []);
  const special = outcomes.find(({ decision: { reason } }) => {
    const { kind, everyday } = reasonRow(reason);
    return !everyday && reason !== 'no-rule' && kind !== 'unread';
  });
  const { decision } = special ?? outcomes[0] ?? {};
  return decision && { reason: decision.reason, detail: decision.detail };
}
