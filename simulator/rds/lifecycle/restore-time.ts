import { restoreFaultOf } from '../../core/restore-faults.ts';
import { durationAt } from '../../fleet/duration.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { TransitionParts } from '../clusters/transitions.ts';

/** The longest that a restore takes without a fault. */
const mostMs = 6 * 3_600_000;
/** How long things take that a fault slows down without saying how long. */
export const halfDayMs = 12 * 3_600_000;

/**
 * How long a restore takes: a time that every restore needs, and one that grows with the size, though not in
 * proportion. AWS gives no figures; reports are of half an hour, and of three hours and more.
 */
export function restoreMs(
  cluster: Cluster,
  { draw, faults, fleet }: Pick<TransitionParts, 'draw' | 'faults' | 'fleet'>,
): number {
  const slow = restoreFaultOf(faults.delivery, 'slow', cluster);
  if (slow !== undefined) return slow.ms ?? halfDayMs;
  const { resourceId, size, cloneOf } = cluster;
  if (cloneOf !== undefined) return durationAt(fleet.timings.clone, draw(`${resourceId} clone`));
  const base = durationAt(fleet.timings.restore, draw(`${resourceId} restore`));
  const tail = size * durationAt(fleet.timings.restorePerGiB, draw(`${resourceId} restore size`) ** 2);
  return Math.min(base + Math.round(tail), Math.max(base, mostMs));
}
