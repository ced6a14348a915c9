import { DescribeDBClustersCommand, type RDSClientResolvedConfig } from '@aws-sdk/client-rds';
import { AdaptiveRetryStrategy, StandardRetryStrategy } from '@smithy/core/retry';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createScope } from '../../../shared/aws/client/clients.ts';
import { account, region } from '../builders.ts';

beforeEach(() => {
  for (const name of ['AWS_RETRY_MODE', 'AWS_MAX_ATTEMPTS', 'AWS_ENDPOINT_URL']) vi.stubEnv(name, undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

it('keeps the clients of the last 500 accounts and Regions, because those of thousands need too much memory', () => {
  const at = (n: number) => createScope({ account: String(200_000_000_000 + n), region }).clients;
  const [first, second] = [at(1), at(2)];
  for (let n = 3; n <= 500; n += 1) at(n);

  expect(at(1)).toBe(first);
  at(501);

  expect(at(1)).toBe(first);
  expect(at(2)).not.toBe(second);
});

it('makes five attempts, and slows RDS down that throttles, unless the environment says otherwise', async () => {
  const { rds: usual, cloudwatch } = createScope({ account, region: 'eu-north-1' }).clients;
  const others = await cloudwatch();
  vi.stubEnv('AWS_MAX_ATTEMPTS', '2');
  const fewer = createScope({ account, region: 'eu-west-2' }).clients.rds.config;
  vi.stubEnv('AWS_RETRY_MODE', 'standard');
  const told = createScope({ account, region: 'eu-south-1' }).clients.rds.config;

  expect(await attemptsOf(usual.config)).toEqual(['adaptive', 5]);
  expect(await attemptsOf(others.config)).toEqual(['standard', 5]);
  expect(await attemptsOf(fewer)).toEqual(['adaptive', 2]);
  expect(await attemptsOf(told)).toEqual(['standard', 2]);
});

it.each([
  ['without an answer', { name: 'TimeoutError' }, 2],
  ['whose connection is lost', { code: 'ECONNRESET' }, 5],
])('makes a call %s as often as it helps', async (_, kind, attempts) => {
  let made = 0;
  const requestHandler = {
    async handle() {
      made += 1;
      throw Object.assign(new Error('nothing came back'), kind);
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const { rds } = createScope({ account, region }, { requestHandler, credentials }).clients;

  await expect(rds.send(new DescribeDBClustersCommand({}))).rejects.toThrow('nothing came back');
  expect(made).toBe(attempts);
});

/** The mode in which a client retries, and the attempts that its strategy makes. */
async function attemptsOf({ retryStrategy }: Pick<RDSClientResolvedConfig, 'retryStrategy'>) {
  const strategy = await retryStrategy();
  if (!(strategy instanceof AdaptiveRetryStrategy || strategy instanceof StandardRetryStrategy)) return [];
  const attempts =
    strategy instanceof AdaptiveRetryStrategy ? strategy.maxAttemptsProvider() : strategy.maxAttempts();
  return [strategy.mode, await attempts];
}
