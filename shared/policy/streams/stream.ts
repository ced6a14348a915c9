/** Activity streams as Dormouse sees them: plain data, read by `shared/aws`, decided by `shared/policy`. */

import type { Cluster, Member, World } from '../model/cluster.ts';
import type { KeyState } from '../model/kms-key.ts';
import type { Reason } from '../model/reasons.ts';
import type { EpochMs } from '../time/units.ts';

export type StreamMode = 'async' | 'sync';

/** A request to override the policy until an instant; `declared` ends an earlier override. */
export type RequestedOverride =
  | { readonly desired: StreamMode | 'off'; readonly until: EpochMs }
  | { readonly desired: 'declared' };

/** The facts about a cluster that cost a call of their own, read only where they decide. */
export interface StreamFacts {
  readonly members: readonly Member[];
  /**
   * By instance class of the members: the modes in which AWS offers streams for the cluster's engine version. None: no
   * streams. A class is missing if AWS does not offer it for new instances.
   * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_OrderableDBInstanceOption.html
   */
  readonly modesByClass: Readonly<Record<string, readonly string[]>>;
}

/** The RDS events of 14 days, read only where a stream should run and does not. They date a gap and decide nothing. */
export interface StreamEvents {
  /** The latest event that its stream was stopped; absent: none is known. */
  readonly lastStreamStop?: EpochMs;
  /** The latest event that the cluster started; absent: none is known. */
  readonly lastStart?: EpochMs;
}

export interface ObservedStream {
  readonly cluster: Cluster;
  readonly streamFacts?: StreamFacts;
  readonly streamEvents?: StreamEvents;
}

/** DescribeKey's answer about a key that the policy names, in the cluster's Region. */
export type StreamKey = KeyState & { readonly awsManaged?: boolean };

/** One account and Region with everything that decides about activity streams. */
export interface StreamWorld extends World {
  readonly clusters: readonly ObservedStream[];
  /** By the key as the policy writes it. Not all are read: only those that decide. */
  readonly keys: Readonly<Record<string, StreamKey>>;
  /** The override that this run was asked for, for the clusters that it is narrowed to. */
  readonly requested?: RequestedOverride;
}

/** A cluster whose activity stream should run and does not, or runs in the wrong mode. */
export interface MeasuredGap {
  /** ARN of the cluster. */
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  /** DbClusterResourceId; absent where AWS does not say it. */
  readonly resourceId?: string;
  readonly rule: string;
  /** Since when, at the latest. */
  readonly since: EpochMs;
  readonly gapMs: number;
}

/** A cluster whose activity stream follows an override that differs from its rule. */
export interface OverriddenStream {
  /** ARN of the cluster. */
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly rule: string;
  readonly desired: StreamMode | 'off';
  readonly until: EpochMs;
}

/** A gap with its cause, from the decision about the stream. */
export interface StreamGap extends MeasuredGap {
  readonly reason: Reason;
  readonly detail: string;
}
