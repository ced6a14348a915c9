/** The control plane's own knowledge of one cluster snapshot, ahead of the state that reads show. */
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { Encryption } from '../clusters/encryption.ts';

export interface Snapshot {
  readonly arn: string;
  /** The account and Region in which it is visible: not always the account in the ARN, as it may be shared. */
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly type: 'manual' | 'automated' | 'awsbackup' | 'shared' | 'public';
  readonly createdAt: number;
  /** As reads show it: that of a copy may be the time of its source. */
  readonly shownCreatedAt: number;
  /** Whether reads show the resource id of the cluster: those of a copy may not. */
  readonly isOfKnownCluster: boolean;
  /** GiB. */
  readonly size: number;
  /** False: a recording that does not say it. */
  readonly isSizeKnown: boolean;
  readonly encryption: Encryption;
  /** The cluster that it was taken of, as it was then. */
  readonly origin: Origin;
  /** ARN of the snapshot that a copy was made from. */
  readonly sourceArn?: string | undefined;
  readonly tags: Map<string, string>;
  /** Accounts that may restore it, or `all`. */
  readonly sharedWith: Set<string>;
  /** Reads do not show it before: they may lag behind. */
  readonly visibleFrom: number;
  status: string;
  /** The status that reads show until then. */
  shown: { readonly status: string; readonly until: number };
  /** When it is made; absent while it waits for its turn, and when it is done. */
  work?: Work | undefined;
  /** Its copying will come to nothing. */
  isFailing?: boolean;
}

export interface Origin
  extends Pick<
    Cluster,
    | 'id'
    | 'engine'
    | 'engineVersion'
    | 'mode'
    | 'resourceId'
    | 'createdAt'
    | 'port'
    | 'vpc'
    | 'backupRetention'
    | 'backupWindow'
    | 'volume'
    | 'hasDataApi'
  > {
  /** The time of the data, ms since 1970: that of the first of all copies. */
  readonly takenAt: number;
}

interface Work {
  readonly from: number;
  readonly to: number;
}

export function originOf(cluster: Cluster, takenAt: number): Origin {
  const { id, engine, engineVersion, mode, resourceId, createdAt, backupRetention, backupWindow } = cluster;
  const { port, volume, hasDataApi, vpc } = cluster;
  return {
    ...{ id, engine, engineVersion, mode, resourceId, createdAt, vpc, backupRetention, backupWindow },
    ...defined({ port, hasDataApi }),
    ...{ volume, takenAt },
  };
}

/** The status that a read shows at `now` (ms). */
export function visibleStatus({ status, shown }: Snapshot, now: number): string {
  return now < shown.until ? shown.status : status;
}

/** How much of it is done, in percent. */
export function percentOf({ status, work }: Snapshot, now: number): number {
  if (status === 'available') return 100;
  if (work === undefined) return 0;
  const share = work.to === work.from ? 1 : (now - work.from) / (work.to - work.from);
  return Math.min(99, Math.floor(100 * share));
}
