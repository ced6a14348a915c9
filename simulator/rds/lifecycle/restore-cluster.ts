import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { engineOf } from '../../fleet/engines.ts';
import { earlierThanSnapshot, invalidParameter, snapshotStatus } from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { withTags } from '../api/tags.ts';
import { findSnapshot } from '../snapshots/identifiers.ts';
import type { SnapshotStore } from '../snapshots/snapshot-store.ts';
import { type CreateParts, commonOf, newClusterInput } from './create-cluster.ts';
import { beginRestore } from './restored.ts';

const inputSchema = newClusterInput.extend({ SnapshotIdentifier: z.string() });

/**
 * Begins to restore a snapshot as a new cluster without instances. It has a resource id of its own, and of tags those
 * that the call gives: AWS documents no others, so the quirk `restoredTags` says whether those of the snapshot come too.
 * Port and backup settings are those of the snapshot, everything else that the call leaves out is a default.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
 */
export function restoreCluster(parts: CreateParts & { readonly snapshotStore: SnapshotStore }): Operation {
  const { quirks, snapshotStore } = parts;
  const noTags: ReadonlyMap<string, string> = new Map();
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const snapshot = findSnapshot(snapshotStore, input.SnapshotIdentifier, call);
    const { id, status, origin, size, encryption } = snapshot;
    if (status !== 'available') throw snapshotStatus(id, status);
    const usual = quirks.restoredVersion === 'snapshot' ? undefined : engineOf(input.Engine)?.version;
    const version = input.EngineVersion ?? usual ?? origin.engineVersion;
    const common = commonOf(parts, { ...input, EngineVersion: version }, call);
    if (common.engine !== origin.engine) {
      throw invalidParameter(`The snapshot ${id} is of ${origin.engine}, not of ${common.engine}.`);
    }
    if (isEarlier(version, origin.engineVersion)) throw earlierThanSnapshot(version, origin.engineVersion);
    const base = { volume: origin.volume, time: origin.takenAt };
    const source = { ...origin, port: origin.port, encryption, size, base };
    const tags = withTags(quirks.restoredTags === 'snapshot' ? snapshot.tags : noTags, input.Tags);
    return beginRestore(source, { common, tags }, input, call, parts);
  };
}

function isEarlier(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}
