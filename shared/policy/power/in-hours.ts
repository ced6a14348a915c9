import type { Cluster, World } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { type EpochMs, MINUTE_MS } from '../time/units.ts';
import { powerCandidate } from './candidate.ts';
import { decideStart } from './decide-start.ts';
import { uptimeOf } from './uptime.ts';

/** RDS takes up to this long to start a cluster, which `startBefore` makes up for where it is in a rule. */
const GRACE_MS = 15 * MINUTE_MS;

/** How many clusters should be up by their hours. */
export interface InHours {
  /** Those whose hours have been open for a quarter of an hour, and that Dormouse may start. */
  readonly due: number;
  /** Those of them that are not available. */
  readonly late: number;
}

/** Counts the clusters of the world whose hours are open, and those that are not up. */
export function countInHours(policy: Policy, { clusters, observedAt }: World): InHours {
  const states = clusters.flatMap(({ cluster }) => stateIfAny(policy, cluster, observedAt) ?? []);
  return { due: states.length, late: states.filter((state) => state === 'late').length };
}

/** An error about one cluster counts no other out: the decision about it reports it. */
function stateIfAny(policy: Policy, cluster: Cluster, now: EpochMs): 'up' | 'late' | undefined {
  try {
    return stateOf(policy, cluster, now);
  } catch {
    return undefined;
  }
}

/** Undefined for a cluster whose hours are not open, or that stays as it is for another reason, as a hold. */
function stateOf(policy: Policy, cluster: Cluster, now: EpochMs): 'up' | 'late' | undefined {
  if (!isInHours(policy, cluster, now) || !isInHours(policy, cluster, now - GRACE_MS)) return undefined;
  const decision = decideStart(policy, { cluster }, now);
  if (decision.verdict === 'act') return 'late';
  // Its start was requested just now, and RDS does not show it yet.
  if (decision.reason === 'in-transition' && cluster.status === 'stopped') return 'late';
  if (decision.reason !== 'already-running') return undefined;
  return cluster.status === 'available' ? 'up' : 'late';
}

function isInHours(policy: Policy, cluster: Cluster, at: EpochMs): boolean {
  const candidate = powerCandidate(policy, cluster, at);
  const uptime = candidate && uptimeOf(candidate);
  return uptime?.up === true && uptime.reason === 'in-hours';
}
