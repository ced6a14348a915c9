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
      const { headers = {}, statusCode = 0 } = Object(result.response);
      if (!/\bhtml\b/.test(headers['content-type'])) return result;
      throw new UnreadableAnswer(operationOf(context), statusCode);
    },
    { step: 'deserialize', priority: 'high', name: 'readableAnswer', override: true },
  );
  return client;
}

/** The HTTP status of an answer in which the SDK found no error of AWS's; undefined when it did, or got no answer. */
function statusWithoutError(error: unknown): number | undefined {
  const { name, message, $fault, $metadata } = Object(error);
  const isUnnamed = $fault === undefined || /^Unknown/.test(name) || /^Unknown(Error)?$/.test(message);
  return isUnnamed && !(error instanceof UnreadableAnswer) ? $metadata?.httpStatusCode : undefined;
}

function operationOf({ commandName = '' }: HandlerExecutionContext): string {
  return commandName.replace(/Command$/, '');
}
