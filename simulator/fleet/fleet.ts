/** A fleet file after reading: defaults filled in, times in milliseconds, references resolved. */

import type { DurationRange, Since } from './duration.ts';
import type { FunctionOptions } from './function-options.ts';
import type { Hours } from './hours.ts';
import type { FleetFileKey } from './key-schema.ts';
import type { FleetFilePlace } from './place-schema.ts';
import type { Quirks } from './quirks.ts';
import type { Recording } from './recording.ts';
import type { Recorded } from './recording-schema.ts';
import type { FleetFileSnapshot } from './snapshot-schema.ts';
import type { StreamStatus } from './statuses.ts';
import type { FleetTable } from './table-schema.ts';

export interface Fleet {
  readonly accounts: readonly FleetAccount[];
  readonly organization: FleetOrganization;
  /** When change calendars are CLOSED, by name, in epoch milliseconds. */
  readonly changeCalendars: Readonly<Record<string, readonly (readonly [from: number, to: number])[]>>;
  readonly clusters: readonly FleetCluster[];
  readonly useProfiles: Readonly<Record<string, Use>>;
  readonly keys: readonly FleetKey[];
  readonly functions: readonly FunctionOptions[];
  readonly timings: Timings;
  readonly quotas: Quotas;
  readonly places: readonly FleetPlace[];
  readonly quirks: Quirks;
  /** Absent: written by hand. */
  readonly recorded?: Recorded | undefined;
  /**
   * A cluster written as in the file, for one that is added while the simulation runs; `others` are the clusters that
   * it may refer to, as `account/id`.
   *
   * @throws Error that explains the mistake in it
   */
  readCluster(written: unknown, others: readonly string[]): FleetCluster;
}

interface FleetAccount {
  readonly id: string;
  /** Name of the role that may be assumed in it. */
  readonly role: string;
  readonly externalId?: string | undefined;
  /** The organizational units that lead to it, from the root on: `ou-ab12-11111111/ou-ab12-22222222`. Absent: the root. */
  readonly unit?: string | undefined;
  /** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html */
  readonly state?: string | undefined;
  /** How long before the start it joined the organization, in milliseconds. Absent: long. */
  readonly joined?: number | undefined;
}

/** The organization of all accounts. */
interface FleetOrganization {
  readonly id: string;
  /** The account whose credentials may list the accounts. Absent: those of any. */
  readonly management?: string | undefined;
}

/** How long things take in the control plane. */
interface Timings {
  readonly stop: DurationRange;
  readonly start: DurationRange;
  /** From a change of status until reads show it. */
  readonly lag: DurationRange;
  /** Until a snapshot is available. */
  readonly snapshot: DurationRange;
  /** Until a copy of a snapshot is available, for each GiB. */
  readonly copyPerGiB: DurationRange;
  /** Until an activity stream has started or stopped. */
  readonly stream: DurationRange;
  /** For which the members of a cluster reboot when it restarts. */
  readonly restart: DurationRange;
  /** From the loss of its key until an activity stream stops. */
  readonly keyLoss: DurationRange;
  /** Until a cluster or an instance that is made is available. */
  readonly create: DurationRange;
  /** Until a restored cluster is available, besides the time for its size. */
  readonly restore: DurationRange;
  /** The most that the restore takes for each GiB. */
  readonly restorePerGiB: DurationRange;
  /** Until a clone is available. */
  readonly clone: DurationRange;
  /** Until a cluster has its new master password. */
  readonly reset: DurationRange;
  /** Until a cluster has its new name. */
  readonly rename: DurationRange;
  /** Until a cluster or an instance is gone. */
  readonly delete: DurationRange;
}

/** The quotas of an account in one Region. */
export interface Quotas {
  readonly manualSnapshots: number;
  /** Copies in flight to the Region. */
  readonly copies: number;
  /** Other quotas of single accounts and Regions. */
  readonly of: readonly {
    readonly account: string;
    readonly region: string;
    readonly manualSnapshots: number;
  }[];
}

/** An account and Region that has other things than usual. */
export interface FleetPlace extends Omit<FleetFilePlace, 'account'> {
  readonly account: string;
}

/** One KMS key in one Region. */
export interface FleetKey extends Omit<FleetFileKey, 'regions'> {
  readonly id: string;
  readonly account: string;
  readonly region: string;
}

/** The load that clients put on a cluster in one minute. */
export interface Load {
  /** NaN: unknown. */
  readonly connections: number;
  /** Requests, queries or operations a second. */
  readonly requests: number;
  /** Percent. */
  readonly cpu: number;
  /** Its metrics have the values that were recorded. */
  readonly recording?: Recording;
}

/** Load in some hours. */
interface UseLine {
  readonly hours: Hours;
  readonly timezone: string;
  readonly load: Load;
}

/** Use by the clock, the first line whose hours are now, or as recorded; `missing`: no metric is ever sent. */
export type Use = 'missing' | readonly UseLine[] | Recording;

export interface FleetCluster {
  /** Lower case. */
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly engine: string;
  readonly engineVersion: string;
  /** `serverless` is Serverless v1; Serverless v2 is `provisioned`. */
  readonly mode: 'provisioned' | 'serverless';
  /** The writer first. */
  readonly instances: readonly FleetInstance[];
  readonly status: string;
  /** How long ago (ms) or when it has got the status, as of the start of the simulation. */
  readonly since: Since;
  /** Absent: a year before that. */
  readonly created?: Since;
  readonly tags: Readonly<Record<string, string>>;
  readonly use: Use;
  /** Absent: one that follows from its ARN. */
  readonly resourceId?: string;
  /** StorageType. Absent: the standard one of the engine. */
  readonly storage?: string;
  /** DBSubnetGroupName. Absent: the default one. */
  readonly subnetGroup?: string;
  /** Name of the VPC of its subnet group. */
  readonly vpc: string;
  /** DBClusterParameterGroupName. Absent: the default one of the version. */
  readonly parameterGroup?: string;
  readonly isProtected: boolean;
  /** It is gone, and only its snapshots are there. */
  readonly deleted: boolean;
  readonly serverless?: FleetCapacity;
  /** An Aurora Limitless Database. */
  readonly limitless: boolean;
  readonly global?: string;
  /** Ids of other clusters of the account. */
  readonly readReplicaOf?: string;
  readonly greenOf?: string;
  readonly maintenanceWindow: string;
  readonly activityStream: FleetStream;
  /** GiB. */
  readonly size: number;
  /** False: a recording that does not say it. */
  readonly isSizeKnown: boolean;
  /** `none`, `aws` for a key that AWS owns, or the alias of a key. */
  readonly encrypted: string;
  /** Daily, in UTC: `02:00-02:30`. */
  readonly backupWindow?: string;
  /** Days. */
  readonly backupRetention: number;
  readonly copyTagsToSnapshot: boolean;
  readonly tables: readonly FleetTable[];
  readonly snapshots: readonly FleetFileSnapshot[];
}

/** An instance of a cluster; its identifiers follow from those of the cluster where they are absent. */
export interface FleetInstance {
  readonly class: string;
  readonly id?: string | undefined;
  readonly resourceId?: string | undefined;
}

/** The activity stream of a cluster at the start. */
export interface FleetStream {
  readonly status: StreamStatus;
  readonly mode: 'async' | 'sync';
  /** Alias of one of the keys; else some key that the fleet does not list. */
  readonly key?: string | undefined;
}

/** Limits of serverless capacity, in ACU, NCU or DCU. */
export interface Capacity {
  readonly min: number;
  readonly max: number;
  /** Milliseconds without connections until a cluster with a `min` of 0 pauses. */
  readonly autoPauseAfter: number;
}

interface FleetCapacity extends Capacity {
  /** ServerlessV2PlatformVersion. */
  readonly platform: string;
}
