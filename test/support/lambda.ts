import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from './cloudformation.ts';
import { type PackagedFunction, unpack } from './packaged.ts';
import { queuesAt } from './packaged-queues.ts';
import { type Invocation, startRuntimeApi } from './runtime-api.ts';

/** A function that runs in the runtime client as on Lambda, in a process and a folder of its own. */
export interface RunningFunction {
  invoke(event: unknown, timeoutMs?: number): Promise<Invocation>;
  /** All it has written so far. */
  log(): string;
  /** The id of its process; undefined when that could not be started. */
  readonly pid: number | undefined;
  stop(): void;
}

export interface BootOptions {
  /** Where all of AWS is. */
  readonly endpoint: string;
  /** Text for the policy file; absent: the packaged one. */
  readonly policy?: string;
  /** On top of what the template says. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The ARN that Lambda gives in the context; absent: the one in the template. */
  readonly functionArn?: string;
}

/** The access key that a function signs with, so that its calls can be told from another's. */
export function accessKeyOf({ name }: Pick<PackagedFunction, 'name'>): string {
  return `AKIA${name.toUpperCase()}`;
}

/**
 * Unpacks a function and starts it; resolves when it asks for its first event.
 *
 * @throws what the function says went wrong at start, or with its log when it ends instead.
 */
export async function boot(fn: PackagedFunction, options: BootOptions): Promise<RunningFunction> {
  const root = unpack(fn);
  if (options.policy !== undefined) writeFileSync(join(root, 'policy.yml'), options.policy);
  const api = await startRuntimeApi(options.functionArn ?? fn.arn);
  const child = spawn(process.execPath, [ricEntry(), fn.handler], {
    cwd: root,
    env: {
      ...lambdaEnvironment(fn, root, api.address),
      AWS_ENDPOINT_URL: options.endpoint,
      ...queuesAt(options.endpoint, fn.environment),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      log += data;
    });
  }
  child.on('error', (error) => api.close(error));
  child.on('close', (code) => {
    rmSync(root, { recursive: true, force: true });
    api.close(new Error(`${fn.name} ended with ${code}:\n${log}`));
  });
  const stop = (): void => {
    child.kill();
  };
  try {
    await api.ready;
  } catch (error) {
    stop();
    throw error;
  }
  return { invoke: api.invoke, log: () => log, pid: child.pid, stop };
}

function ricEntry(): string {
  const entry = process.env.LAMBDA_RIC;
  if (entry === undefined) throw new Error('LAMBDA_RIC is not set: run npm run test:lambda');
  return entry;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function lambdaEnvironment(fn: PackagedFunction, root: string, api: string): Record<string, string> {
  return {
    _HANDLER: fn.handler,
    AWS_ACCESS_KEY_ID: accessKeyOf(fn),
    AWS_DEFAULT_REGION: home.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: fn.arn.split(':').at(-1) ?? '',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'test',
    AWS_LAMBDA_RUNTIME_API: api,
    AWS_REGION: home.region,
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_SESSION_TOKEN: 'any',
    LAMBDA_TASK_ROOT: root,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...fn.environment,
  };
}
