import { Readable } from 'node:stream';
import { type HttpRequest, HttpResponse } from '@smithy/core/transport';
import type { HttpHandlerOptions, RequestHandler } from '@smithy/types';
import type { Simulator } from './assemble.ts';
import { NoAnswer, SimulatedCrash } from './core/fault-errors.ts';
import type { WireRequest } from './wire/message.ts';

/** The part of an SDK client's `requestHandler` that all of them need. */
export type InProcessHandler = RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions> & {
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
};

/**
 * A `requestHandler` for SDK clients that calls the simulator without a socket. One handler is one process: once a
 * fault has crashed it, every further call through it fails the same way; the next process gets a new one.
 *
 * @example
 * const rds = new RDSClient({ region: 'eu-central-1', credentials, requestHandler: inProcess(simulator) });
 */
export function inProcess(simulator: Simulator): InProcessHandler {
  let crash: SimulatedCrash | undefined;

  async function handle(request: HttpRequest, { abortSignal }: HttpHandlerOptions = {}) {
    if (crash !== undefined) throw crash;
    if (abortSignal?.aborted) throw aborted();
    try {
      const { status, headers, body } = simulator.handle(toWire(request));
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      // The SDK hands the bodies of S3 to its callers as they come, which are streams on a socket.
      const isStream = request.method === 'GET' && 'accept-ranges' in headers;
      const answer = { statusCode: status, headers, body: isStream ? Readable.from([bytes]) : bytes };
      return { response: new HttpResponse(answer) };
    } catch (error) {
      if (error instanceof SimulatedCrash) crash = error;
      if (!(error instanceof NoAnswer)) throw error;
      return new Promise<never>((_, reject) => {
        if (abortSignal) abortSignal.onabort = () => reject(aborted());
      });
    }
  }

  return { handle, updateHttpClientConfig() {}, httpHandlerConfigs: () => ({}) };
}

function toWire({ method, path, query, headers, body }: HttpRequest): WireRequest {
  return {
    method,
    path,
    query: Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value ?? '')])),
    headers: Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value])),
    body: body instanceof Uint8Array ? body : Buffer.from(String(body ?? '')),
  };
}

function aborted(): Error {
  return Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}
