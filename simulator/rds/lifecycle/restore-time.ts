import { durationAt } from '../../fleet/duration.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { TransitionParts } from '../clusters/transitions.ts';

/** The longest that a restore takes without a fault. */
const mostMs = 6 * 3_600_000;

/**
 * How long a restore takes: a time that every restore needs, and one that grows with the size, though not in
 * proportion. AWS gives no figures; reports are of half an hour, and of three hours and more.
 */
export function restoreMs(
  cluster: Cluster,
  { draw, fleet }: Pick<TransitionParts, 'draw' | 'fleet'>,
): number {
  const { resourceId, size, cloneOf } = cluster;
  if (cloneOf !== undefined) return durationAt(fleet.timings.clone, draw(`${resourceId} clone`));
  const base = durationAt(fleet.timings.restore, draw(`${resourceId} restore`));
  const tail = size * durationAt(fleet.timings.restorePerGiB, draw(`${resourceId} restore size`) ** 2);
  return Math.min(base + Math.round(tail), Math.max(base, mostMs));
}
