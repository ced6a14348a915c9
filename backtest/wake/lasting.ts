import type { Location } from '../../shared/policy/model/location.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { SnapshotChange } from './concerns.ts';
import type { Look } from './next-look.ts';

/** A snapshot, and when it was taken, or the one that it is a copy of. */
export interface Taken {
  readonly arn: string;
  readonly sourceArn?: string | undefined;
  readonly origin: { readonly takenAt: EpochMs };
}

/** How long the decisions of one recipe last. */
export interface Lasting {
  /** Until when (ms) only changes that count can lead to other decisions; undefined: anything can. */
  lastsUntil(look: Look, all: Iterable<Taken>): EpochMs | undefined;
  /** Where a change of a snapshot counts; undefined for nowhere. */
  whereCounts(change: SnapshotChange, cluster: Cluster): Location | 'everywhere' | undefined;
  /** The snapshots, by ARN, that count if they go, whatever `whereCounts` says. */
  needed(look: Look): ReadonlySet<string>;
}
