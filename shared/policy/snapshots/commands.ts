import { defined } from '../../defined.ts';
import type { Cluster } from '../model/cluster.ts';
import {
  type CopySnapshotCommand,
  type CreateSnapshotCommand,
  type DeleteSnapshotCommand,
  type TagSnapshotCommand,
  toCluster,
} from '../model/command.ts';
import type { Policy, Rule } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EpochMs } from '../time/units.ts';
import { attemptTags, type CopyAttempts } from './copy-attempts.ts';
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
  const provenance: Created = { by, ...provenanceOf(policy, cluster, rule, by, cluster.region), due };
  return {
    kind: 'create-snapshot',
    ...toCluster(cluster),
    snapshot: identifierOf(cluster.id, provenance),
    tags: provenanceTags(provenance),
  };
}

/** A copy to make. */
export interface CopyOrder {
  readonly source: Snapshot;
  readonly cluster: Cluster;
  readonly rule: Pick<Rule, 'name'>;
  /** The destination Region. */
  readonly region: string;
  /** An ARN; absent for what is not encrypted. */
  readonly kmsKey?: string;
  readonly attempts: CopyAttempts;
  /** Identifiers of the snapshots in the destination. */
  readonly taken: ReadonlySet<string>;
}

/**
 * The order for one more attempt at a copy. Its identifier is the same until the destination shows that the one before
 * has failed, so AWS refuses a second copy by whoever asks again too early.
 */
export function copyCommand(policy: Policy, order: CopyOrder, now: EpochMs): CopySnapshotCommand {
  const { source, cluster, rule, region, kmsKey, attempts, taken } = order;
  const provenance: Copied = {
    by: 'copy-snapshots',
    ...provenanceOf(policy, cluster, rule, 'copy-snapshots', region),
    source: source.arn,
    sourceTime: source.createdAt,
  };
  return {
    kind: 'copy-snapshot',
    account: source.account,
    region,
    cluster: cluster.id,
    arn: source.arn,
    sourceRegion: source.region,
    snapshot: freeIdentifier(cluster.id, provenance, region, taken),
    ...defined({ kmsKey }),
    tags: inheritedTags(source.tags, provenanceTags(provenance)),
    ...attemptTags(attempts, region, now),
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

/** The first identifier of a copy that no snapshot of the destination has: a failed copy keeps its own. */
function freeIdentifier(
  cluster: string,
  provenance: Copied,
  destination: string,
  taken: ReadonlySet<string>,
): string {
  let id = '';
  for (let attempt = 1; attempt <= MAX_COUNTED_ATTEMPTS; attempt += 1) {
    id = identifierOf(cluster, provenance, { destination, attempt });
    if (!taken.has(id)) break;
  }
  return id;
}

/** The order to delete a snapshot; `cluster` is the one that it was taken of, unless that is gone. */
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
    ...defined({ resourceId, keep: retention && keepText(retention.keep), unprotected }),
  };
}
