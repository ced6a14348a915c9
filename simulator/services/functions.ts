import { type Call, type Service, ServiceError } from '../core/service.ts';
import type { FunctionOptions } from '../fleet/function-options.ts';

/** Functions by ARN, which may come and go. */
export type Functions = Map<string, FunctionOptions>;

/** Thrown by a function: it did not end within its time. */
export class FunctionTimeout extends Error {
  constructor(seconds: number) {
    super(`Task timed out after ${seconds.toFixed(2)} seconds`);
    this.name = 'Sandbox.Timedout';
  }
}

/**
 * Lambda, as far as Invoke, which calls functions of JavaScript.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createLambda(functions: Functions): Service {
  return {
    name: 'lambda',
    operations: {
      Invoke(input, call) {
        const { answer } = find(functions, String(input.FunctionName), call);
        const { InvocationType = 'RequestResponse' } = input;
        if (InvocationType === 'DryRun') return { StatusCode: 204 };
        const result = run(answer, readEvent(input.Payload));
        if (InvocationType === 'Event') return { StatusCode: 202 };
        return { StatusCode: 200, ExecutedVersion: '$LATEST', ...result };
      },
    },
    resources: ({ FunctionName }, call) => [toArn(String(FunctionName), call)],
  };
}

function find(functions: Functions, name: string, call: Call): FunctionOptions {
  const arn = toArn(name, call);
  const [, , , region, account = ''] = arn.split(':');
  const found = functions.get(arn);
  if (found === undefined || region !== call.region) {
    throw new ServiceError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
  }
  if (account === call.account || found.invokers?.includes(call.account)) return found;
  const what = `is not authorized to perform: lambda:InvokeFunction on resource: ${arn}`;
  throw new ServiceError('AccessDeniedException', `User: ${call.role ?? call.account} ${what}`, 403);
}

/** A name, `account:function:name` or an ARN; a version or an alias at the end does not matter. */
function toArn(name: string, { account, region }: Call): string {
  const [, owner = account, own = name] = /^(\d{12}):function:(.+)$/.exec(name) ?? [];
  const arn = name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${owner}:function:${own}`;
  return arn.split(':').slice(0, 7).join(':');
}

function readEvent(payload: unknown): unknown {
  const text = payload instanceof Uint8Array ? Buffer.from(payload).toString() : String(payload ?? '');
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ServiceError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${error}`,
    );
  }
}

function run(answer: FunctionOptions['answer'], event: unknown): Record<string, unknown> {
  try {
    return { Payload: toBytes(answer(event) ?? null) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return {
      FunctionError: 'Unhandled',
      Payload: toBytes({ errorType: name, errorMessage: message, trace: [] }),
    };
  }
}

function toBytes(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
