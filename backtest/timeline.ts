import type { Prices } from '../prices/prices.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import { reasonRow } from '../shared/policy/model/reasons.ts';
import { idleAtMost } from '../shared/policy/power/idle-metrics.ts';
import { decidingRule } from '../shared/policy/rules/match.ts';
import { settingsOf } from '../shared/policy/rules/settings.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../shared/policy/time/units.ts';
import type { Outcome } from '../shared/runtime/sweep/outcome.ts';
import { isServerless } from '../simulator/rds/clusters/capacities.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import { sumOf, sumsByRule } from '../timeline/sum.ts';
import type { ClusterTimeline, Lane, Mark, StreamState, Timeline } from '../timeline/timeline.ts';
import type { Money } from '../timeline/totals.ts';
import { describe } from './describe.ts';
import { withFleetAccounts } from './fleet-accounts.ts';
import { type Course, countUp, minutesOf } from './ledger/count-up.ts';
import { createJournal, type Journal } from './ledger/journal.ts';
import { createQuotaLog } from './ledger/quota-log.ts';
import { createRecoveryLog, type RecoveryLog } from './ledger/recovery-log.ts';
import { sevenDayRestarts } from './ledger/restarts.ts';
import { type IdleLoad, type Segment, segmentsOf } from './ledger/segments.ts';
import { createShelf } from './ledger/shelf.ts';
import { waitsOf } from './ledger/waits.ts';
import type { Commitments } from './money/commitments.ts';
import { moneyOf, withOwnCost } from './money/money.ts';
import { moneyNotes, notesOf } from './notes.ts';
import { recoveryOf, recoveryTotals } from './recovery.ts';
import { simulate } from './run.ts';
import type { SeenStream, Simulated, Simulation } from './simulation.ts';

/** A simulation, and how people call what goes into it. */
export interface NamedSimulation extends Omit<Simulation, 'onStream'> {
  /** Absent: no money is shown. */
  readonly prices?: Prices;
  /** Commitments that are paid for whether anything runs or not. */
  readonly commitments?: Commitments;
  readonly names: { readonly policy: string; readonly fleet: string };
}

/** Lets a policy run on a simulated fleet, and gives the course of every cluster with its sums. */
export async function simulateTimeline(written: NamedSimulation): Promise<Timeline> {
  const simulation = { ...written, policy: withFleetAccounts(written.policy, written.fleet, written.from) };
  const { policy, from, to, names } = simulation;
  const journal = createJournal(from);
  const shelf = createShelf();
  const recovery = createRecoveryLog();
  const quota = createQuotaLog(simulation.fleet, from);
  const simulated = await simulate({
    ...simulation,
    onBegin(world) {
      const snapshots = [...world.whole.snapshotStore.all()];
      shelf.begin(snapshots);
      recovery.begin(from, snapshots);
      quota.begin(snapshots);
      simulation.onBegin?.(world);
    },
    onSnapshot(at, snapshot, isGone) {
      shelf.see(at, snapshot, isGone);
      recovery.see(at, snapshot, isGone);
      quota.see(at, snapshot, isGone);
      simulation.onSnapshot?.(at, snapshot, isGone);
    },
    onOutcome(at, cluster, outcome) {
      journal.enter(at, cluster, outcome);
      simulation.onOutcome?.(at, cluster, outcome);
    },
    onStream: (at, cluster, stream) => journal.seeStream(at, cluster, stateOf(stream)),
  });
  const courses = simulated.world.clusters.map((cluster) => ({
    cluster,
    segments: segmentsOf(cluster, from, to, idleLoadOf(policy, cluster)),
    kept: shelf.keptOf(cluster.resourceId),
  }));
  const { prices, commitments } = simulation;
  const money = prices && moneyOf(prices, commitments, courses, { from, to });
  const clusters = courses.map(({ cluster, segments }, index) =>
    clusterTimeline(simulation, simulated, { journal, recovery }, cluster, segments, money?.clusters[index]),
  );
  const totals = sumOf(clusters.map((cluster) => cluster.totals));
  return {
    version: 1,
    kind: 'simulation',
    ...names,
    mode: policy.mode,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    timezone: policy.timezone,
    totals: totals.money
      ? { ...totals, money: withOwnCost(totals.money, clusters.length, { from, to }) }
      : totals,
    rules: sumsByRule(policy, clusters),
    clusters,
    snapshotQuotas: quota.usesUntil(to),
    texts: journal.texts,
    ...(simulated.failures.length > 0 && { hasFailed: true }),
    notes: [...(money ? moneyNotes(money) : []), ...notesOf(simulation, simulated, clusters)],
  };
}

/** The load of a cluster that its rule takes for no use; absent where the rule says nothing about it. */
function idleLoadOf(policy: Policy, cluster: Cluster): IdleLoad | undefined {
  const described = describe(cluster);
  const idle = settingsOf(policy, described, 'power')?.settings.idle;
  if (idle === undefined) return undefined;
  return {
    connections: idleAtMost(described, 'connections', idle),
    requests: idleAtMost(described, 'queries', idle),
  };
}

function clusterTimeline(
  { policy, from, to }: NamedSimulation,
  { world, latest }: Simulated,
  { journal, recovery: log }: { readonly journal: Journal; readonly recovery: RecoveryLog },
  cluster: Cluster,
  segments: readonly Segment[],
  money: Money | undefined,
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
    totals: { ...countUp(course), ...recoveryTotals(recovery), ...(money && { money }) },
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

function stateOf({ status, isMissing }: SeenStream): StreamState {
  if (status === 'starting' || status === 'stopping') return 'changing';
  if (isMissing) return 'missing';
  return status === 'started' ? 'on' : 'off';
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
