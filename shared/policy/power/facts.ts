import type { Cluster, Member, World } from '../model/cluster.ts';
import type { Signal } from '../model/engines.ts';
import type { Snapshot, SnapshotQuota } from '../model/snapshot.ts';
import type { EpochMs } from '../time/units.ts';

/** The use of a cluster over a window, as CloudWatch shows it. Only complete evidence of no use is `idle`. */
export type Evidence =
  | { readonly state: 'idle'; readonly detail: string }
  | {
      readonly state: 'busy';
      readonly detail: string;
      /** The use that each metric shows; absent: nobody has looked closer. */
      readonly use?: readonly UseShown[];
    }
  | { readonly state: 'paused'; readonly detail: string }
  | { readonly state: 'unknown'; readonly detail: string };

/** The use of a cluster that one metric shows over a window. */
export interface UseShown {
  readonly metric: string;
  readonly signal: Signal;
  /** The greatest value, as a rule says it under `idle`. */
  readonly most: number;
  /** The least value; absent: some of the window shows no use by it. */
  readonly atLeast?: number;
}

/** Since when metrics show that a cluster has been up without a break, or why they do not. */
export type UpSince =
  | { readonly state: 'up'; readonly since: EpochMs }
  | { readonly state: 'unknown'; readonly detail: string };

/** The facts about a cluster that cost a call of their own, read only for clusters that could be stopped. */
export interface StopFacts {
  readonly members: readonly Member[];
  /** ARNs of the other clusters in its global database. */
  readonly globalPeers: readonly string[];
  /** Source or target of a blue/green deployment. */
  readonly inBlueGreen: boolean;
  /** The latest start among the RDS events that were read; absent: none. */
  readonly lastStart?: { readonly at: EpochMs; readonly by: 'aws' | 'user' };
  /** When RDS events say that it got its name, within the time asked for. */
  readonly renamedAt?: EpochMs;
  /** Snapshots of the cluster that Dormouse took, by their identifiers; empty when no rule asks for one before a stop. */
  readonly snapshots: readonly Snapshot[];
  /** Absent when the rule does not ask for idleness (`stop: atOnce`), or other facts keep the cluster up. */
  readonly evidence?: Evidence;
  /** Read only where Dormouse stopped the cluster and no start is known since. */
  readonly upSince?: UpSince;
}

/** A cluster with its facts, which are absent until they have been read. */
export interface Observed {
  readonly cluster: Cluster;
  readonly facts?: StopFacts;
}

/** One account and Region before stops. */
export interface StopWorld extends World {
  readonly clusters: readonly Observed[];
  /** Absent when no stop needs a snapshot first, so nothing was asked. */
  readonly quota?: SnapshotQuota;
}
