import type { KeyMetadata } from '@aws-sdk/client-kms';
import { type Call, type Service, ServiceError } from '../core/service.ts';
import { aliasArn, type Key, type Keys, keyArn } from './keys.ts';

const dayMs = 86_400_000;

/**
 * KMS, as far as DescribeKey: by id, ARN, alias or ARN of an alias. A key of another Region is not found.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export function createKmsService(keys: Keys): Service {
  return {
    name: 'kms',
    operations: {
      DescribeKey({ KeyId }, call) {
        const key = keys.find(String(KeyId), call);
        if (key === undefined) throw notFound(String(KeyId), call);
        if (key.policy === 'denied') throw denied(key, call);
        return { KeyMetadata: toMetadata(key, call.now) };
      },
    },
    resources: ({ KeyId }, call) => [keys.find(String(KeyId), call)?.arn ?? keyArn(call, '*')],
  };
}

const keyIds = /^(mrk-[\da-f]{32}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/;

function notFound(name: string, call: Call): ServiceError {
  return new ServiceError('NotFoundException', notFoundMessage(name, call));
}

/** The texts that have been seen: each kind of name has one of its own. */
function notFoundMessage(name: string, call: Call): string {
  const [, , , region, , resource = ''] = name.split(':');
  if (name.startsWith('arn:') && region !== call.region) return `Invalid arn ${region}`;
  if (resource.startsWith('alias/')) return `Alias ${name} is not found.`;
  if (name.startsWith('arn:')) return `Key '${name}' does not exist`;
  if (name.startsWith('alias/')) return `Alias ${aliasArn(call, name)} is not found.`;
  return keyIds.test(name) ? `Key '${keyArn(call, name)}' does not exist` : `Invalid keyId ${name}`;
}

function denied({ arn }: Key, { account, role }: Call): ServiceError {
  const caller = role ?? `arn:aws:iam::${account}:user/simulator`;
  const what = `is not authorized to perform: kms:DescribeKey on resource: ${arn}`;
  const why = 'because no resource-based policy allows the kms:DescribeKey action';
  return new ServiceError('AccessDeniedException', `User: ${caller} ${what} ${why}`);
}

function toMetadata(key: Key, now: number): KeyMetadata {
  const { id, arn, account, alias, state, spec, usage } = key;
  return {
    AWSAccountId: account,
    KeyId: id,
    Arn: arn,
    CreationDate: new Date(0),
    Enabled: state === 'Enabled',
    Description: '',
    KeyUsage: usage,
    KeyState: state,
    Origin: 'AWS_KMS',
    KeyManager: alias.startsWith('alias/aws/') ? 'AWS' : 'CUSTOMER',
    CustomerMasterKeySpec: spec,
    KeySpec: spec,
    MultiRegion: id.startsWith('mrk-'),
    ...(usage === 'ENCRYPT_DECRYPT' && {
      EncryptionAlgorithms: [spec === 'SYMMETRIC_DEFAULT' ? 'SYMMETRIC_DEFAULT' : 'RSAES_OAEP_SHA_256'],
    }),
    ...(state === 'PendingDeletion' && { DeletionDate: new Date(now + 7 * dayMs) }),
  };
}
