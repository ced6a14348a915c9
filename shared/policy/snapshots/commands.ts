import type { Cluster } from '../model/cluster.ts';
import type { CopySnapshotCommand, CreateSnapshotCommand, DeleteSnapshotCommand } from '../model/command.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isoSeconds } from '../model/tags.ts';
import type { EpochMs } from '../time/units.ts';
import { attemptTag, readAttempts } from './copy-attempts.ts';
import { formatSnapshotId } from './id.ts';
import { type Created, inheritedTags, provenanceTags } from './provenance.ts';

/** The order for a snapshot of a cluster, the same whenever it is given for the same time. */
export function createCommand(
  { arn, account, region, id }: Cluster,
  by: Created['by'],
  rule: string,
  due: EpochMs,
): CreateSnapshotCommand {
  return {
    kind: 'create-snapshot',
    account,
    region,
    cluster: id,
    arn,
    snapshot: formatSnapshotId(id, due, [by, arn, isoSeconds(due)]),
    tags: provenanceTags({ by, rule, cluster: arn, due }),
  };
}

/** The order for one more attempt at a copy. */
export function copyCommand(
  source: Snapshot,
  cluster: Cluster,
  rule: string,
  destination: string,
  kmsKey: string | undefined,
  now: EpochMs,
): CopySnapshotCommand {
  const { arn, account, clusterId, createdAt } = source;
  const attempt = readAttempts(source.tags, destination) + 1;
  const provenance = {
    by: 'copy-snapshots',
    rule,
    cluster: cluster.arn,
    source: arn,
    sourceTime: createdAt,
  } as const;
  return {
    kind: 'copy-snapshot',
    account,
    region: destination,
    cluster: clusterId,
    arn,
    sourceRegion: source.region,
    snapshot: formatSnapshotId(clusterId, createdAt, [arn, destination, `${attempt}`]),
    ...(kmsKey !== undefined && { kmsKey }),
    tags: inheritedTags(source.tags, provenanceTags(provenance)),
    sourceTags: attemptTag(destination, attempt, now),
  };
}

export function deleteCommand({ account, region, clusterId, arn, id }: Snapshot): DeleteSnapshotCommand {
  return { kind: 'delete-snapshot', account, region, cluster: clusterId, arn, snapshot: id };
}
