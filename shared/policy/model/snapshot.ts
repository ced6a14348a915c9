import type { EpochMs } from '../time/units.ts';

/** One cluster snapshot as DescribeDBClusterSnapshots reports it. */
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
  /** ClusterCreateTime of its cluster. AWS may leave it out, at least for copies. */
  readonly clusterCreatedAt?: EpochMs;
  readonly engine: string;
  /** Absent where AWS does not say it. */
  readonly engineVersion?: string;
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
  /** SourceDBClusterSnapshotArn: the snapshot that it is a copy of. */
  readonly sourceArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Manual cluster snapshots of an account and Region: how many there are, and how many there may be. */
export interface SnapshotQuota {
  readonly used: number;
  readonly max: number;
}
