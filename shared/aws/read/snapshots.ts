import {
  type DBClusterSnapshot,
  DescribeDBClusterSnapshotsCommand,
  paginateDescribeDBClusterSnapshots,
} from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type { Snapshot } from '../../policy/model/snapshot.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import { answeredAt } from '../client/aws-clock.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { everyItem } from '../client/pages.ts';
import { required } from '../client/unexpected-answer.ts';
import { assertOwn } from './assert-own.ts';
import { createSharing, type Sharing } from './sharing.ts';
import { tagsOf } from './tags.ts';

export interface SnapshotFilter {
  /** Absent: both. Snapshots that others share, and public ones, are never listed. */
  readonly type?: 'manual' | 'automated';
}

/**
 * The account's own cluster snapshots in the Region, by ARN, and AWS's own time when the last page was given. Throws
 * when the listing is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html
 */
export async function listSnapshots(
  scope: AwsScope,
  { type }: SnapshotFilter = {},
): Promise<{ snapshots: Snapshot[]; observedAt: EpochMs }> {
  let observedAt: EpochMs = 0;
  const sharing = createSharing();
  const snapshots = await everyItem(
    paginateDescribeDBClusterSnapshots(
      { client: scope.clients.rds, pageSize: 100 },
      type === undefined ? {} : { SnapshotType: type },
      sendOptions(scope),
    ),
    (page) => {
      observedAt = answeredAt(page);
      // Page by page: what AWS describes is several times what is kept of it.
      return page.DBClusterSnapshots?.map((described) => toSnapshot(described, scope, observedAt, sharing));
    },
    (page) => page.Marker,
  );
  return { snapshots: snapshots.sort((a, b) => (a.arn < b.arn ? -1 : 1)), observedAt };
}

/**
 * One of the account's own cluster snapshots of the scope's Region, by its identifier or ARN. Throws what AWS throws,
 * `DBClusterSnapshotNotFoundFault` where there is none.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html
 */
export async function readSnapshot(scope: AwsScope, name: string): Promise<Snapshot> {
  const answer = await scope.clients.rds.send(
    new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: name }),
    sendOptions(scope),
  );
  const described = required(answer.DBClusterSnapshots?.[0], 'DBClusterSnapshots', `snapshot ${name}`);
  return toSnapshot(described, scope, answeredAt(answer));
}

/**
 * Maps what AWS described at `now`. Throws when it lacks what every decision needs, or belongs to another account or
 * Region. Until a snapshot is complete it may have no time yet: then it is as new as can be.
 */
export function toSnapshot(
  described: DBClusterSnapshot,
  own: Pick<AwsScope, 'account' | 'region'>,
  now: EpochMs,
  { text, tags }: Sharing = createSharing(),
): Snapshot {
  const id = described.DBClusterSnapshotIdentifier;
  const arn = required(described.DBClusterSnapshotArn, 'DBClusterSnapshotArn', `snapshot ${id}`);
  const status = required(described.Status, 'Status', arn);
  const at = described.SnapshotCreateTime;
  const clusterId = text(described.DBClusterIdentifier ?? '');
  assertOwn(arn, own);
  return {
    arn,
    account: own.account,
    region: own.region,
    id: required(id, 'DBClusterSnapshotIdentifier', arn),
    clusterId,
    engine: text(described.Engine ?? 'unknown'),
    type: text(described.SnapshotType ?? 'unknown'),
    status: text(status),
    createdAt: (status === 'available' ? required(at, 'SnapshotCreateTime', arn) : at)?.getTime() ?? now,
    percentProgress: described.PercentProgress ?? 0,
    encrypted: isEncrypted(described),
    ...defined({
      engineVersion: text(described.EngineVersion || undefined),
      resourceId: text(described.DbClusterResourceId || undefined),
      clusterCreatedAt: described.ClusterCreateTime?.getTime(),
      kmsKey: text(described.KmsKeyId || undefined),
      sourceArn: described.SourceDBClusterSnapshotArn || undefined,
    }),
    tags: tags(tagsOf(described.TagList, arn), clusterId),
  };
}

/**
 * StorageEncrypted is false for a key that AWS owns (`sse-rds`); only Aurora has StorageEncryptionType.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html
 */
function isEncrypted({ StorageEncrypted, StorageEncryptionType: type }: DBClusterSnapshot): boolean {
  return StorageEncrypted === true || (type !== undefined && type !== 'none');
}
