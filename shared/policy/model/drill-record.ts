/**
 * The record of a restore drill: JSON as it lies in the bucket of evidence. Times are ISO 8601 with seconds. A drill
 * without a record does not exist, and only the clusters on record are ever deleted.
 */

import type { Location } from './location.ts';
import type { DrillCheck, DrillTargets } from './recovery-rule.ts';

/** Names of clusters and instances of drills begin with this. No rule of any deployment matches one. */
export const DRILL_PREFIX = 'dormouse-drill-';

/** Whether a name has the form of those of drills, whoever gave it. Case does not matter to AWS. */
export function isDrillName(id: string): boolean {
  return id.slice(0, DRILL_PREFIX.length).toLowerCase() === DRILL_PREFIX;
}

/** The form of the id of a drill, `202611280200-1f2e3d4c`: the minute in which its period began, and a digest. */
export const DRILL_ID = /\d{12}-[\da-f]{8}/;

/** A drill on record, and the version of its record, which a write has to name. */
export interface OpenDrill {
  readonly record: DrillRecord;
  readonly etag: string;
}

export interface DrillRecord {
  readonly version: 1;
  /** Id of the drill: the same for the same cluster, place and period. */
  readonly drill: string;
  readonly deployment: string;
  readonly rule: string;
  readonly source: DrillSource;
  readonly point: RecoveryPoint;
  readonly place: Location;
  readonly restored: RestoredCluster;
  /** The settings of the restore, as they are passed to AWS. */
  readonly settings: RestoreSettings;
  /** The checks and targets of the rule when the drill began: what is proven does not change on the way. */
  readonly wanted: { readonly checks: readonly DrillCheck[]; readonly targets: DrillTargets };
  readonly openedAt: string;
  /** From then on it is cleaned up, however far it has come. */
  readonly until: string;
  readonly phases: DrillPhases;
  readonly checks: readonly CheckResult[];
  /** The first reason for which the drill failed. It is cleaned up all the same. */
  readonly failure?: { readonly phase: string; readonly reason: string; readonly detail: string };
  readonly cleanUp?: { readonly leftover?: string };
  /** Its place in the chain of evidence, once it is being closed: `previous` is the SHA-256 of its predecessor. */
  readonly closing?: { readonly sequence: number; readonly previous: string };
  /** `passed` only if every check passed, none was missing, and the targets are met. */
  readonly verdict?: 'passed' | 'failed';
  /** From the request of the restore to the first answer to a query. */
  readonly rtoMs?: number;
  /** From the recovery point, or the newest row by a check of freshness, to the request of the restore. */
  readonly rpoMs?: number;
  readonly versions: { readonly dormouse: string };
}

export interface DrillSource extends Location {
  /** DBClusterIdentifier. */
  readonly cluster: string;
  readonly arn: string;
  /** DbClusterResourceId. */
  readonly resourceId: string;
  readonly engine: string;
  readonly engineVersion: string;
}

export type RecoveryPoint =
  | {
      readonly kind: 'snapshot';
      readonly arn: string;
      /** DBClusterSnapshotIdentifier. */
      readonly snapshot: string;
      /** When the data was as it is in the snapshot. */
      readonly createdAt: string;
      /** The oldest one is measured against its own time: nobody expects new data in it. Absent: the newest. */
      readonly pick?: 'newest' | 'oldest';
    }
  | { readonly kind: 'pitr'; readonly restoreTime: string };

/** The instant of the data in a recovery point. */
export function pointTime(point: RecoveryPoint): string {
  return point.kind === 'snapshot' ? point.createdAt : point.restoreTime;
}

export interface RestoredCluster {
  readonly cluster: string;
  readonly arn: string;
  readonly instance: string;
  readonly instanceClass: string;
  /** DbClusterResourceId, once AWS has said it. */
  readonly resourceId?: string;
}

/** Everything that a restore would otherwise leave to defaults. */
export interface RestoreSettings {
  readonly engine: string;
  readonly engineVersion: string;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  /** Absent: AWS's default for the engine version. DocumentDB takes none for a point-in-time restore. */
  readonly parameterGroup?: string;
  /** Absent: it is not known, and AWS chooses. */
  readonly port?: number;
  /** KmsKeyId. Absent: that of the snapshot. */
  readonly kmsKey?: string;
  /** In ACU, NCU or DCU. Only for an instance of the class db.serverless. */
  readonly serverless?: { readonly min: number; readonly max: number };
  /** EngineLifecycleSupport, which Aurora alone takes. Absent: without Extended Support. */
  readonly lifecycle?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DrillPhases {
  readonly restoreRequestedAt?: string;
  readonly clusterAvailableAt?: string;
  readonly instanceRequestedAt?: string;
  readonly instanceAvailableAt?: string;
  readonly credentialsAt?: string;
  /** The first answer to a query. */
  readonly usableAt?: string;
  readonly checkedAt?: string;
  readonly instanceDeleteRequestedAt?: string;
  readonly clusterDeleteRequestedAt?: string;
  /** Neither the cluster nor an instance of it was there. */
  readonly goneAt?: string;
}

export interface CheckResult {
  /** The check as a text. */
  readonly check: string;
  readonly verdict: 'passed' | 'failed';
  readonly value?: number | string;
  /** The value of the same check in the last drill with evidence. */
  readonly before?: number | string;
  /** One sentence for people. */
  readonly detail: string;
  readonly ms?: number;
}
