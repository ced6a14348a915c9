/** Cluster snapshots as Dormouse sees them: plain data, read by `shared/aws`, judged by `shared/policy`. */

import type { Cluster, World } from '../model/cluster.ts';
import type { EpochMs } from '../model/policy.ts';

/** One cluster snapshot as DescribeDBClusterSnapshots tells it. */
export interface Snapshot {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** DBClusterSnapshotIdentifier; an automated one begins with `rds:`. */
  readonly id: string;
  /** DBClusterIdentifier of its cluster, which another cluster may have had before or have now. */
  readonly clusterId: string;
  /** DbClusterResourceId of its cluster. AWS may leave it out, at least for copies. */
  readonly resourceId?: string;
  readonly engine: string;
  /** `manual`, `automated`, `awsbackup`, `shared`, `public`: an open set. */
  readonly type: string;
  /** `available`, `creating`, `copying`, `failed`: an open set. */
  readonly status: string;
  /** SnapshotCreateTime. A copy may have its own or that of its source. */
  readonly createdAt: EpochMs;
  readonly percentProgress: number;
  /** With whatever key, one that AWS owns too. */
  readonly encrypted: boolean;
  /** KmsKeyId, an ARN; absent for a key that AWS owns. */
  readonly kmsKey?: string;
  /** SourceDBClusterSnapshotArn: what it is a copy of. */
  readonly sourceArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Manual cluster snapshots of an account and Region: how many there are, and how many there may be. */
export interface SnapshotQuota {
  readonly used: number;
  readonly max: number;
}

/** One account and Region with the manual snapshots in it. */
export interface CreateWorld extends World {
  readonly snapshots: readonly Snapshot[];
  /** Absent when nothing is due, so nothing was asked. */
  readonly quota?: SnapshotQuota;
}

/** What DescribeKey says of a key that the policy names, in the destination Region. */
export type KeyState =
  | { readonly usable: true; readonly arn: string }
  | { readonly usable: false; readonly detail: string };

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
}
