import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { Segment } from './segments.ts';

/** Use that met a cluster which was not up: [from, until) in ms. */
export interface Wait {
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Whether the cluster came up while somebody still wanted to use it. */
  readonly isLate: boolean;
}

const down: ReadonlySet<string> = new Set(['stopped', 'stopping', 'starting']);

/** The waits in the course of a cluster. Who still waits at the end may yet be let in, so that is neither. */
export function waitsOf(segments: readonly Segment[]): Wait[] {
  const waits: Wait[] = [];
  let since: EpochMs | undefined;
  for (const { from, isWanted, status } of segments) {
    const isWaiting = isWanted === true && down.has(status);
    if (isWaiting) since ??= from;
    else if (since !== undefined) {
      waits.push({ from: since, until: from, isLate: isWanted === true });
      since = undefined;
    }
  }
  const last = segments.at(-1);
  if (since !== undefined && last !== undefined)
    waits.push({ from: since, until: last.until, isLate: false });
  return waits;
}
