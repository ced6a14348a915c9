import type { Cluster } from '../model/cluster.ts';
import type { CreateSnapshotCommand, PowerCommand } from '../model/command.ts';
import { type Decision, skipInstead } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { reasonRow } from '../model/reasons.ts';
import { classifyStatus } from '../model/status.ts';
import { keptState } from '../rules/guard.ts';
import { orNone } from '../rules/isolate.ts';
import { isObserved } from '../rules/rule-mode.ts';
import type { EpochMs } from '../time/units.ts';
import { powerCandidate } from './candidate.ts';
import type { Observed, StopWorld } from './facts.ts';
import { circleText, namesOf, type Order, orderOf } from './order.ts';
import { uptimeOf } from './uptime.ts';

type Stop = Decision<PowerCommand<'stop'> | CreateSnapshotCommand>;

/**
 * Lets stops wait until the clusters that come after a cluster by `power.after` of their rules run no more. They wait
 * however long that takes, because these clusters would lose what they need. A hold that keeps a cluster stopped waits
 * for nothing. `decisions` are those about the clusters of the world, in its order.
 */
export function orderStops(policy: Policy, world: StopWorld, decisions: readonly Stop[]): Stop[] {
  const clusters = world.clusters.map(({ cluster }) => cluster);
  const order = decisions.some(isDue) ? orderOf(policy, clusters) : undefined;
  if (order === undefined) return [...decisions];
  const now = world.observedAt;
  const byCluster = new Map(
    world.clusters.map((one, index) => [one.cluster, { ...one, stop: decisions[index] }]),
  );

  return decisions.map((decision, index) => {
    const cluster = clusters[index];
    if (cluster === undefined || !isDue(decision) || isHeldStopped(policy, cluster, now)) return decision;
    const running = order.after(cluster).flatMap((other) => {
      const seen = byCluster.get(other);
      return seen !== undefined && isRunning(seen) ? [seen] : [];
    });
    if (running.length === 0) {
      return decision.verdict === 'skip'
        ? decision
        : { ...decision, detail: `${decision.detail}${circleText(order.circle(cluster))}` };
    }
    const why = waiting(
      running.filter((one) => isStuck(policy, one, now)),
      running,
    );
    return decision.verdict === 'skip' ? { ...decision, ...why } : skipInstead(decision, why);
  });
}

interface Running extends Observed {
  readonly stop: Stop | undefined;
}

function waiting(stuck: readonly Running[], running: readonly Running[]) {
  const named = (some: readonly Running[]) =>
    namesOf(
      some.map(({ cluster, stop }) => ({ ...cluster, id: `${cluster.id} (${stateOf(cluster, stop)})` })),
    );
  return stuck.length > 0
    ? ({
        reason: 'order-stuck',
        detail: `clusters that come after it run and are not stopped: ${named(stuck)}`,
      } as const)
    : ({
        reason: 'waits-for',
        detail: `it stops once the clusters that come after it are stopped: ${named(running)}`,
      } as const);
}

function stateOf({ status }: Cluster, stop: Stop | undefined): string {
  return status === 'available' && stop?.verdict === 'skip' ? stop.reason : status;
}

/** A stop, or one that depends on facts that have not been read. A snapshot before a stop changes nothing for others. */
function isDue(decision: Stop): boolean {
  return decision.verdict === 'act'
    ? decision.command.kind === 'stop-cluster'
    : reasonRow(decision.reason).kind === 'unread';
}

function isHeldStopped(policy: Policy, cluster: Cluster, now: EpochMs): boolean {
  const candidate = powerCandidate(policy, cluster, now);
  return candidate !== undefined && keptState(cluster, candidate.local) === 'stopped';
}

/** A paused cluster serves nobody, and neither does one whose key or data are lost. */
function isRunning({ cluster, facts }: Observed): boolean {
  return mayServe(cluster) && !(mayPause(cluster) && facts?.evidence?.state === 'paused');
}

function mayServe({ status }: Cluster): boolean {
  return (
    !['stopped', 'keyInaccessible', 'terminal'].includes(classifyStatus(status)) && status !== 'deleting'
  );
}

/** Whether a running cluster stays up until somebody changes something, though its hours are over. */
function isStuck(policy: Policy, { cluster, stop }: Running, now: EpochMs): boolean {
  if (stop === undefined || classifyStatus(cluster.status) === 'stopping') return false;
  if (stop.verdict === 'act') return isObserved(policy, stop);
  const candidate = powerCandidate(policy, cluster, now);
  return candidate !== undefined && !uptimeOf(candidate).up && reasonRow(stop.reason).kind === 'refusal';
}

/**
 * The clusters whose stop has to wait for one that surely runs, so that nothing has to be known of them. One that may be
 * paused has to be looked at first.
 */
export function stopsThatWait(
  policy: Policy,
  clusters: readonly Cluster[],
  now: EpochMs,
): ReadonlySet<Cluster> {
  const order: Order | undefined = orderOf(policy, clusters);
  if (order === undefined) return new Set();
  const waits = clusters.filter(
    (cluster) =>
      orNone(() => [isHeldStopped(policy, cluster, now)]).every((isHeld) => !isHeld) &&
      order.after(cluster).some((other) => mayServe(other) && !mayPause(other)),
  );
  return new Set(waits);
}

function mayPause({ serverless, engineMode }: Cluster): boolean {
  return engineMode === 'serverless' || serverless?.min === 0;
}
