import { DAY_MS, MINUTE_MS } from '../time/units.ts';
import type { Cluster, Member } from './cluster.ts';
import { type Skipped, skip } from './finding.ts';
import { classifyStatus } from './status.ts';

/** Stopping and starting again takes up to this, so a stop closer to the hours would reach into them. */
export const STOP_AND_START_MS = 30 * MINUTE_MS;

/**
 * How long RDS may report the state of before a call. Shorter than the default rate of sweeps, so that the next one
 * repeats a call whose answer was lost.
 */
export const REPORT_LAG_MS = 4 * MINUTE_MS;

/**
 * How long AWS leaves a cluster stopped before it starts it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html
 */
export const AWS_RESTART_MS = 7 * DAY_MS;

/** Why a cluster of this status cannot be changed; undefined when it is available. `what` follows when it runs. */
export function checkStatus(status: string, what: string): Skipped | undefined {
  return checkAvailable(status, 'RDS changes available clusters only; repair or delete it', () =>
    skip('cluster-stopped', `it is ${status}; ${what} follows when it runs`),
  );
}

/** The same for any action that takes an available cluster: `remedy` for a broken one, and what a stopped one means. */
export function checkAvailable(
  status: string,
  remedy: string,
  stopped: (kind: 'stopped' | 'stopping') => Skipped,
): Skipped | undefined {
  const kind = classifyStatus(status);
  switch (kind) {
    case 'available':
      return undefined;
    case 'stopped':
    case 'stopping':
      return stopped(kind);
    case 'keyInaccessible':
    case 'terminal':
      return skip('ineligible', `it is ${status}, and ${remedy}`);
    default:
      return inTransition(status);
  }
}

export function inTransition(status: string): Skipped {
  return skip('in-transition', `it is ${status}`);
}

/** Why a cluster with these instances cannot be changed: one is not available, or not listed. */
export function checkMembers(cluster: Cluster, members: readonly Member[]): Skipped | undefined {
  const available = new Set(members.filter(({ status }) => status === 'available').map(({ id }) => id));
  const waiting = cluster.members.filter((id) => !available.has(id));
  return waiting.length === 0
    ? undefined
    : skip('in-transition', `not all instances are available: ${waiting.join(', ')}`);
}
