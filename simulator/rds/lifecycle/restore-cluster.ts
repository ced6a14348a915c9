import { z } from 'zod';
import type { Call, Operation } from '../../core/service.ts';
import { engineOf } from '../../fleet/engines.ts';
import { isUsable } from '../../kms/keys.ts';
import { earlierThanSnapshot, invalidParameter, keyUnusable, snapshotStatus } from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { withTags } from '../api/tags.ts';
import { type Encryption, usableKey } from '../clusters/encryption.ts';
import { findSnapshot } from '../snapshots/identifiers.ts';
import type { SnapshotStore } from '../snapshots/snapshot-store.ts';
import { begin, type CreateParts, commonOf, newClusterInput } from './create-cluster.ts';
import { toNewCluster } from './new-cluster.ts';

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
    const { id, status, origin, size } = snapshot;
    if (status !== 'available') throw snapshotStatus(id, status);
    const usual = quirks.restoredVersion === 'snapshot' ? undefined : engineOf(input.Engine)?.version;
    const version = input.EngineVersion ?? usual ?? origin.engineVersion;
    const common = commonOf(parts, { ...input, EngineVersion: version }, call);
    if (common.engine !== origin.engine) {
      throw invalidParameter(`The snapshot ${id} is of ${origin.engine}, not of ${common.engine}.`);
    }
    if (isEarlier(version, origin.engineVersion)) throw earlierThanSnapshot(version, origin.engineVersion);
    const wanted = {
      ...common,
      port: common.port ?? origin.port,
      backupRetention: common.backupRetention ?? origin.backupRetention,
      backupWindow: common.backupWindow ?? origin.backupWindow,
      encryption: restoredEncryption(snapshot.encryption, input.KmsKeyId, call, parts),
      tags: withTags(quirks.restoredTags === 'snapshot' ? snapshot.tags : noTags, input.Tags),
      size,
      restored: { from: origin.id, base: { volume: origin.volume, time: origin.takenAt } },
    };
    const cluster = toNewCluster(wanted, call, parts);
    cluster.hasDataApi = quirks.restoredDataApi === 'source' && origin.hasDataApi === true;
    return begin(cluster, input, call, parts);
  };
}

/**
 * The encryption of a restored volume: with the key of the call, else as before.
 *
 * @throws ServiceError `KMSKeyNotAccessibleFault`, also for the key that the source is encrypted with
 */
export function restoredEncryption(
  source: Encryption,
  wanted: string | undefined,
  call: Call,
  { keys, quirks }: Pick<CreateParts, 'keys' | 'quirks'>,
): Encryption {
  if (source.type === 'sse-kms' && !keys.named(source.keyArn).some(isUsable)) {
    throw keyUnusable('Source', source.keyArn);
  }
  if (wanted !== undefined) return { type: 'sse-kms', keyArn: usableKey(wanted, call, keys) };
  return source.type === 'none' && quirks.restoredEncryption === 'aws' ? { type: 'sse-rds' } : source;
}

function isEarlier(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}
