/** The world as Dormouse sees it: plain data, read by `shared/aws`, judged by `shared/policy`. */

import type { Snapshot, SnapshotQuota } from '../snapshots/snapshot.ts';
import type { EpochMs } from './policy.ts';

/** One Aurora, Neptune or DocumentDB cluster, or a Multi-AZ DB cluster, as DescribeDBClusters tells it. */
export interface Cluster {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** DBClusterIdentifier, lower case. Another cluster may have had it before. */
  readonly id: string;
  /** DbClusterResourceId: what it is, whatever it is called. */
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
  /** Absent where AWS tells of none: Neptune and DocumentDB have no activity streams. */
  readonly activityStream?: ActivityStream;
  /** Capacity of its serverless instances, which it may not have yet. Absent: it cannot have any. */
  readonly serverless?: ServerlessCapacity;
  /** ServerlessV2PlatformVersion: it, too, bounds the capacity. */
  readonly serverlessPlatform?: string;
  /** ClusterScalabilityType: `standard`, `limitless`, …: an open set. */
  readonly scalability?: string;
}

/** A Database Activity Stream as DescribeDBClusters tells it. */
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
}

/** What CloudWatch shows of a cluster's use over a window. Only complete evidence of no use is `idle`. */
export type Evidence =
  | { readonly state: 'idle'; readonly detail: string }
  | { readonly state: 'busy'; readonly detail: string }
  | { readonly state: 'paused'; readonly detail: string }
  | { readonly state: 'unknown'; readonly detail: string };

/** The facts about a cluster that cost a call of their own, read only for clusters that could be stopped. */
export interface StopFacts {
  readonly members: readonly Member[];
  /** ARNs of the other clusters in its global database. */
  readonly globalPeers: readonly string[];
  /** Source or target of a blue/green deployment. */
  readonly inBlueGreen: boolean;
  /** The latest start that RDS events tell of within the time asked for; absent: none in that time. */
  readonly lastStart?: { readonly at: EpochMs; readonly by: 'aws' | 'user' };
  /** Snapshots of the cluster that Dormouse took; empty when no rule asks for one before a stop. */
  readonly snapshots: readonly Snapshot[];
  /** Absent when the rule does not ask for idleness (`stop: atOnce`), or other facts keep the cluster up. */
  readonly evidence?: Evidence;
}

/** What is known of one cluster. `facts` is absent until they have been read. */
export interface Observed {
  readonly cluster: Cluster;
  readonly facts?: StopFacts;
}

/** All clusters of one account and Region, complete or not there at all. */
export interface World {
  readonly account: string;
  readonly region: string;
  /** AWS's own clock when the clusters were listed: the `now` of every decision about them. */
  readonly observedAt: EpochMs;
  readonly clusters: readonly Observed[];
}

/** One account and Region before stops. */
export interface StopWorld extends World {
  /** Absent when no stop needs a snapshot first, so nothing was asked. */
  readonly quota?: SnapshotQuota;
}
