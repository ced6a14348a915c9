import type { Context } from 'aws-lambda';
import { MINUTE_MS } from '../../shared/policy/time/units.ts';
import type { FunctionHandler } from '../../shared/runtime/function/define-function.ts';
import { readWritten } from '../../shared/runtime/report/written.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';

/** One deployed function, as a schedule invokes it. */
export interface DemoFunction {
  readonly name: string;
  /** Interval of its schedule. */
  readonly everyMs: number;
  /** Throws the handler's errors. */
  invoke(): Promise<SweepResult>;
}

const TIMEOUT_MS = 120_000;

/** Minutes between two sweeps, by function. */
const everyMinutes = {
  'start-clusters': 5,
  'stop-idle-clusters': 5,
  'create-snapshots': 5,
  'toggle-activity-streams': 5,
  'scale-capacity': 5,
  'copy-snapshots': 15,
  'prune-snapshots': 15,
  'drill-restores': 5,
};

/** The real handlers. */
export async function loadFunctions(): Promise<readonly DemoFunction[]> {
  return Promise.all(Object.entries(everyMinutes).map(([name, minutes]) => loadFunction(name, minutes)));
}

/** A real handler; imported late, because it reads the environment when it loads. */
export async function loadFunction(name: string, minutes: number): Promise<DemoFunction> {
  const { handler }: { handler: FunctionHandler } = await import(`../../functions/${name}.ts`);
  const invoke = async () => readWritten(await handler({}, contextOf(name)));
  return { name, everyMs: minutes * MINUTE_MS, invoke };
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
