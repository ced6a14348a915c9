import { defined } from '../../../shared/defined.ts';
import { percentOf, type Snapshot, visibleStatus } from './snapshot.ts';

/** A snapshot to look at: its true state, and the state that reads show. */
export interface SnapshotState {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** Identifier of the cluster that it was taken of. */
  readonly cluster: string;
  /** Resource id of that cluster. */
  readonly resourceId: string;
  readonly engine: string;
  readonly type: string;
  readonly status: string;
  /** The status that DescribeDBClusterSnapshots shows now. */
  readonly visibleStatus: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly percent: number;
  /** GiB. */
  readonly size: number;
  /** `none`, `sse-rds`, or the ARN of the key. */
  readonly encryption: string;
  readonly sourceArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A snapshot as plain JSON at `now` (ms). */
export function toSnapshotState(snapshot: Snapshot, now: number): SnapshotState {
  const { arn, id, account, region, origin, type, status, size, encryption, sourceArn } = snapshot;
  return {
    arn,
    id,
    account,
    region,
    cluster: origin.id,
    resourceId: origin.resourceId,
    engine: origin.engine,
    type,
    status,
    visibleStatus: visibleStatus(snapshot, now),
    createdAt: new Date(snapshot.createdAt).toISOString(),
    percent: percentOf(snapshot, now),
    size,
    encryption: encryption.type === 'sse-kms' ? encryption.keyArn : encryption.type,
    ...defined({ sourceArn }),
    tags: Object.fromEntries(snapshot.tags),
  };
}
