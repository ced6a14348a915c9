import type { KeyMetadata } from '@aws-sdk/client-kms';
import pMap from 'p-map';
import { defined } from '../../defined.ts';
import type { StreamKey } from '../../policy/streams/stream.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { classify } from '../client/faults.ts';
import { UnreadableAnswer } from '../client/readable-answer.ts';
import { required } from '../client/unexpected-answer.ts';

const KEYS_AT_ONCE = 4;

/**
 * Whether RDS can encrypt with a key of the scope's Region, named by alias, id or ARN. A key that somebody has to fix
 * is an answer; throws when KMS can't describe it now.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export async function readKey(scope: AwsScope, key: string): Promise<StreamKey> {
  try {
    const { DescribeKeyCommand } = await import('../client/sdk/kms.ts');
    const { KeyMetadata } = await (await scope.clients.kms()).send(
      new DescribeKeyCommand({ KeyId: key }),
      sendOptions(scope),
    );
    return toStreamKey(required(KeyMetadata, 'KeyMetadata', key), key, scope.region);
  } catch (error) {
    const fault = classify(error);
    // NotFoundException, InvalidArnException and AccessDeniedException stay so until somebody changes something.
    const isAnswer = fault?.name !== 'UnexpectedAnswer' && !(error instanceof UnreadableAnswer);
    if (fault?.kind !== 'fatal' || !isAnswer) throw error;
    return { usable: false, detail: `${key} in ${scope.region}: ${fault.message}` };
  }
}

/** The states of keys by name, without those that KMS can't describe now, and why. */
export interface ReadKeys {
  readonly keys: Readonly<Record<string, StreamKey>>;
  readonly unread?: { readonly name: string; readonly message: string };
}

/** Reads keys of the scope's Region. One that KMS can't describe now decides nothing about what needs another. */
export async function readKeys(scope: AwsScope, names: readonly string[]): Promise<ReadKeys> {
  const read = await pMap(names, async (name) => readOrFault(scope, name), { concurrency: KEYS_AT_ONCE });
  const faults = read.flatMap(({ name, fault }) => (fault ? [{ ...fault, key: name }] : []));
  const [first] = faults;
  const message = faults.map(({ key, message: why }) => `${key} in ${scope.region}: ${why}`).join('; ');
  return {
    keys: Object.fromEntries(read.flatMap(({ name, state }) => (state ? [[name, state]] : []))),
    ...defined({ unread: first && { name: first.name, message } }),
  };
}

async function readOrFault(scope: AwsScope, name: string) {
  try {
    return { name, state: await readKey(scope, name) };
  } catch (error) {
    const fault = classify(error);
    // A bug, or no time left, is about every key.
    if (fault === undefined || scope.signal?.aborted) throw error;
    return { name, fault };
  }
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html */
function toStreamKey(described: KeyMetadata, key: string, region: string): StreamKey {
  const { KeyState: state, KeySpec: spec, KeyUsage: usage, KeyManager: manager } = described;
  const unusable = (what: string, remedy: string): StreamKey => ({
    usable: false,
    detail: `${key} in ${region} ${what}; ${remedy}`,
    remedy,
  });
  if (state !== 'Enabled') return unusable(`is ${state}`, 'enable it, or name another key');
  if (spec !== 'SYMMETRIC_DEFAULT') {
    return unusable(`is of spec ${spec}`, 'name a symmetric key: RDS takes no other');
  }
  if (usage !== 'ENCRYPT_DECRYPT') return unusable(`is for ${usage}`, 'name one for ENCRYPT_DECRYPT');
  const arn = required(described.Arn, 'the Arn of the key', key);
  return { usable: true, arn, ...(manager === 'AWS' && { awsManaged: true }) };
}
