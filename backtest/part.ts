import type { Prices } from '../prices/prices.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import { idleAtMost } from '../shared/policy/power/idle-metrics.ts';
import { settingsOf } from '../shared/policy/rules/settings.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import type { SnapshotQuotaUse } from '../timeline/recovery.ts';
import type { ClusterTimeline, StreamState } from '../timeline/timeline.ts';
import { type Act, actOf } from './act.ts';
import { clusterTimeline } from './cluster-timeline.ts';
import { describe } from './describe.ts';
import { createJournal } from './ledger/journal.ts';
import { createQuotaLog } from './ledger/quota-log.ts';
import { createRecoveryLog } from './ledger/recovery-log.ts';
import { type IdleLoad, segmentsOf } from './ledger/segments.ts';
import { createShelf } from './ledger/shelf.ts';
import type { Commitments } from './money/commitments.ts';
import { type Cost, costOf } from './money/money.ts';
import { simulate } from './run.ts';
import type { SeenStream, Simulation } from './simulation.ts';

/** A simulation of which the money is counted, too. */
export interface PricedSimulation extends Omit<Simulation, 'onStream'> {
  /** Absent: no money is shown. */
  readonly prices?: Prices;
  /** Commitments that are paid for whether anything runs or not. */
  readonly commitments?: Commitments;
  /** Absent: the single acts are forgotten. */
  readonly keepsActs?: boolean;
}

/** The course of some clusters, or of a whole fleet: plain data, which another thread can be given. */
export interface Part {
  /** In the order of the fleet. Marks name their texts by the numbers of this part. */
  readonly clusters: readonly ClusterTimeline[];
  readonly texts: readonly string[];
  /** Of each cluster in the same order; absent without prices. */
  readonly costs?: readonly Cost[];
  readonly snapshotQuotas: readonly SnapshotQuotaUse[];
  /** Sweeps that could not read their account and Region, each once: the function, and the error. */
  readonly failures: readonly string[];
  /** In the order of time; empty unless they are kept. */
  readonly acts: readonly Act[];
}

/** Lets a policy run on the clusters of a fleet, and gives the course of each. */
export async function simulatePart(simulation: PricedSimulation): Promise<Part> {
  const { policy, from, to, prices, commitments } = simulation;
  const journal = createJournal(from);
  const shelf = createShelf();
  const recovery = createRecoveryLog();
  const quota = createQuotaLog(simulation.fleet, from);
  const acts: Act[] = [];
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
      const act = simulation.keepsActs ? actOf(at, cluster.arn, outcome) : undefined;
      if (act !== undefined) acts.push(act);
      simulation.onOutcome?.(at, cluster, outcome);
    },
    onStream: (at, cluster, stream) => journal.seeStream(at, cluster, stateOf(stream)),
  });
  const courses = simulated.world.clusters.map((cluster) => ({
    cluster,
    segments: segmentsOf(cluster, from, to, idleLoadOf(policy, cluster)),
    kept: shelf.keptOf(cluster.resourceId),
  }));
  const logs = { journal, recovery };
  return {
    clusters: courses.map((course) => clusterTimeline(simulation, simulated, logs, course)),
    texts: journal.texts,
    ...(prices && { costs: courses.map((course) => costOf(prices, commitments, course, { from, to })) }),
    snapshotQuotas: quota.usesUntil(to),
    failures: [...new Set(simulated.failures.map(({ by, fault }) => `${by}: ${fault.message}`))],
    acts,
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

function stateOf({ status, isMissing }: SeenStream): StreamState {
  if (status === 'starting' || status === 'stopping') return 'changing';
  if (isMissing) return 'missing';
  return status === 'started' ? 'on' : 'off';
}
