import {
  DeleteFunctionConcurrencyCommand,
  LambdaClient,
  type LambdaClientConfig,
  PutFunctionConcurrencyCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { deployed, functions, nameOf } from './functions.ts';
import type { Settings } from './settings.ts';

/**
 * Lets no function begin a run, whatever asks for it: schedules, RDS events, queues, people. A run that has begun goes on,
 * for the timeout at most. https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 *
 * @throws Error that names each function that can still run, and why.
 */
export function disable(settings: Settings, config: LambdaClientConfig): Promise<string> {
  return reserve(settings, config, 0);
}

/**
 * Gives the functions the concurrency that the parameters say.
 *
 * @throws Error that names each function that can't run, and why.
 */
export function enable(settings: Settings, config: LambdaClientConfig): Promise<string> {
  return reserve(settings, config, settings.reservedConcurrency);
}

/** Undefined: none is reserved, so that all of the account's is there to use. */
async function reserve(
  settings: Settings,
  config: LambdaClientConfig,
  concurrency: number | undefined,
): Promise<string> {
  const lambda = new LambdaClient(config);
  const names = functions.map((fn) => nameOf(settings, fn));
  const expected = deployed(settings).map((fn) => nameOf(settings, fn));
  const results = await Promise.allSettled(names.map((name) => reserveFor(lambda, name, concurrency)));
  const failed = results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ name: names[index] ?? '', reason: result.reason }] : [],
  );
  // A function that these parameters leave out may still be there from an earlier deployment.
  const faults = failed.filter(({ name, reason }) => expected.includes(name) || !isMissing(reason));
  if (faults.length > 0)
    throw new Error(faults.map(({ name, reason }) => `${name}: ${String(reason)}`).join('\n'));
  return `reserved concurrency of ${names.length - failed.length} functions: ${concurrency ?? 'none'}`;
}

function isMissing(reason: unknown): boolean {
  return reason instanceof ResourceNotFoundException;
}

function reserveFor(lambda: LambdaClient, name: string, concurrency: number | undefined): Promise<unknown> {
  const fn = { FunctionName: name };
  return concurrency === undefined
    ? lambda.send(new DeleteFunctionConcurrencyCommand(fn))
    : lambda.send(new PutFunctionConcurrencyCommand({ ...fn, ReservedConcurrentExecutions: concurrency }));
}
