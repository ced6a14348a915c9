import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** The result of an invocation: the value that the handler returned, or the error that the runtime client reported. */
export type Invocation =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: { errorType: string; errorMessage: string; trace: string[] } };

/** The Lambda service's end of the runtime API, for one function. */
export interface RuntimeApi {
  /** For AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Settles when the runtime client asks for its first event; rejects with what it says went wrong at start. */
  readonly ready: Promise<void>;
  invoke(event: unknown, timeoutMs?: number): Promise<Invocation>;
  /** Every invocation still open fails with `error`. */
  close(error: Error): void;
}

interface Pending {
  readonly id: string;
  readonly event: unknown;
  readonly timeoutMs: number;
  readonly done: PromiseWithResolvers<Invocation>;
}

const root = '/2018-06-01/runtime';

/**
 * Serves the Lambda runtime API on a free local port.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(functionArn: string): Promise<RuntimeApi> {
  const queue: Pending[] = [];
  const running = new Map<string, Pending>();
  const ready = Promise.withResolvers<void>();
  let waiting: ServerResponse | undefined;

  function handOut(): void {
    const next = waiting && queue.shift();
    if (waiting === undefined || next === undefined) return;
    running.set(next.id, next);
    waiting.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': next.id,
      'lambda-runtime-deadline-ms': String(Date.now() + next.timeoutMs),
      'lambda-runtime-invoked-function-arn': functionArn,
      'lambda-runtime-trace-id': `Root=1-${'0'.repeat(8)}-${'0'.repeat(24)};Sampled=0`,
    });
    waiting.end(JSON.stringify(next.event));
    waiting = undefined;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.slice(root.length) ?? '';
    if (path === '/invocation/next') {
      waiting = response;
      ready.resolve();
      handOut();
      return;
    }
    const body = JSON.parse((await text(request)) || 'null');
    const [, id = '', what] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    const pending = running.get(id);
    running.delete(id);
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    if (path === '/init/error') ready.reject(new Error(`${body.errorType}: ${body.errorMessage}`));
    pending?.done.resolve(
      what === 'response'
        ? { ok: true, payload: body }
        : { ok: false, error: { ...body, trace: body.trace ?? body.stackTrace ?? [] } },
    );
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  const address = await listen(server);

  return {
    address,
    ready: ready.promise,
    invoke(event, timeoutMs = 60_000) {
      const pending = { id: randomUUID(), event, timeoutMs, done: Promise.withResolvers<Invocation>() };
      queue.push(pending);
      handOut();
      return pending.done.promise;
    },
    close(error) {
      ready.reject(error);
      for (const { done } of [...queue, ...running.values()]) done.reject(error);
      server.closeAllConnections();
      server.close();
    },
  };
}

async function text(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await request.toArray()).toString();
}

function listen(server: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? `127.0.0.1:${address.port}` : '');
    });
  });
}
