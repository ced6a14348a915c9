import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { invalidParameter, snapshotStatus } from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { withTags } from '../api/tags.ts';
import { usableKey } from '../clusters/encryption.ts';
import { findSnapshot } from '../snapshots/identifiers.ts';
import type { SnapshotStore } from '../snapshots/snapshot-store.ts';
import { begin, type CreateParts, commonOf, newClusterInput } from './create-cluster.ts';
import { toNewCluster } from './new-cluster.ts';

const inputSchema = newClusterInput.extend({ SnapshotIdentifier: z.string() });

/**
 * Begins to restore a snapshot as a new cluster without instances. It has a resource id of its own, and of tags those
 * that the call gives: AWS documents no others, so the quirk `restoredTags` says whether those of the snapshot come too.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
 */
export function restoreCluster(parts: CreateParts & { readonly snapshotStore: SnapshotStore }): Operation {
  const { keys, quirks, snapshotStore } = parts;
  const noTags: ReadonlyMap<string, string> = new Map();
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const snapshot = findSnapshot(snapshotStore, input.SnapshotIdentifier, call);
    const { id, status, origin, size } = snapshot;
    if (status !== 'available') throw snapshotStatus(id, status);
    const version = input.EngineVersion ?? origin.engineVersion;
    const common = commonOf(parts, { ...input, EngineVersion: version }, call);
    if (common.engine !== origin.engine) {
      throw invalidParameter(`The snapshot ${id} is of ${origin.engine}, not of ${common.engine}.`);
    }
    const { KmsKeyId } = input;
    const encryption =
      KmsKeyId === undefined
        ? snapshot.encryption
        : { type: 'sse-kms' as const, keyArn: usableKey(KmsKeyId, call, keys) };
    const carried = quirks.restoredTags === 'snapshot' ? snapshot.tags : noTags;
    const tags = withTags(carried, input.Tags);
    return begin(toNewCluster({ ...common, tags, encryption, size }, call, parts), input, call, parts);
  };
}
