import type { Cluster, World } from '../../model/cluster.ts';
import type { DrillRecord, OpenDrill } from '../../model/drill-record.ts';
import type { KeyState } from '../../model/kms-key.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { EpochMs } from '../../time/units.ts';
import type { Answer, OfferedVersion, Room } from '../readiness/place.ts';

/**
 * One account and Region in which drills restore: its place. Everything here is of the place, but for the clusters,
 * which are also those of other Regions whose recovery points may be restored in it.
 */
export interface DrillWorld extends World {
  /** Every cluster of the place, those of drills too, and every cluster of the other Regions of `drillSources`. */
  readonly clusters: readonly { readonly cluster: Cluster }[];
  /** Drills under way in the place. */
  readonly open: readonly OpenDrill[];
  /** Ids of the drills of the place that are over, from `drillsSince` on. */
  readonly done: ReadonlySet<string>;
  /**
   * Whether the deployment has a bucket for evidence: without one no drill begins. `unknown`: nobody said so, as to a plan,
   * and so neither is whether a drill is over.
   */
  readonly hasBucket: boolean | 'unknown';
  /** Automated and manual snapshots of the place. Absent: `needsSnapshots` says that nothing is due. */
  readonly snapshots?: readonly Snapshot[];
  /** By ARN of the cluster, for each of `needsRestorable`. */
  readonly restorable?: Readonly<Record<string, Answer<RestorableTime>>>;
  /** The answers to `drillQuestions`. Absent: there are none. */
  readonly facts?: DrillFacts;
  readonly versions: DrillRecord['versions'];
  /** ARNs of the clusters for which somebody asks for a drill now, whatever its period and hours. Absent: none. */
  readonly asked?: ReadonlySet<string>;
}

/** The time to which a cluster can be restored from its automated backups. */
export interface RestorableTime {
  /** EarliestRestorableTime. */
  readonly from: EpochMs;
  /** LatestRestorableTime. */
  readonly to: EpochMs;
}

/** The questions to AWS about a place that have to be answered before a drill begins there, each asked once. */
export interface DrillQuestions {
  readonly engines: readonly string[];
  readonly versions: readonly { readonly engine: string; readonly version: string }[];
  /** ARNs. */
  readonly keys: readonly string[];
  /** DBSubnetGroupNames. */
  readonly subnetGroups: readonly string[];
}

/** The answers. What is unread, or was never asked, is not known, and keeps a drill from beginning. */
export interface DrillFacts {
  /** How many more clusters and instances the account may have in the Region. */
  readonly room: Answer<Room>;
  /** By engine, the versions that AWS offers. */
  readonly versions: Readonly<Record<string, Answer<readonly OfferedVersion[]>>>;
  /** By `versionKey`, the classes that can be ordered. */
  readonly classes: Readonly<Record<string, Answer<readonly OrderableClass[]>>>;
  /** By ARN. */
  readonly keys: Readonly<Record<string, Answer<KeyState>>>;
  /** By DBSubnetGroupName; `missing`: there is none of that name. */
  readonly subnetGroups: Readonly<Record<string, Answer<DrillSubnets | 'missing'>>>;
  /** IAM actions that cleaning up needs and that the role may not use on what a drill makes. Empty: it may use all. */
  readonly denied: Answer<readonly string[]>;
}

export interface OrderableClass {
  /** DBInstanceClass. */
  readonly name: string;
  /** Availability Zones in which it can be ordered. */
  readonly zones: readonly string[];
}

/** The network of a DB subnet group. */
export interface DrillSubnets {
  readonly vpc: string;
  readonly isDefaultVpc: boolean;
  /** Availability Zones that its subnets are in. */
  readonly zones: readonly string[];
}
