import type { DBClusterSnapshot } from '@aws-sdk/client-rds';
import type { Call } from '../../core/service.ts';
import { isUsable, type Keys } from '../../kms/keys.ts';
import { keyUnusable } from '../api/errors.ts';

/**
 * How a volume or a snapshot is encrypted: not at all, with a key that AWS owns, or with a KMS key.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
 */
export type Encryption =
  | { readonly type: 'none' | 'sse-rds' }
  | { readonly type: 'sse-kms'; readonly keyArn: string };

/**
 * The meaning of `none`, `aws` or an alias in a place; a checked fleet file has the key. Where AWS has no key
 * of its own for an engine, its managed key of the account stands in.
 */
export function toEncryption(text: string, place: EncryptedPlace, keys: Keys): Encryption {
  const isManaged = text === 'aws' && !hasAwsOwnedKeys(place.engine);
  const key = keys.find(isManaged ? 'alias/aws/rds' : text, place);
  if (key !== undefined) return { type: 'sse-kms', keyArn: key.arn };
  return { type: text === 'none' ? 'none' : 'sse-rds' };
}

interface EncryptedPlace extends Pick<Call, 'account' | 'region'> {
  readonly engine: string;
}

/**
 * The ARN of a key, given by any of its names, that RDS can encrypt with.
 *
 * @throws ServiceError `KMSKeyNotAccessibleFault`
 */
export function usableKey(keyId: string, place: Pick<Call, 'account' | 'region'>, keys: Keys): string {
  const key = keys.find(keyId, place);
  if (key === undefined || !isUsable(key)) throw keyUnusable('Specified', keyId);
  return key.arn;
}

type Shape = Pick<DBClusterSnapshot, 'StorageEncrypted' | 'StorageEncryptionType' | 'KmsKeyId'>;

/**
 * As clusters, instances and snapshots report it: with a key that AWS owns, StorageEncrypted is false and the type says
 * that it is encrypted all the same. Neptune and DocumentDB have no such type.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
 */
export function toEncryptionShape({ engine, encryption }: Encrypted): Shape {
  return {
    StorageEncrypted: encryption.type === 'sse-kms',
    ...(engine !== 'neptune' && engine !== 'docdb' && { StorageEncryptionType: encryption.type }),
    ...(encryption.type === 'sse-kms' && { KmsKeyId: encryption.keyArn }),
  };
}

interface Encrypted {
  readonly engine: string;
  readonly encryption: Encryption;
}

function hasAwsOwnedKeys(engine: string): boolean {
  return engine.startsWith('aurora-');
}
