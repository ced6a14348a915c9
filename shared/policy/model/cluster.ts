/** AWS as Dormouse sees it: plain data that `shared/aws` reads and `shared/policy` decides on. */

import type { EpochMs } from '../time/units.ts';

/** One Aurora, Neptune or DocumentDB cluster, or a Multi-AZ DB cluster, as DescribeDBClusters reports it. */
export interface Cluster {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** DBClusterIdentifier, lower case. Another cluster may have had it before. */
  readonly id: string;
  /** DbClusterResourceId, which stays the same when the cluster is renamed. */
  readonly resourceId?: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** `provisioned` (Serverless v2 too), `serverless` (v1), `global`, … */
  readonly engineMode: string;
  /** An open set: AWS adds statuses without notice. */
  readonly status: string;
  /** ClusterCreateTime. */
  readonly createdAt?: EpochMs;
  readonly tags: Readonly<Record<string, string>>;
  /** DBInstanceIdentifiers of the members. */
  readonly members: readonly string[];
  /** DBClusterInstanceClass: set on Multi-AZ DB clusters only. */
  readonly instanceClass?: string;
  readonly globalClusterId?: string;
  /** ARN of the cluster or instance that this one replicates from. */
  readonly replicationSource?: string;
  /** ARNs of the read replicas of this cluster. */
  readonly readReplicas: readonly string[];
  /** The weekly window in UTC, `sun:05:00-sun:05:30`. */
  readonly maintenanceWindow?: string;
  /** When AWS will start the stopped cluster. */
  readonly automaticRestartAt?: EpochMs;
  /** Absent where AWS reports none: Neptune and DocumentDB have no activity streams. */
  readonly activityStream?: ActivityStream;
  /** Capacity of its serverless instances, which it may not have yet. Absent: it cannot have any. */
  readonly serverless?: ServerlessCapacity;
  /** ServerlessV2PlatformVersion: it, too, bounds the capacity. */
  readonly serverlessPlatform?: string;
  /** ClusterScalabilityType: `standard`, `limitless`, …: an open set. */
  readonly scalability?: string;
  /** The settings that a restore of its snapshots needs. Absent: they were not read. */
  readonly setup?: ClusterSetup;
  /** How it is reached. Absent: it was not read, because it is no cluster of a restore drill. */
  readonly connection?: ClusterConnection;
}

/** How clients reach a cluster. */
export interface ClusterConnection {
  readonly endpoint?: string;
  readonly readerEndpoint?: string;
  readonly port?: number;
  /** MasterUserSecret: the secret that AWS manages for it, and its status, `creating` or `active`: an open set. */
  readonly secret?: { readonly arn: string; readonly status: string };
}

/** Settings that are on or off; a restore leaves off those that nobody passes. */
export const clusterFlags = [
  'iamAuth',
  'deletionProtection',
  'copyTags',
  'dataApi',
  'managedSecret',
] as const;

export type ClusterFlag = (typeof clusterFlags)[number];

/** The settings of a cluster that decide nothing while it runs. An empty list is absent. */
export interface ClusterSetup {
  /** DBInstanceIdentifier of the writer. */
  readonly writer?: string;
  /** DBSubnetGroupName. */
  readonly subnetGroup?: string;
  /** VpcSecurityGroupIds. */
  readonly securityGroups?: readonly string[];
  /** DBClusterParameterGroupName. */
  readonly parameterGroup?: string;
  readonly port?: number;
  /** Those that are on. */
  readonly flags?: readonly ClusterFlag[];
  /** EngineLifecycleSupport: whether AWS bills Extended Support once standard support has ended. */
  readonly lifecycle?: string;
  /** KmsKeyId of its storage, an ARN. */
  readonly kmsKey?: string;
  readonly roles?: readonly AssociatedRole[];
  /** BackupRetentionPeriod, in days. */
  readonly retentionDays?: number;
  /** PreferredBackupWindow, in UTC. */
  readonly backupWindow?: string;
  /** EnabledCloudwatchLogsExports. */
  readonly logExports?: readonly string[];
  readonly storageType?: string;
  readonly networkType?: string;
}

/** An IAM role of a cluster, and the feature that uses it. */
export interface AssociatedRole {
  readonly arn: string;
  readonly feature?: string;
}

/** A Database Activity Stream as DescribeDBClusters reports it. */
export interface ActivityStream {
  /** stopped | starting | started | stopping: an open set. */
  readonly status: string;
  /** sync | async */
  readonly mode?: string;
  /** An id or an ARN, never an alias. */
  readonly kmsKey?: string;
  readonly kinesisStream?: string;
}

/** ServerlessV2ScalingConfiguration, in ACU, NCU or DCU. */
export interface ServerlessCapacity {
  readonly min: number;
  readonly max: number;
  /** Only with a `min` of 0: how long without connections until it pauses. */
  readonly autoPauseAfterMs?: number;
}

/** One DB instance of a cluster. */
export interface Member {
  readonly id: string;
  readonly clusterId: string;
  readonly status: string;
  /** `db.serverless` for a Serverless v2 member. */
  readonly instanceClass: string;
  /** PromotionTier, 0 to 15. */
  readonly promotionTier?: number;
  /** DBParameterGroupName. */
  readonly parameterGroup?: string;
  /** PubliclyAccessible. */
  readonly isPublic?: true;
  /** Absent: they were not read, because it is no instance of a restore drill. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** All clusters of one account and Region, complete or not there at all. */
export interface World {
  readonly account: string;
  readonly region: string;
  /** AWS's own clock when the clusters were listed: the `now` of every decision about them. */
  readonly observedAt: EpochMs;
  readonly clusters: readonly { readonly cluster: Cluster }[];
}
