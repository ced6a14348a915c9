/** Clusters, instances and snapshots with all that a recording of them keeps, as JSON. Times are ISO 8601. */

import {
  type DBCluster,
  type DBClusterSnapshot,
  paginateDescribeBlueGreenDeployments,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  paginateDescribeGlobalClusters,
} from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type { Cluster } from '../../policy/model/cluster.ts';
import type { Snapshot } from '../../policy/model/snapshot.ts';
import { answeredAt } from '../client/aws-clock.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { everyItem } from '../client/pages.ts';
import { toCluster } from './clusters.ts';
import { toSnapshot } from './snapshots.ts';

/** `none`, `aws` for a key that AWS owns, or the ARN of a KMS key. */
export type EncryptionFact = string;

export interface ClusterFacts extends Cluster {
  /** Identifier of the instance that writes. */
  readonly writer?: string;
  readonly encryption: EncryptionFact;
  /** StorageType; absent: AWS does not say, as for the standard one of Aurora. */
  readonly storage?: string;
  /** GiB. 1 for Aurora, whose volume grows by itself. */
  readonly allocated?: number;
  readonly backupWindow?: string;
  readonly backupRetention?: number;
  readonly copyTagsToSnapshot?: boolean;
  readonly deletionProtection?: boolean;
}

export interface InstanceFacts {
  readonly id: string;
  readonly clusterId: string;
  readonly class: string;
  readonly resourceId?: string;
}

export interface SnapshotFacts extends Snapshot {
  readonly encryption: EncryptionFact;
  /** GiB; absent or 0 until it is complete. */
  readonly size?: number;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html */
export async function listClusterFacts(scope: AwsScope): Promise<ClusterFacts[]> {
  const described = await everyItem(
    paginateDescribeDBClusters({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) => page.DBClusters,
    (page) => page.Marker,
  );
  return described.map((cluster) => ({
    ...toCluster(cluster, scope),
    encryption: encryptionOf(cluster),
    ...defined({
      writer: cluster.DBClusterMembers?.find(({ IsClusterWriter }) => IsClusterWriter)?.DBInstanceIdentifier,
      storage: cluster.StorageType,
      allocated: cluster.AllocatedStorage,
      backupWindow: cluster.PreferredBackupWindow,
      backupRetention: cluster.BackupRetentionPeriod,
      copyTagsToSnapshot: cluster.CopyTagsToSnapshot,
      deletionProtection: cluster.DeletionProtection,
    }),
  }));
}

/** The instances of clusters. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
export async function listInstanceFacts(scope: AwsScope): Promise<InstanceFacts[]> {
  const described = await everyItem(
    paginateDescribeDBInstances({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) => page.DBInstances,
    (page) => page.Marker,
  );
  return described.flatMap(({ DBClusterIdentifier: clusterId, DBInstanceIdentifier: id, ...instance }) =>
    !clusterId || !id || instance.DBInstanceClass === undefined
      ? []
      : [
          {
            id,
            clusterId,
            class: instance.DBInstanceClass,
            ...defined({ resourceId: instance.DbiResourceId }),
          },
        ],
  );
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html */
export async function listSnapshotFacts(scope: AwsScope): Promise<SnapshotFacts[]> {
  return everyItem(
    paginateDescribeDBClusterSnapshots({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) =>
      page.DBClusterSnapshots?.map((snapshot) => ({
        ...toSnapshot(snapshot, scope, answeredAt(page)),
        encryption: encryptionOf(snapshot),
        ...defined({ size: snapshot.AllocatedStorage }),
      })),
    (page) => page.Marker,
  );
}

/** A global database, its writer first. */
export interface GlobalFacts {
  readonly id: string;
  /** ARNs. */
  readonly members: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeGlobalClusters.html */
export async function listGlobalFacts(scope: AwsScope): Promise<GlobalFacts[]> {
  const described = await everyItem(
    paginateDescribeGlobalClusters({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) => page.GlobalClusters,
    (page) => page.Marker,
  );
  return described.map(({ GlobalClusterIdentifier: id = '', GlobalClusterMembers: all = [] }) => {
    const members = all.toSorted((a, b) => Number(b.IsWriter ?? false) - Number(a.IsWriter ?? false));
    return { id, members: members.flatMap(({ DBClusterArn }) => DBClusterArn ?? []) };
  });
}

/** The clusters of a blue/green deployment that has not switched over, by ARN. */
export interface BlueGreenFacts {
  readonly blue: string;
  readonly green: string;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeBlueGreenDeployments.html */
export async function listBlueGreenFacts(scope: AwsScope): Promise<BlueGreenFacts[]> {
  const described = await everyItem(
    paginateDescribeBlueGreenDeployments({ client: scope.clients.rds }, {}, sendOptions(scope)),
    (page) => page.BlueGreenDeployments,
    (page) => page.Marker,
  );
  return described
    .filter(({ Status }) => Status !== 'SWITCHOVER_COMPLETED')
    .flatMap(({ Source: blue, Target: green }) => (blue && green ? [{ blue, green }] : []));
}

/** StorageEncrypted is false for a key that AWS owns, and only Aurora says `sse-rds`. */
function encryptionOf(
  described: Pick<DBCluster & DBClusterSnapshot, 'KmsKeyId' | 'StorageEncryptionType'>,
): EncryptionFact {
  if (described.KmsKeyId) return described.KmsKeyId;
  return described.StorageEncryptionType === 'sse-rds' ? 'aws' : 'none';
}
