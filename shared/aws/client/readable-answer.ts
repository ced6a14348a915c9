import { buffer } from 'node:stream/consumers';
import type { HandlerExecutionContext, MiddlewareStack } from '@smithy/types';

/** An answer that is not AWS's, such as a proxy's page of HTML. The SDK reads it as an error without name, or as nothing. */
export class UnreadableAnswer extends Error {
  override readonly name: string;
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(operation: string, status: number, cause?: unknown) {
    super(
      `${operation} got an answer with HTTP ${status} that is not AWS's: check the proxy or endpoint between Dormouse and AWS`,
      { cause },
    );
    this.name = `HTTP ${status}`;
    this.$metadata = { httpStatusCode: status };
  }
}

interface Client<I extends object, O extends object> {
  readonly middlewareStack: MiddlewareStack<I, O>;
}

interface Response {
  readonly headers?: Readonly<Record<string, string>>;
  readonly statusCode?: number;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
}

/** Has a client throw `UnreadableAnswer`, with the operation, where what answered is not AWS. */
export function requireReadable<I extends object, O extends object, C>(client: C & Client<I, O>): C {
  const { middlewareStack } = client;
  middlewareStack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const status = statusWithoutError(error);
        throw status === undefined ? error : new UnreadableAnswer(operationOf(context), status, error);
      }
    },
    // Outside of the retries: what the SDK takes for a failure of the server is tried again.
    { step: 'initialize', priority: 'high', name: 'readableError', override: true },
  );
  middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const response: Response = Object(result.response);
      if (!/\bhtml\b/.test(response.headers?.['content-type'] ?? '')) return result;
      const { body: unread = new Uint8Array() } = response;
      const body = unread instanceof Uint8Array ? unread : await buffer(unread);
      if (isPage(body)) throw new UnreadableAnswer(operationOf(context), response.statusCode ?? 0);
      return { ...result, response: Object.assign(response, { body }) };
    },
    // Next to the network, before the SDK reads the body.
    { step: 'deserialize', priority: 'low', name: 'readableAnswer', override: true },
  );
  return client;
}

/** The HTTP status of an answer in which the SDK found no error of AWS's; undefined when it did, or got no answer. */
function statusWithoutError(error: unknown): number | undefined {
  const { name, message, $fault, $metadata } = Object(error);
  const isUnnamed = $fault === undefined || /^Unknown/.test(name) || /^Unknown(Error)?$/.test(message);
  return isUnnamed && !(error instanceof UnreadableAnswer) ? $metadata?.httpStatusCode : undefined;
}

/** Emulators of AWS send its XML and JSON as HTML, too. AWS's XML begins with a declaration, or the name of its root. */
function isPage(body: Uint8Array): boolean {
  const start = Buffer.from(body.subarray(0, 100)).toString().trimStart();
  return start !== '' && !/^(\{|\[|<\?xml|<\w+(Response|Result)\b)/.test(start);
}

function operationOf({ commandName = '' }: HandlerExecutionContext): string {
  return commandName.replace(/Command$/, '');
}
