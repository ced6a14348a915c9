import type { DBCluster } from '@aws-sdk/client-rds';
import { defined } from '../../../shared/defined.ts';
import { oncePerThing } from '../../../shared/once.ts';
import { isMultiAz } from '../../fleet/engines.ts';
import { toStreamShape } from './activity-stream.ts';
import { toCapacityShape } from './capacities.ts';
import { type Cluster, isListed, type Member } from './cluster.ts';
import { toEncryptionShape } from './encryption.ts';
import { parameterGroupOf } from './engine-facts.ts';
import type { StatusEntry } from './history.ts';
import { toNetworkShape } from './network-shape.ts';
import { restoreWindow } from './restore-window.ts';

/** A cluster as DescribeDBClusters reports it, with that status, at `now` (ms). */
export function toDBCluster(cluster: Cluster, entry: StatusEntry, now: number): DBCluster {
  const { earliest, latest } = restoreWindow(cluster, entry, now);
  return {
    ...fixedShape(cluster),
    DBClusterIdentifier: cluster.id,
    EarliestRestorableTime: new Date(earliest),
    LatestRestorableTime: new Date(latest),
    ...toNetworkShape(cluster),
    MultiAZ: cluster.members.length > 1,
    ReadReplicaIdentifiers: [...cluster.readReplicas],
    DBClusterMembers: inListedOrder(cluster, now).map((member) => ({
      DBInstanceIdentifier: member.id,
      IsClusterWriter: member.isWriter,
      DBClusterParameterGroupStatus: 'in-sync',
      PromotionTier: member.promotionTier ?? 1,
    })),
    DeletionProtection: cluster.isProtected,
    ...cluster.given,
    ...(cluster.hasDataApi && { HttpEndpointEnabled: true }),
    ...(cluster.secret && { MasterUserSecret: toSecretShape(cluster.secret, now) }),
    ...defined({ StorageType: cluster.storage }),
    ...kindOf(cluster),
    ...defined({
      GlobalClusterIdentifier: cluster.globalId,
      ReplicationSourceIdentifier: cluster.replicationSource,
    }),
    ...toStateShape(cluster, entry, now),
  };
}

/** The fields of a cluster that change with its power, its capacity, its activity stream and its tags. */
export function toStateShape(
  cluster: Cluster,
  { status, automaticRestartAt }: StatusEntry,
  now: number,
): DBCluster {
  return {
    DBClusterArn: cluster.arn,
    Status: status,
    TagList: Array.from(cluster.tags, ([Key, Value]) => ({ Key, Value })),
    ...toCapacityShape(cluster, now),
    ...toStreamShape(cluster, now),
    ...(automaticRestartAt !== undefined && { AutomaticRestartTime: new Date(automaticRestartAt) }),
  };
}

/** Fields of a cluster that nothing changes. */
const fixedShape = oncePerThing((cluster: Cluster) => {
  const { region, engine, engineVersion } = cluster;
  return {
    ...usual,
    AllocatedStorage: isMultiAz(engine) ? cluster.size : 1,
    CopyTagsToSnapshot: cluster.copyTagsToSnapshot,
    AvailabilityZones: ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
    BackupRetentionPeriod: cluster.backupRetention,
    DBClusterParameterGroup: cluster.parameterGroup ?? parameterGroupOf(engine, engineVersion),
    Engine: engine,
    EngineVersion: engineVersion,
    EngineMode: cluster.mode,
    MasterUsername: 'admin',
    PreferredBackupWindow: cluster.backupWindow,
    PreferredMaintenanceWindow: cluster.maintenanceWindow,
    ...toEncryptionShape(cluster),
    DbClusterResourceId: cluster.resourceId,
    ClusterCreateTime: new Date(cluster.createdAt),
  } satisfies DBCluster;
});

/** Fields that every cluster reports, with the same values for all clusters of the simulator. */
const usual = {
  DatabaseName: 'main',
  AssociatedRoles: [],
  DomainMemberships: [],
  EnabledCloudwatchLogsExports: [],
  IAMDatabaseAuthenticationEnabled: false,
  HttpEndpointEnabled: false,
  CrossAccountClone: false,
  AutoMinorVersionUpgrade: true,
  DatabaseInsightsMode: 'standard',
  EngineLifecycleSupport: 'open-source-rds-extended-support',
  LocalWriteForwardingStatus: 'disabled',
} satisfies Partial<DBCluster>;

function toSecretShape({ arn, keyArn, activeFrom }: NonNullable<Cluster['secret']>, now: number) {
  return { SecretArn: arn, KmsKeyId: keyArn, SecretStatus: now < activeFrom ? 'creating' : 'active' };
}

/** AWS lists members in no order, the writer first or not: here by the resource id, so as in every run. */
function inListedOrder({ members: all, resourceId }: Cluster, now: number): readonly Member[] {
  const members = all.every((member) => isListed(member, now))
    ? all
    : all.filter((member) => isListed(member, now));
  return resourceId.charCodeAt(resourceId.length - 1) % 2 === 0 ? members : members.toReversed();
}

/** Fields that only one kind of cluster has. */
function kindOf({ engine, mode, members, isLimitless }: Cluster): Partial<DBCluster> {
  const [writer] = members;
  return {
    ...(isMultiAz(engine) && writer && { DBClusterInstanceClass: writer.instanceClass }),
    ...(isLimitless && { ClusterScalabilityType: 'limitless' as const }),
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
