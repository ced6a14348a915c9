import type { Call } from '../core/service.ts';
import { uuidOf } from '../fleet/resolve.ts';
import type { Keys } from '../kms/keys.ts';
import { invalidCombination } from './api/errors.ts';
import { shortHash } from './clusters/build-cluster.ts';
import type { Cluster } from './clusters/cluster.ts';
import { usableKey } from './clusters/encryption.ts';

/** How a call wants the master password to be kept. */
export interface WantedSecret {
  readonly ManageMasterUserPassword?: boolean | undefined;
  readonly MasterUserSecretKmsKeyId?: string | undefined;
}

/**
 * The secret in which RDS will keep the master password; undefined when nothing changes. A restored cluster gets a
 * secret of its own.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
 * @throws ServiceError `InvalidParameterCombination`, `KMSKeyNotAccessibleFault`
 */
export function newSecret(
  cluster: Cluster,
  { ManageMasterUserPassword: isManaged, MasterUserSecretKmsKeyId: key }: WantedSecret,
  call: Call,
  keys: Keys,
): { readonly arn: string; readonly keyArn: string } | undefined {
  const { engine, globalId, secret, account, region, resourceId } = cluster;
  if (isManaged === undefined && key === undefined) return undefined;
  if (isManaged === false && secret === undefined) return undefined;
  if (isManaged !== true && secret === undefined) {
    throw invalidCombination('MasterUserSecretKmsKeyId needs ManageMasterUserPassword.');
  }
  if (isManaged === false) {
    throw invalidCombination(
      'You must specify MasterUserPassword when you disable ManageMasterUserPassword.',
    );
  }
  if (engine === 'neptune') {
    throw invalidCombination(`ManageMasterUserPassword is not supported for engine ${engine}.`);
  }
  if (globalId !== undefined) {
    throw invalidCombination(`ManageMasterUserPassword is not supported for members of a global database.`);
  }
  const keyArn = usableKey(key ?? 'alias/aws/secretsmanager', call, keys);
  if (secret?.keyArn === keyArn) return undefined;
  const name = `rds!cluster-${uuidOf(resourceId)}-${shortHash(`${resourceId} secret`, 6)}`;
  return { arn: `arn:aws:secretsmanager:${region}:${account}:secret:${name}`, keyArn };
}
