import type { Snapshot } from '../model/snapshot.ts';
import { turnAt } from '../rules/limit.ts';
import type { EpochMs } from '../time/units.ts';
import type { CopyState } from './copy-wanted.ts';

/** A source of a cluster, and what the destination has or wants of it. */
export interface Ranked {
  readonly source: Snapshot;
  /** The same for all sources of one cluster. */
  readonly cluster: string;
  readonly state: CopyState;
}

/** The place of a copy in the order in which copies are begun. */
export interface CopyRank {
  readonly source: Snapshot;
  /** Since when AWS has been busy for it, in the sweeps in which it yields to the others. */
  readonly yieldsAt: EpochMs;
  /** 0 for the newest of its cluster. */
  readonly rank: number;
  /** The time of the source of its cluster's newest complete copy. */
  readonly pointAt: EpochMs;
  readonly state: CopyState;
}

/**
 * The place of each copy, by ARN of the source: the newest of each cluster goes first, and among these that
 * of the cluster whose recovery point is oldest; then the second newest of each, and so on. A copy that is there, in
 * progress or waits for its next attempt keeps its rank, so no cluster comes twice before another's first turn. Where AWS
 * was busy the last time, a source has its turn in half of the sweeps and comes last in the others: one for which AWS is
 * always busy must not keep the rest waiting.
 *
 * @param recoveryPoints By cluster, the time of the source of its newest complete copy.
 */
export function copyRanks(
  sources: readonly Ranked[],
  recoveryPoints: ReadonlyMap<string, EpochMs>,
  now: EpochMs,
): CopyRank[] {
  const isSecondHalf = turnAt(now) >= 0.5;
  const desired = sources.filter(({ state: { state } }) => state !== 'unwanted' && state !== 'waits');
  return [...Map.groupBy(desired, ({ cluster }) => cluster)].flatMap(([cluster, group]) => {
    const pointAt = recoveryPoints.get(cluster) ?? 0;
    const newestFirst = group.toSorted((a, b) => b.source.createdAt - a.source.createdAt);
    return newestFirst.map(({ source, state }, rank) => ({
      ...{ source, rank, pointAt, state },
      // Among those that yield, whoever waits longest goes first.
      yieldsAt: state.attempts.wasBusy && isSecondHalf ? (state.attempts.at ?? 0) : 0,
    }));
  });
}

/** The order of copies by their ranks. */
export function byCopyRank(a: CopyRank, b: CopyRank): number {
  return (
    a.yieldsAt - b.yieldsAt ||
    a.rank - b.rank ||
    a.pointAt - b.pointAt ||
    (a.source.arn < b.source.arn ? -1 : 1)
  );
}

/** The turn of each copy, by ARN of the source. */
export function copyTurns(...about: Parameters<typeof copyRanks>): Map<string, number> {
  const inTurn = copyRanks(...about).sort(byCopyRank);
  return new Map(inTurn.map(({ source }, turn) => [source.arn, turn]));
}
