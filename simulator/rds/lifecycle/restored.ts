import type { z } from 'zod';
import type { Call } from '../../core/service.ts';
import { isUsable } from '../../kms/keys.ts';
import { keyUnusable } from '../api/errors.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { type Encryption, usableKey } from '../clusters/encryption.ts';
import type { Base } from '../clusters/volume.ts';
import { begin, type CreateParts, type commonOf, type newClusterInput } from './create-cluster.ts';
import { toNewCluster } from './new-cluster.ts';

/** The facts of a snapshot, or of a cluster, that a restore takes over. */
export interface RestoreSource
  extends Pick<Cluster, 'id' | 'backupRetention' | 'backupWindow' | 'hasDataApi'> {
  readonly port: number | undefined;
  readonly encryption: Encryption;
  /** GiB. */
  readonly size: number;
  readonly base: Base;
  /** Resource id of the source, when the restore clones its volume. */
  readonly cloneOf?: string | undefined;
}

/** Begins to make a cluster without instances, with the data of a source and the settings that restores take over. */
export function beginRestore(
  source: RestoreSource,
  {
    common,
    tags,
  }: { readonly common: ReturnType<typeof commonOf>; readonly tags: ReadonlyMap<string, string> },
  input: z.infer<typeof newClusterInput>,
  call: Call,
  parts: CreateParts,
): Record<string, unknown> {
  const wanted = {
    ...common,
    tags,
    port: common.port ?? source.port,
    backupRetention: common.backupRetention ?? source.backupRetention,
    backupWindow: common.backupWindow ?? source.backupWindow,
    encryption: restoredEncryption(source.encryption, input.KmsKeyId, call, parts),
    size: source.size,
    restored: { from: source.id, base: source.base, cloneOf: source.cloneOf },
  };
  const cluster = toNewCluster(wanted, call, parts);
  cluster.hasDataApi = parts.quirks.restoredDataApi === 'source' && source.hasDataApi === true;
  return begin(cluster, input, call, parts);
}

/**
 * The encryption of a restored volume: with the key of the call, else as before.
 *
 * @throws ServiceError `KMSKeyNotAccessibleFault`, also for the key that the source is encrypted with
 */
function restoredEncryption(
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
