import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { MINUTE_MS } from '../../shared/policy/time/units.ts';

/** How long a value is used before it is read again, and a change of it may go unnoticed. */
const KEPT_MS = 5 * MINUTE_MS;

interface Kept {
  readonly at: number;
  readonly value: Promise<string>;
}

const kept = new Map<string, Kept>();
let client: SecretsManagerClient | undefined;

/** The value of a secret. */
export function readSecret(id: string): Promise<string> {
  return read(id, 'AWSCURRENT');
}

/**
 * The keys with which links may be signed, the present one first. A key that was replaced stays good for the links that it has
 * signed, until the next one is replaced. The second is empty where no key was replaced.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version
 */
export function readKeys(id: string): Promise<string[]> {
  return Promise.all([read(id, 'AWSCURRENT'), read(id, 'AWSPREVIOUS')]);
}

async function read(id: string, stage: string): Promise<string> {
  const key = `${id} ${stage}`;
  const known = kept.get(key);
  if (known !== undefined && Date.now() - known.at < KEPT_MS) return known.value;
  const value = ask(id, stage);
  kept.set(key, { at: Date.now(), value });
  value.catch(() => kept.delete(key));
  return value;
}

async function ask(id: string, stage: string): Promise<string> {
  client ??= new SecretsManagerClient({});
  try {
    const command = new GetSecretValueCommand({ SecretId: id, VersionStage: stage });
    const { SecretString = '' } = await client.send(command);
    return SecretString;
  } catch (error) {
    const isNone = error instanceof Error && error.name === 'ResourceNotFoundException';
    if (isNone && stage === 'AWSPREVIOUS') return '';
    throw error;
  }
}
