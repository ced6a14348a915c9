import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { snapshotArn } from '../api/arn.ts';
import { clusterNotAvailable, snapshotExists } from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { tagList, withTags } from '../api/tags.ts';
import { findCluster } from '../clusters/identifiers.ts';
import type { Store } from '../clusters/store.ts';
import { readSnapshotId } from './identifiers.ts';
import type { SnapshotQuotas } from './snapshot-quotas.ts';
import { toDBClusterSnapshot } from './snapshot-shape.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Snapshots } from './snapshots.ts';

const inputSchema = z.object({
  DBClusterIdentifier: z.string(),
  DBClusterSnapshotIdentifier: z.string(),
  Tags: tagList.default([]),
});

/**
 * Begins to take a manual snapshot of a cluster, which has to be available.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterSnapshot.html
 */
export function createSnapshot(parts: {
  readonly store: Store;
  readonly snapshotStore: SnapshotStore;
  readonly snapshots: Snapshots;
  readonly quotas: SnapshotQuotas;
}): Operation {
  const { store, snapshotStore, snapshots, quotas } = parts;
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const id = readSnapshotId('DBClusterSnapshotIdentifier', input.DBClusterSnapshotIdentifier);
    const cluster = findCluster(store, input.DBClusterIdentifier, call);
    const tags = withTags(cluster.copyTagsToSnapshot ? cluster.tags : new Map(), input.Tags);
    if (snapshotStore.find(snapshotArn(call.account, call.region, id)) !== undefined)
      throw snapshotExists(id);
    if (cluster.statuses.current().status !== 'available') throw clusterNotAvailable(cluster.id);
    quotas.checkSnapshots(call);
    const snapshot = snapshots.create(cluster, 'manual', { id, tags });
    return { DBClusterSnapshot: toDBClusterSnapshot(snapshot, call.now) };
  };
}
