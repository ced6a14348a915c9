import { type GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readKeys, readSecret } from '../../../examples/chat/keys.ts';

/** Secrets by id and stage. */
let secrets: Record<string, string> = {};
let asked = 0;

async function answer({ input: { SecretId, VersionStage } }: GetSecretValueCommand) {
  asked += 1;
  const SecretString = secrets[`${SecretId} ${VersionStage}`];
  if (SecretString !== undefined) return { SecretString };
  throw Object.assign(new Error('none'), { name: 'ResourceNotFoundException' });
}

beforeEach(() => {
  [secrets, asked] = [{}, 0];
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
  vi.spyOn(SecretsManagerClient.prototype, 'send').mockImplementation(answer as never);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a key that was replaced stays good, and both are read again after five minutes', async () => {
  secrets = { 'a AWSCURRENT': 'one' };
  expect(await readKeys('a')).toEqual(['one', '']);

  secrets = { 'a AWSCURRENT': 'two', 'a AWSPREVIOUS': 'one' };
  vi.setSystemTime(4 * 60_000);
  expect(await readKeys('a')).toEqual(['one', '']);
  expect(asked).toBe(2);
  vi.setSystemTime(6 * 60_000);
  expect(await readKeys('a')).toEqual(['two', 'one']);
});

test('a secret that is missing is an error, and is asked for again', async () => {
  await expect(readSecret('b')).rejects.toThrow('none');
  secrets = { 'b AWSCURRENT': 'there' };

  expect(await readSecret('b')).toBe('there');
});
