/** Serverless capacity as Dormouse sees it: plain data, read by `shared/aws`, decided by `shared/policy`. */
import type { Cluster, Member, World } from '../model/cluster.ts';

/** How much capacity a cluster used in the last minutes. Missing metrics are `unknown`, never a low use. */
export type CapacityUse =
  | { readonly state: 'known' /** The busiest instance's, in ACU, NCU or DCU. */; readonly units: number }
  | { readonly state: 'unknown'; readonly detail: string };

/** The facts about a cluster that cost a call of their own, read only where its capacity differs. */
export interface CapacityFacts {
  readonly members: readonly Member[];
  /** Absent when it decides nothing: its max does not get smaller, or the entry says `whenBusy: apply`. */
  readonly use?: CapacityUse;
}

export interface ObservedCapacity {
  readonly cluster: Cluster;
  readonly capacityFacts?: CapacityFacts;
}

/** One account and Region with everything that decides about serverless capacity. */
export interface CapacityWorld extends World {
  readonly clusters: readonly ObservedCapacity[];
}
