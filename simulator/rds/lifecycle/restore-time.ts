import type { Draw } from '../../core/draw.ts';
import { durationAt } from '../../fleet/duration.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Cluster } from '../clusters/cluster.ts';

/** A longer restore than this is a fault. */
const mostMs = 6 * 3_600_000;

/**
 * How long a restore takes: a time that every restore needs, and one that grows with the size, though not in
 * proportion. AWS gives no figures; reports are of half an hour, and of three hours and more.
 */
export function restoreMs(
  { resourceId, size }: Cluster,
  { draw, fleet }: { readonly draw: Draw; readonly fleet: Pick<Fleet, 'timings'> },
): number {
  const base = durationAt(fleet.timings.restore, draw(`${resourceId} restore`));
  const tail = size * durationAt(fleet.timings.restorePerGiB, draw(`${resourceId} restore size`) ** 2);
  return Math.min(base + Math.round(tail), Math.max(base, mostMs));
}
