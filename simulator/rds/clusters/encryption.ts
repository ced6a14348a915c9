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

/** What `none`, `aws` or an alias means in a place; a fleet file that has been checked has the key. */
export function toEncryption(text: string, place: Pick<Call, 'account' | 'region'>, keys: Keys): Encryption {
  const key = keys.find(text, place);
  if (key !== undefined) return { type: 'sse-kms', keyArn: key.arn };
  return { type: text === 'none' ? 'none' : 'sse-rds' };
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

/** As clusters and snapshots tell it. */
export function toEncryptionShape(encryption: Encryption): Shape {
  return {
    StorageEncrypted: encryption.type !== 'none',
    StorageEncryptionType: encryption.type,
    ...(encryption.type === 'sse-kms' && { KmsKeyId: encryption.keyArn }),
  };
}
