/** Serverless capacity as Dormouse sees it: plain data, read by `shared/aws`, judged by `shared/policy`. */
import type { Cluster, Member, World } from '../model/cluster.ts';

/** How much of its capacity a cluster used over the last minutes. Missing metrics are `unknown`, never little. */
export type CapacityUse =
  | { readonly state: 'known' /** Of the busiest instance, in ACU, NCU or DCU. */; readonly units: number }
  | { readonly state: 'unknown'; readonly detail: string };

/** The facts about a cluster that cost a call of their own, read only where its capacity differs. */
export interface CapacityFacts {
  readonly members: readonly Member[];
  /** Absent when it decides nothing: its max does not shrink, or the rule does not ask. */
  readonly use?: CapacityUse;
}

export interface ObservedCapacity {
  readonly cluster: Cluster;
  readonly capacityFacts?: CapacityFacts;
}

/** One account and Region with what decides about serverless capacity. */
export interface CapacityWorld extends World {
  readonly clusters: readonly ObservedCapacity[];
}
