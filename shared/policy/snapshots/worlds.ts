import type { Cluster, Member, World } from '../model/cluster.ts';
import type { KeyState } from '../model/kms-key.ts';
import type { Snapshot, SnapshotQuota } from '../model/snapshot.ts';

/** One account and Region with the manual snapshots in it. */
export interface CreateWorld extends World {
  readonly snapshots: readonly Snapshot[];
  /** Absent when nothing is due, so nothing was asked. */
  readonly quota?: SnapshotQuota;
  /** The instances of all clusters. Absent when nothing is due, or they could not be read. */
  readonly members?: readonly Member[];
}

/** One account and destination Region, seen with everything that could be copied to it. */
export interface CopyWorld extends World {
  /** Clusters of the source Regions that could be listed; `region` of the world is the destination. */
  readonly clusters: readonly { readonly cluster: Cluster }[];
  /** Snapshots of the same Regions, of every type that was listed. */
  readonly sources: readonly Snapshot[];
  /** All manual snapshots of the destination, everybody's. */
  readonly copies: readonly Snapshot[];
  /** By the key as the policy writes it. */
  readonly keys: Readonly<Record<string, KeyState>>;
  readonly quota?: SnapshotQuota;
  /** By source Region, the instances of all clusters; of those Regions only whose clusters a copy has to describe. */
  readonly members?: Readonly<Record<string, readonly Member[]>>;
}

/** One account and Region whose snapshots may be pruned, with the clusters and snapshots that speak for keeping them. */
export interface PruneWorld extends World {
  /** Clusters of the Region, and of the Regions that its copies come from. */
  readonly clusters: readonly { readonly cluster: Cluster }[];
  /** Regions whose clusters were listed, in full: only of these is it known that a cluster is gone. */
  readonly listed: readonly string[];
  /** Manual snapshots of the Region. */
  readonly snapshots: readonly Snapshot[];
  /** Manual snapshots of the Regions that snapshots from here are copied to. */
  readonly otherRegions: readonly Snapshot[];
  /** By ARN, the keys of those copies whose sources may otherwise be deleted. */
  readonly keys: Readonly<Record<string, KeyState>>;
}
