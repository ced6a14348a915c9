import type { DBCluster } from '@aws-sdk/client-rds';
import { engineOf, isMultiAz } from '../../fleet/engines.ts';
import { isDown } from '../../fleet/statuses.ts';
import { toStreamShape } from './activity-stream.ts';
import { toCapacityShape } from './capacities.ts';
import type { Cluster } from './cluster.ts';
import { toEncryptionShape } from './encryption.ts';
import type { StatusEntry } from './history.ts';

const dayMs = 86_400_000;
const fiveMinutesMs = 300_000;

/** A cluster as DescribeDBClusters tells it, with that status, at `now` (ms). */
export function toDBCluster(cluster: Cluster, { status, at, ...entry }: StatusEntry, now: number): DBCluster {
  const { region, account, id, engine } = cluster;
  const domain = `${account.slice(-6)}.${region}.rds.amazonaws.com`;
  const restorable = isDown(status) ? at : now - fiveMinutesMs;
  return {
    AllocatedStorage: isMultiAz(engine) ? cluster.size : 1,
    CopyTagsToSnapshot: cluster.copyTagsToSnapshot,
    AvailabilityZones: ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
    BackupRetentionPeriod: cluster.backupRetention,
    DBClusterIdentifier: id,
    DBClusterParameterGroup: `default.${engine}`,
    DBSubnetGroup: 'default',
    Status: status,
    EarliestRestorableTime: new Date(
      Math.max(cluster.createdAt, restorable - cluster.backupRetention * dayMs),
    ),
    LatestRestorableTime: new Date(restorable),
    Endpoint: `${id}.cluster-${domain}`,
    ReaderEndpoint: `${id}.cluster-ro-${domain}`,
    MultiAZ: cluster.members.length > 1,
    Engine: engine,
    EngineVersion: cluster.engineVersion,
    EngineMode: cluster.mode,
    Port: engineOf(engine)?.port,
    MasterUsername: 'admin',
    PreferredBackupWindow: cluster.backupWindow,
    PreferredMaintenanceWindow: cluster.maintenanceWindow,
    ReadReplicaIdentifiers: [...cluster.readReplicas],
    DBClusterMembers: cluster.members.map((member) => ({
      DBInstanceIdentifier: member.id,
      IsClusterWriter: member.isWriter,
      DBClusterParameterGroupStatus: 'in-sync',
      PromotionTier: 1,
    })),
    ...toEncryptionShape(cluster.encryption),
    DbClusterResourceId: cluster.resourceId,
    DBClusterArn: cluster.arn,
    ClusterCreateTime: new Date(cluster.createdAt),
    DeletionProtection: cluster.isProtected,
    TagList: Array.from(cluster.tags, ([Key, Value]) => ({ Key, Value })),
    ...kindOf(cluster),
    ...toCapacityShape(cluster, now),
    ...toStreamShape(cluster, now),
    ...(cluster.globalId !== undefined && { GlobalClusterIdentifier: cluster.globalId }),
    ...(cluster.replicationSource !== undefined && {
      ReplicationSourceIdentifier: cluster.replicationSource,
    }),
    ...(entry.automaticRestartAt !== undefined && {
      AutomaticRestartTime: new Date(entry.automaticRestartAt),
    }),
  };
}

/** What only one kind of cluster has. */
function kindOf({ engine, mode, members, isLimitless }: Cluster): Partial<DBCluster> {
  const [writer] = members;
  return {
    ...(isMultiAz(engine) && writer && { DBClusterInstanceClass: writer.instanceClass }),
    ...(engine.startsWith('aurora-') && { ClusterScalabilityType: isLimitless ? 'limitless' : 'standard' }),
    ...(mode === 'serverless' && {
      Capacity: 2,
      ScalingConfigurationInfo: {
        MinCapacity: 2,
        MaxCapacity: 8,
        AutoPause: true,
        SecondsUntilAutoPause: 300,
      },
    }),
  };
}
