import { z } from 'zod';
import type { Call, Operation } from '../../core/service.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import { snapshotArn } from '../api/arn.ts';
import {
  clusterInGlobal,
  clusterNotEmpty,
  clusterProtected,
  clusterState,
  invalidCombination,
  snapshotExists,
} from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { toDBCluster } from '../clusters/cluster-shape.ts';
import { findCluster } from '../clusters/identifiers.ts';
import type { Store } from '../clusters/store.ts';
import { readSnapshotId } from '../snapshots/identifiers.ts';
import type { SnapshotQuotas } from '../snapshots/snapshot-quotas.ts';
import type { SnapshotStore } from '../snapshots/snapshot-store.ts';
import type { Snapshots } from '../snapshots/snapshots.ts';
import type { Lifecycle } from './lifecycle.ts';

const inputSchema = z.object({
  DBClusterIdentifier: z.string(),
  SkipFinalSnapshot: z.boolean().default(false),
  FinalDBSnapshotIdentifier: z.string().optional(),
  DeleteAutomatedBackups: z.boolean().default(true),
});
type Input = z.infer<typeof inputSchema>;

interface Parts {
  readonly store: Store;
  readonly snapshotStore: SnapshotStore;
  readonly snapshots: Snapshots;
  readonly quotas: SnapshotQuotas;
  readonly lifecycle: Lifecycle;
  readonly quirks: Quirks;
}

/**
 * Begins to delete a cluster whose instances are gone, after a last snapshot when one is asked for. Its other manual
 * snapshots stay.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html
 */
export function deleteCluster(parts: Parts): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const cluster = findCluster(parts.store, input.DBClusterIdentifier, call);
    guardDelete(cluster, parts.quirks);
    takeFinalSnapshot(cluster, input, call, parts);
    const before = cluster.statuses.current();
    parts.lifecycle.delete(cluster, input.DeleteAutomatedBackups ? 'deleted' : 'kept', 'begin');
    const shown = parts.quirks.deleteAnswer === 'before' ? before : cluster.statuses.current();
    return { DBCluster: toDBCluster(cluster, shown, call.now) };
  };
}

/** Whether neither a cluster nor an instance can be deleted in a status. */
export function isUndeletable(status: string, { deleteWhileCreating }: Quirks): boolean {
  if (status === 'creating') return deleteWhileCreating === 'refused';
  return ['deleting', 'stopped', 'stopping', 'starting'].includes(status);
}

/** The texts are those that have been seen. */
function guardDelete({ id, isProtected, globalId, members, statuses }: Cluster, quirks: Quirks): void {
  if (isProtected) throw clusterProtected();
  if (globalId !== undefined) throw clusterInGlobal();
  const { status } = statuses.current();
  if (isUndeletable(status, quirks)) throw clusterState(id, status, ['available']);
  if (members.some((member) => member.status !== 'deleting')) throw clusterNotEmpty();
}

function takeFinalSnapshot(
  cluster: Cluster,
  { SkipFinalSnapshot, FinalDBSnapshotIdentifier: wanted }: Input,
  call: Call,
  { snapshotStore, snapshots, quotas }: Parts,
): void {
  if (wanted === undefined) {
    if (SkipFinalSnapshot) return;
    throw invalidCombination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.');
  }
  if (SkipFinalSnapshot) {
    throw invalidCombination('FinalDBSnapshotIdentifier cannot be specified with SkipFinalSnapshot.');
  }
  const id = readSnapshotId('FinalDBSnapshotIdentifier', wanted);
  if (snapshotStore.find(snapshotArn(call.account, call.region, id)) !== undefined) throw snapshotExists(id);
  quotas.checkSnapshots(call);
  const tags = new Map(cluster.copyTagsToSnapshot ? cluster.tags : []);
  snapshots.create(cluster, 'manual', { id, tags });
}
