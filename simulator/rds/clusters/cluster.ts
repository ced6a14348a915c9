/** The control plane's own knowledge of one cluster, ahead of the state that reads show. */
import type { DBCluster } from '@aws-sdk/client-rds';
import type { FleetCluster, Use } from '../../fleet/fleet.ts';
import type { ActivityStream } from './activity-stream.ts';
import type { Capacities } from './capacities.ts';
import type { Encryption } from './encryption.ts';
import type { History } from './history.ts';
import type { Volume } from './volume.ts';

export interface Cluster {
  /** Changes with the name; the resource id stays. */
  arn: string;
  readonly account: string;
  readonly region: string;
  id: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly mode: FleetCluster['mode'];
  /** `cluster-` and 26 letters and digits, the same in every run; it belongs to the volume, whatever its name. */
  readonly resourceId: string;
  readonly createdAt: number;
  /** Listings, which may lag behind, show it from this time on, ms since 1970. Absent: they always have. */
  visibleFrom?: number;
  readonly maintenanceWindow: string;
  readonly activityStream: ActivityStream;
  /** Restarts that changes of its activity stream have caused, oldest first. */
  readonly restarts: Restart[];
  /** GiB. */
  readonly size: number;
  /** False: a recording that does not say it. */
  readonly isSizeKnown: boolean;
  /** StorageType; absent: the standard one, which AWS does not report. */
  readonly storage: string | undefined;
  readonly encryption: Encryption;
  readonly backupWindow: string;
  /** Days; 0: no automated backups. */
  readonly backupRetention: number;
  readonly copyTagsToSnapshot: boolean;
  /** DBSubnetGroupName; absent: the default one. */
  readonly subnetGroup?: string;
  /** Name of the VPC of its subnet group. */
  readonly vpc: string;
  /** DBClusterParameterGroupName; absent: the default one of the version. */
  readonly parameterGroup?: string;
  /** Absent: that of the engine. */
  readonly port?: number;
  /** Absent: the one of the VPC. */
  readonly securityGroups?: readonly string[];
  /** Members of the API's shape that calls have given a value other than the usual one. */
  readonly given?: Partial<DBCluster>;
  /** Identifier of the cluster that it was restored from. */
  readonly restoredFrom?: string;
  /** Resource id of the cluster whose volume it shares. */
  readonly cloneOf?: string;
  readonly volume: Volume;
  /** HttpEndpointEnabled. */
  hasDataApi?: boolean;
  /** The secret of its master password, when RDS manages that. */
  secret?: { readonly arn: string; readonly keyArn: string; readonly activeFrom: number } | undefined;
  /** It cannot be deleted by API. */
  isProtected: boolean;
  readonly members: Member[];
  readonly tags: Map<string, string>;
  readonly statuses: History;
  /** Shared by all members: they stop and start together. */
  readonly memberStatuses: History;
  /** The loads that clients have put on it, oldest first; each lasts until the next. */
  readonly uses: UseEntry[];
  /** Absent: none of its instances can be serverless. */
  capacities?: Capacities;
  /** ServerlessV2PlatformVersion. */
  readonly platform: string;
  /** An Aurora Limitless Database. */
  readonly isLimitless: boolean;
  globalId?: string | undefined;
  /** ARN that it replicates from, ARNs that replicate from it. */
  replicationSource?: string | undefined;
  readReplicas: string[];
  /** ARN of the blue cluster, when this is the green one. */
  blue?: string | undefined;
  /** The green one has taken the name of the blue one. */
  isSwitchedOver: boolean;
  /** Without its key an encrypted cluster cannot be started. */
  isKeyAccessible: boolean;
  /** The next stop ends in RDS-EVENT-0152. */
  isStopFailing: boolean;
  /** Goes up with every transition, so that the plans of an earlier one are dropped. */
  revision: number;
}

export interface Member {
  id: string;
  arn: string;
  /** `db-` and 26 letters and digits. */
  readonly resourceId: string;
  readonly instanceClass: string;
  isWriter: boolean;
  /** DBParameterGroupName; absent: the default one of the version. */
  parameterGroup?: string | undefined;
  /** Absent: 1. */
  promotionTier?: number | undefined;
  /** Listings show it from this time on; absent: they always have. */
  visibleFrom?: number;
  /** PubliclyAccessible; absent: false. */
  isPublic?: boolean;
  readonly tags: Map<string, string>;
  /** A status of its own, while it lasts: `rebooting`, `modifying`, … */
  status?: string | undefined;
}

export interface Restart {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly why: 'activity-stream-start' | 'activity-stream-stop';
}

interface UseEntry {
  readonly at: number;
  readonly use: Use;
}

/** The status of a member that DescribeDBInstances shows at a time (ms). */
export function memberStatus(cluster: Cluster, member: Member, now: number): string {
  return member.status ?? cluster.memberStatuses.visible(now).status;
}

/** Whether a listing at a time (ms) shows it yet. */
export function isListed({ visibleFrom }: { readonly visibleFrom?: number }, now: number): boolean {
  return visibleFrom === undefined || visibleFrom <= now;
}
