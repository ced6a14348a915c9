import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ConnectionLost, NoAnswer, SimulatedCrash } from '../core/fault-errors.ts';
import type { WireRequest } from '../wire/message.ts';
import { control } from './control-api.ts';
import type { SimulatedAws } from './simulated-aws.ts';

/** A running server. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a simulator on 127.0.0.1: control requests under `/_simulator/`, everything else is AWS. A lost connection or
 * a crash closes the socket.
 *
 * @throws the system's error when the port can't be had.
 */
export async function listen(simulator: SimulatedAws, port: number): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(simulator, request, response).catch((error: unknown) => fail(error, response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const ticking = setInterval(simulator.tick, 250).unref();
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    close() {
      clearInterval(ticking);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  simulator: SimulatedAws,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wire = await toWire(request);
  const isControl = wire.path === '/_simulator' || wire.path.startsWith('/_simulator/');
  const { status, headers, body } = isControl ? control(simulator, wire) : simulator.handle(wire);
  response.writeHead(status, headers).end(body);
}

function fail(error: unknown, response: ServerResponse): void {
  if (error instanceof NoAnswer) return;
  if (error instanceof ConnectionLost || error instanceof SimulatedCrash) {
    response.destroy();
    return;
  }
  const message = `The simulator itself failed: ${error instanceof Error ? error.stack : error}`;
  response.writeHead(500, { 'content-type': 'text/plain' }).end(message);
}

async function toWire(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}
