import { AWS_RESTART_MS } from '../model/availability.ts';
import type { Cluster, World } from '../model/cluster.ts';
import type { PowerCommand } from '../model/command.ts';
import { type Decision, skipInstead } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { reasonRow } from '../model/reasons.ts';
import { classifyStatus } from '../model/status.ts';
import { POWER_TAG } from '../model/tags.ts';
import { readByHand } from '../rules/by-hand.ts';
import { readHold } from '../rules/hold.ts';
import { powerHoursAt } from '../rules/power-hours.ts';
import { readLastAction } from '../rules/power-note.ts';
import { isObserved } from '../rules/rule-mode.ts';
import { hasRoomFor } from '../rules/tag-room.ts';
import { MAINTENANCE_LEAD_MS, nextMaintenanceAt } from '../time/maintenance-window.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import { type Candidate, powerCandidate } from './candidate.ts';
import { leadOf } from './lead.ts';
import { circleText, namesOf, orderOf } from './order.ts';
import { staggeredStart } from './stagger.ts';
import { uptimeOf } from './uptime.ts';

type Start = Decision<PowerCommand<'start'>>;

/** How long a start waits for each step of clusters before it, from when the start of these was requested. */
const STEP_MS = 30 * MINUTE_MS;

/** How long it waits for each step at most, from when it was due itself. */
const LONGEST_STEP_MS = 2 * HOUR_MS;

/**
 * Lets starts wait until the clusters that `power.after` of their rule puts before them are available, as far as these
 * are due up, too, and come by themselves. `decisions` are those about the clusters of the world, in its order.
 */
export function orderStarts(policy: Policy, world: World, decisions: readonly Start[]): Start[] {
  const clusters = world.clusters.map(({ cluster }) => cluster);
  const order = decisions.some(({ verdict }) => verdict === 'act') ? orderOf(policy, clusters) : undefined;
  if (order === undefined) return [...decisions];
  const byCluster = new Map(clusters.map((cluster, index) => [cluster, decisions[index]]));
  const now = world.observedAt;

  return decisions.map((decision, index) => {
    const cluster = clusters[index];
    const candidate = cluster && powerCandidate(policy, cluster, now);
    if (decision.verdict === 'skip' || candidate === undefined) return decision;
    const coming = order
      .before(candidate.cluster)
      .filter((other) => isComing(policy, other, byCluster.get(other), now));
    const circle = circleText(order.circle(candidate.cluster));
    if (coming.length === 0) return { ...decision, detail: `${decision.detail}${circle}` };
    const steps = order.steps(candidate.cluster);
    const waits = coming
      .map((other) => ({ other, until: waitsUntil(candidate, other, steps) }))
      .filter(({ until }) => now < until);
    if (waits.length === 0) {
      const detail = `${decision.detail}; it has waited for ${statesOf(coming)}, and waits no longer${circle}`;
      return { ...decision, reason: 'waited-enough', detail };
    }
    const until = formatWhenIn(Math.max(...waits.map((one) => one.until)), candidate.local);
    return skipInstead(decision, {
      reason: 'waits-for',
      detail: `it starts once the clusters before it are available, at the latest ${until}: ${statesOf(waits.map(({ other }) => other))}`,
    });
  });
}

/** @example 'orders-db (starting), users-db (stopped)' */
function statesOf(clusters: readonly Cluster[]): string {
  return namesOf(clusters.map((one) => ({ ...one, id: `${one.id} (${one.status})` })));
}

/** Whether a cluster is due up, not available yet, and is started or is starting. */
function isComing(policy: Policy, cluster: Cluster, decision: Start | undefined, now: EpochMs): boolean {
  const kind = classifyStatus(cluster.status);
  if (kind === 'available' || cluster.status === 'deleting' || decision === undefined) return false;
  if (decision.verdict === 'act') return !isObserved(policy, decision);
  if (decision.error !== undefined || (kind === 'stopped' && isObserved(policy, decision))) return false;
  const candidate = powerCandidate(policy, cluster, now);
  if (candidate === undefined || !uptimeOf(candidate).up) return false;
  return kind === 'starting' || reasonRow(decision.reason).kind === 'passing';
}

/**
 * Until when a start waits for a cluster that is coming: so long after its start was requested, where that is noted. A
 * request that AWS has refused more than once counts no more, nor one that could not be noted.
 */
function waitsUntil(candidate: Candidate, other: Cluster, steps: number): EpochMs {
  const due = dueSince(candidate);
  const last = readLastAction(other);
  const tried = last?.action === 'start' && last.at >= due ? last : undefined;
  const isNoted = candidate.policy.tagActions && hasRoomFor(POWER_TAG, other.tags);
  const untried = isNoted ? candidate.local.now : due;
  const isRefusedAgain = tried !== undefined && tried.attempt > 1 && tried.answer === 'refused';
  const from = tried === undefined ? untried : isRefusedAgain ? due : tried.at;
  return Math.min(due + LONGEST_STEP_MS * steps, Math.max(due, from) + STEP_MS * steps);
}

/** The time at which a stopped cluster became due to be up: the latest of the times that may have made it due. */
function dueSince(candidate: Candidate): EpochMs {
  const { power, cluster, local } = candidate;
  const window = powerHoursAt(candidate, local.now)?.window;
  const hold = readHold(cluster.tags, local);
  const last = readLastAction(cluster);
  const times = [
    window?.open ? window.since : window?.until && window.until - leadOf(power, cluster).ms,
    staggeredStart(candidate, local.now),
    power.maintenance === 'honour' ? maintenanceSince(cluster, local.now) : undefined,
    hold.state === 'over' ? hold.until : undefined,
    readByHand(cluster.tags)?.at,
    last?.action === 'stop' ? last.at : undefined,
    // The time of its restart shows when it was stopped.
    cluster.automaticRestartAt && cluster.automaticRestartAt - AWS_RESTART_MS,
    cluster.createdAt,
  ];
  return Math.max(...(times.filter((at) => at !== undefined && at <= local.now) as EpochMs[]));
}

/** When a cluster was last due to be up for its maintenance window. */
function maintenanceSince({ maintenanceWindow }: Cluster, now: EpochMs): EpochMs | undefined {
  const next = nextMaintenanceAt(maintenanceWindow, now + MAINTENANCE_LEAD_MS, Number.POSITIVE_INFINITY);
  return next && next - 7 * DAY_MS - MAINTENANCE_LEAD_MS;
}
