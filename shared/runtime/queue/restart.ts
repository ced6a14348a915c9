import type { Cluster } from '../../policy/model/cluster.ts';
import { reasonRow } from '../../policy/model/reasons.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../policy/time/units.ts';
import type { Outcome } from '../sweep/outcome.ts';

/** AWS starts what has been stopped for seven days. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html */
export const RESTART_EVENT = 'RDS-EVENT-0153';

/** How long after the announcement of a restart reads may still show the cluster as stopped. */
const ANNOUNCED_MS = 30 * MINUTE_MS;

/**
 * Why the message about a restart by AWS comes back; undefined when the cluster is stopped again or should stay up, or its stop
 * has been requested, which is followed by a message of its own. `outcomes` are those of the run over it.
 */
export function restartWaitsFor(
  announcedAt: EpochMs,
  cluster: Cluster,
  outcomes: readonly Outcome[],
  now: EpochMs,
): string | undefined {
  if (cluster.status === 'stopped') {
    // If the cluster has been stopped since, the next restart is seven days away.
    const isStoppedAnew = (cluster.automaticRestartAt ?? 0) > announcedAt + 6 * DAY_MS;
    if (isStoppedAnew || now - announcedAt > ANNOUNCED_MS) return undefined;
  }
  // Only a function that stops clusters decides about them what follows from a restart.
  const stops = outcomes.filter(({ decision }) => decision.aspect === 'power' && decision.action !== 'start');
  return stops.find(isPassing)?.decision.detail;
}

/** A stop that AWS refuses for good does not pass by itself, nor does one that is only planned. */
function isPassing({ status, decision }: Outcome): boolean {
  if (status === 'conflict' || status === 'retry') return true;
  const { kind } = reasonRow(decision.reason);
  return status !== 'failed' && status !== 'planned' && (kind === 'passing' || kind === 'unread');
}
