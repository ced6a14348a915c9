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

/**
 * The order in which copies are begun, by ARN of the source: the newest of each cluster goes first, and among these that
 * of the cluster whose recovery point is oldest; then the second newest of each, and so on. A copy that is there, in
 * progress or waits for its next attempt keeps its rank, so no cluster comes twice before another's first turn. Where AWS
 * was busy the last time, a source has its turn in half of the sweeps and comes last in the others: one for which AWS is
 * always busy must not keep the rest waiting.
 *
 * @param recoveryPoints By cluster, the time of the source of its newest complete copy.
 */
export function copyTurns(
  sources: readonly Ranked[],
  recoveryPoints: ReadonlyMap<string, EpochMs>,
  now: EpochMs,
): Map<string, number> {
  const isSecondHalf = turnAt(now) >= 0.5;
  const desired = sources.filter(({ state: { state } }) => state !== 'unwanted' && state !== 'waits');
  const ranked = [...Map.groupBy(desired, ({ cluster }) => cluster)].flatMap(([cluster, group]) => {
    const pointAt = recoveryPoints.get(cluster) ?? 0;
    const newestFirst = group.toSorted((a, b) => b.source.createdAt - a.source.createdAt);
    return newestFirst.map(({ source, state: { attempts } }, rank) => ({
      ...{ source, rank, pointAt },
      // Among those that yield, whoever waits longest goes first.
      yieldsAt: attempts.wasBusy && isSecondHalf ? (attempts.at ?? 0) : 0,
    }));
  });
  const inTurn = ranked.toSorted(
    (a, b) =>
      a.yieldsAt - b.yieldsAt ||
      a.rank - b.rank ||
      a.pointAt - b.pointAt ||
      (a.source.arn < b.source.arn ? -1 : 1),
  );
  return new Map(inTurn.map(({ source }, turn) => [source.arn, turn]));
}
