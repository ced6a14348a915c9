import type { Call } from '../../core/service.ts';
import { isUsable, type Keys } from '../../kms/keys.ts';
import { invalidCombination, invalidParameter, keyUnusable } from '../api/errors.ts';
import { type Encryption, usableKey } from '../clusters/encryption.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * How the copy of a snapshot is encrypted: as its source, or with a key that its Region has. The texts are those that
 * have been seen; AWS does not document the code for a key that an unencrypted snapshot has no use for.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBClusterSnapshot.html
 * @throws ServiceError `InvalidParameterValue`, `InvalidParameterCombination`, `KMSKeyNotAccessibleFault`
 */
export function encryptCopy(source: Snapshot, keyId: string | undefined, call: Call, keys: Keys): Encryption {
  const { encryption, region, type } = source;
  if (encryption.type === 'none') {
    if (keyId === undefined) return encryption;
    throw invalidCombination('KmsKeyId cannot be specified for a copy of an unencrypted snapshot.');
  }
  checkSourceKey(source, keys);
  if (keyId !== undefined) return { type: 'sse-kms', keyArn: usableKey(keyId, call, keys) };
  if (region !== call.region) {
    throw invalidParameter('Must specify new KMS key for cross region encrypted snapshot copy.');
  }
  if (type !== 'shared' && type !== 'public') return encryption;
  throw invalidParameter('Must specify a KMS key to copy an encrypted snapshot that is shared.');
}

/** A key that the fleet does not have, for a copy from another account, is left to its owner. */
function checkSourceKey({ encryption, account, region }: Snapshot, keys: Keys): void {
  if (encryption.type !== 'sse-kms') return;
  const key = keys.find(encryption.keyArn, { account, region });
  if (key !== undefined && !isUsable(key)) throw keyUnusable('The source snapshot', encryption.keyArn);
}
