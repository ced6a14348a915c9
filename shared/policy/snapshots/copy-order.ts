import type { Snapshot } from '../model/snapshot.ts';
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
 * progress or waits for its next attempt keeps its rank, so no cluster comes twice before another's first turn.
 *
 * @param recoveryPoints By cluster, the time of the source of its newest complete copy.
 */
export function copyTurns(
  sources: readonly Ranked[],
  recoveryPoints: ReadonlyMap<string, EpochMs>,
): Map<string, number> {
  const desired = sources.filter(({ state: { state } }) => state !== 'unwanted' && state !== 'waits');
  const ranked = [...Map.groupBy(desired, ({ cluster }) => cluster)].flatMap(([cluster, group]) => {
    const pointAt = recoveryPoints.get(cluster) ?? 0;
    const newestFirst = group.toSorted((a, b) => b.source.createdAt - a.source.createdAt);
    return newestFirst.map(({ source }, rank) => ({ source, rank, pointAt }));
  });
  const inTurn = ranked.toSorted(
    (a, b) => a.rank - b.rank || a.pointAt - b.pointAt || (a.source.arn < b.source.arn ? -1 : 1),
  );
  return new Map(inTurn.map(({ source }, turn) => [source.arn, turn]));
}
