import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { snapshotNotFound, snapshotState, snapshotStatus } from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { findSnapshot } from './identifiers.ts';
import { toDBClusterSnapshot } from './snapshot-shape.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Snapshots } from './snapshots.ts';

const inputSchema = z.object({ DBClusterSnapshotIdentifier: z.string() });

const deletable = ['available', 'failed', 'copying'];

/**
 * Deletes a manual snapshot, or cancels a copy in flight; answers with the status that it had before.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBClusterSnapshot.html
 */
export function deleteSnapshot(parts: {
  readonly snapshotStore: SnapshotStore;
  readonly snapshots: Snapshots;
}): Operation {
  return (raw, call) => {
    const identifier = readInput(inputSchema, raw).DBClusterSnapshotIdentifier;
    const snapshot = findSnapshot(parts.snapshotStore, identifier, call);
    const { id, type, status } = snapshot;
    if (type === 'shared' || type === 'public') throw snapshotNotFound(identifier);
    if (type !== 'manual') throw snapshotState('Only manual snapshots may be deleted.');
    if (!deletable.includes(status)) throw snapshotStatus(id, status, deletable.join(','));
    const DBClusterSnapshot = toDBClusterSnapshot(snapshot, call.now);
    parts.snapshots.remove(snapshot);
    return { DBClusterSnapshot };
  };
}
