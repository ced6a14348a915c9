import type { Cluster } from '../model/cluster.ts';
import type {
  CopySnapshotCommand,
  CreateSnapshotCommand,
  DeleteSnapshotCommand,
  TagSnapshotCommand,
} from '../model/command.ts';
import type { CopyDestination, Policy, Rule } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EpochMs } from '../time/units.ts';
import { attemptTag, readAttempts } from './copy-attempts.ts';
import { deploymentOf } from './deployment.ts';
import { identifierOf, MAX_COUNTED_ATTEMPTS } from './own.ts';
import { unprotectedText } from './protection.ts';
import { type Copied, type Created, inheritedTags, type Provenance, provenanceTags } from './provenance.ts';
import { keepText, retentionOf } from './retention.ts';

/** The order for a snapshot of a cluster, the same whenever it is given for the same time. */
export function createCommand(
  policy: Policy,
  cluster: Cluster,
  rule: Pick<Rule, 'name'>,
  by: Created['by'],
  due: EpochMs,
): CreateSnapshotCommand {
  const { arn, account, region, id } = cluster;
  const provenance: Created = { by, ...provenanceOf(policy, cluster, rule, by, region), due };
  return {
    kind: 'create-snapshot',
    account,
    region,
    cluster: id,
    arn,
    snapshot: identifierOf(id, provenance),
    tags: provenanceTags(provenance),
  };
}

/** The order for one more attempt at a copy; `kmsKey` is an ARN. */
export function copyCommand(
  policy: Policy,
  source: Snapshot,
  cluster: Cluster,
  rule: Pick<Rule, 'name'>,
  { region: destination }: Pick<CopyDestination, 'region'>,
  kmsKey: string | undefined,
  now: EpochMs,
): CopySnapshotCommand {
  const { arn, account, createdAt } = source;
  const attempt = Math.min(readAttempts(source.tags, destination) + 1, MAX_COUNTED_ATTEMPTS);
  const provenance: Copied = {
    by: 'copy-snapshots',
    ...provenanceOf(policy, cluster, rule, 'copy-snapshots', destination),
    source: arn,
    sourceTime: createdAt,
  };
  return {
    kind: 'copy-snapshot',
    account,
    region: destination,
    cluster: cluster.id,
    arn,
    sourceRegion: source.region,
    snapshot: identifierOf(cluster.id, provenance, { destination, attempt }),
    ...(kmsKey !== undefined && { kmsKey }),
    tags: inheritedTags(source.tags, provenanceTags(provenance)),
    sourceTags: attemptTag(destination, attempt, now),
  };
}

/** The order to remember something on a snapshot of ours. */
export function tagCommand(
  snapshot: Snapshot,
  cluster: Cluster | undefined,
  tags: Snapshot['tags'],
): TagSnapshotCommand {
  return { ...deleteCommand(snapshot, cluster), kind: 'tag-snapshot', tags };
}

/** The order to delete a snapshot; `cluster` is the one that it is of, unless that is gone. */
export function deleteCommand(
  { account, region, clusterId, arn, id }: Snapshot,
  cluster: Cluster | undefined,
): DeleteSnapshotCommand {
  const about = { account, region, cluster: cluster?.id ?? clusterId, arn };
  return { kind: 'delete-snapshot', ...about, snapshot: id };
}

function provenanceOf(
  policy: Policy,
  cluster: Cluster,
  { name }: Pick<Rule, 'name'>,
  by: Provenance['by'],
  region: string,
) {
  const { arn, resourceId } = cluster;
  const retention = retentionOf(policy, cluster, { by }, region);
  const unprotected = unprotectedText(policy, cluster);
  return {
    deployment: deploymentOf(policy),
    rule: name,
    cluster: arn,
    ...(resourceId !== undefined && { resourceId }),
    ...(retention !== undefined && { keep: keepText(retention.keep) }),
    ...(unprotected !== undefined && { unprotected }),
  };
}
