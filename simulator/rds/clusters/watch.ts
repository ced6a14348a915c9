import type { Cluster } from './cluster.ts';

/** A snapshot of the cluster with a resource id, as it is now. */
export interface SeenSnapshot {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly origin: { readonly resourceId: string };
  readonly type: string;
  readonly status: string;
  readonly createdAt: number;
  /** GiB. */
  readonly size: number;
  readonly isSizeKnown: boolean;
  /** Of a copy. */
  readonly sourceArn?: string | undefined;
}

/** Hears of each change that a later read may show, and from when on (ms). */
export interface Watch {
  cluster(cluster: Cluster, visibleAt: number): void;
  /** It has this status, or is gone. */
  snapshot(snapshot: SeenSnapshot, visibleAt: number, isGone?: boolean): void;
}

export const nobody: Watch = { cluster: () => {}, snapshot: () => {} };
