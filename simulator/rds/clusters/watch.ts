import type { Cluster } from './cluster.ts';

/** Hears of each change that a later read may show, and from when on (ms). */
export interface Watch {
  cluster(cluster: Cluster, visibleAt: number): void;
  /** A snapshot of the cluster with this resource id. */
  snapshot(resourceId: string, visibleAt: number): void;
}

export const nobody: Watch = { cluster: () => {}, snapshot: () => {} };
