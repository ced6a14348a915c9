import type { Context } from 'aws-lambda';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';

/** One deployed function, as a schedule invokes it. */
export interface DemoFunction {
  readonly name: string;
  /** Of its schedule. */
  readonly everyMs: number;
  /** Throws what the handler throws. */
  invoke(): Promise<SweepResult>;
}

const TIMEOUT_MS = 120_000;
const MINUTE_MS = 60_000;

/** The real handlers, imported only now that the environment is theirs. */
export async function loadFunctions(): Promise<readonly DemoFunction[]> {
  const start = await import('../../functions/start-clusters.ts');
  const stop = await import('../../functions/stop-idle-clusters.ts');
  const create = await import('../../functions/create-snapshots.ts');
  const copy = await import('../../functions/copy-snapshots.ts');
  const prune = await import('../../functions/prune-snapshots.ts');
  const toggle = await import('../../functions/toggle-activity-streams.ts');
  const scale = await import('../../functions/scale-capacity.ts');
  return [
    ...[start, stop, create, toggle, scale].map((one) => ({ ...one, everyMs: 5 * MINUTE_MS })),
    ...[copy, prune].map((one) => ({ ...one, everyMs: 15 * MINUTE_MS })),
  ].map(({ recipe: { name }, handler, everyMs }) => ({
    name,
    everyMs,
    async invoke() {
      const answer = await handler({}, contextOf(name));
      if ('problems' in answer) throw new TypeError(`${name} refused an empty payload`);
      return answer;
    },
  }));
}

function contextOf(functionName: string): Context {
  const began = Date.now();
  const ended = () => {};
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-central-1:111122223333:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: crypto.randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'demo',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => TIMEOUT_MS - (Date.now() - began),
    done: ended,
    fail: ended,
    succeed: ended,
  };
}
