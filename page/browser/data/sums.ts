import type { SnapshotQuotaUse } from '../../../timeline/recovery.ts';
import { hoursOf } from '../../../timeline/sum.ts';
import type { ClusterTimeline } from '../../../timeline/timeline.ts';
import type { Totals } from '../../../timeline/totals.ts';

/** The sums of some clusters, with what a forecast leaves open. */
export interface Sums extends Totals {
  /** Hours that depend on use. */
  readonly hoursMaybe: number;
  readonly hoursInAll: number;
  /** The account and Region that came closest to its quota; of a whole fleet only. */
  readonly quota?: SnapshotQuotaUse;
}

/** @param end The last minute of the timelines. */
export function withMaybe(totals: Totals, clusters: readonly ClusterTimeline[], end: number): Sums {
  const hoursMaybe = clusters.reduce((sum, { power }) => sum + maybeMinutes(power, end), 0) / 60;
  return { ...totals, hoursMaybe, hoursInAll: hoursOf(totals) + hoursMaybe };
}

function maybeMinutes(power: ClusterTimeline['power'], end: number): number {
  return power.reduce(
    (sum, [from, state], index) => sum + (state === 'maybe' ? (power[index + 1]?.[0] ?? end) - from : 0),
    0,
  );
}
