import type { Cluster } from './cluster.ts';
import type { DrillRecord } from './drill-record.ts';

/** A complete, serialisable order: everything `act` needs, nothing of why. */
export type Command =
  | PowerCommand
  | SnapshotCommand
  | ActivityStreamCommand
  | ChangeCapacityCommand
  | DrillCommand;

interface Order {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  /** The ARN of the resource that is acted on. */
  readonly arn: string;
}

/** The tags of an action: as written before the call, and as corrected once AWS has said that it did nothing. */
export interface ActionTags {
  /** Empty: no tag. */
  readonly tags: Readonly<Record<string, string>>;
  readonly tagsIfNotDone: Readonly<Record<'refused' | 'busy', Readonly<Record<string, string>>>>;
}

interface PowerOrder<A extends 'stop' | 'start'> extends Order, ActionTags {
  readonly kind: `${A}-cluster`;
}

export type PowerCommand<A extends 'stop' | 'start' = 'stop' | 'start'> = A extends unknown
  ? PowerOrder<A>
  : never;

export interface CreateSnapshotCommand extends Order {
  readonly kind: 'create-snapshot';
  /** Identifier of the new snapshot; the same for the same cluster and due time. */
  readonly snapshot: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Sent in the destination Region (`region`); `arn` is the source's. */
export interface CopySnapshotCommand extends Order {
  readonly kind: 'copy-snapshot';
  readonly sourceRegion: string;
  readonly snapshot: string;
  /** Only for an encrypted source. */
  readonly kmsKey?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Written on the source before the call: how often it has been tried. */
  readonly sourceTags: Readonly<Record<string, string>>;
  /** Written over them once AWS has said that it did nothing. */
  readonly sourceTagsIfNotDone: Readonly<Record<'refused' | 'busy', Readonly<Record<string, string>>>>;
}

export interface DeleteSnapshotCommand extends Order {
  readonly kind: 'delete-snapshot';
  readonly snapshot: string;
}

/** Remembers something on a snapshot that Dormouse made, and changes nothing else. */
export interface TagSnapshotCommand extends Order {
  readonly kind: 'tag-snapshot';
  readonly snapshot: string;
  readonly tags: Readonly<Record<string, string>>;
}

export type SnapshotCommand =
  | CreateSnapshotCommand
  | CopySnapshotCommand
  | DeleteSnapshotCommand
  | TagSnapshotCommand;

export type ActivityStreamCommand =
  | StartActivityStreamCommand
  | StopActivityStreamCommand
  | TagActivityStreamCommand;

/** Sent with ApplyImmediately, so the cluster restarts. */
export interface StartActivityStreamCommand extends Order, ActionTags {
  readonly kind: 'start-activity-stream';
  readonly mode: 'async' | 'sync';
  readonly kmsKey: string;
}

/** Sent with ApplyImmediately, so the cluster restarts. */
export interface StopActivityStreamCommand extends Order, ActionTags {
  readonly kind: 'stop-activity-stream';
}

/** Remembers what a person wants of the stream, and changes nothing else. */
export interface TagActivityStreamCommand extends Order {
  readonly kind: 'tag-activity-stream';
  readonly tags: Readonly<Record<string, string>>;
}

/** In ACU, NCU or DCU. */
export interface ChangeCapacityCommand extends Order {
  readonly kind: 'change-capacity';
  readonly min: number;
  readonly max: number;
  /** Only with a `min` of 0; absent: as it is, or AWS's default. */
  readonly autoPauseAfterMs?: number;
  /** Written on the cluster before the call. Empty: no tag. */
  readonly tags: Readonly<Record<string, string>>;
  /** Written over them once AWS has refused the change. */
  readonly tagsIfRefused: Readonly<Record<string, string>>;
}

/**
 * One step of a restore drill. `account` and `region` are those of its place; `cluster` and `arn` are of the source, and
 * the record names the cluster that is restored.
 */
export type DrillCommand = RestoreClusterCommand | DrillStepCommand;

/** Restores the cluster of a drill. */
export interface RestoreClusterCommand extends Order {
  readonly kind: 'restore-cluster';
  /** The record as it is written before the call, or as it was found where the answer to an earlier call was lost. */
  readonly record: DrillRecord;
  /** Version of the record that was found. Absent: there is none yet, and it is written first. */
  readonly etag?: string;
}

/** A step of a drill that is on record. */
export interface DrillStepCommand extends Order {
  readonly kind:
    | ('create-drill-instance' | 'prepare-drill' | 'check-drill')
    | ('delete-drill-instance' | 'delete-drill-cluster' | 'close-drill')
    /** Puts on record why something is left, and changes nothing else. */
    | 'note-drill';
  readonly record: DrillRecord;
  /** Version of the record: the step is not taken if somebody else has changed it. */
  readonly etag: string;
}

/** The beginning of every command to a cluster. */
export function toCluster({ account, region, id, arn }: Cluster): Order {
  return { account, region, cluster: id, arn };
}
