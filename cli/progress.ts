import type { Output } from './io.ts';

const PATIENCE_MS = 2000;

/** Shows on a terminal that work goes on, once it has taken two seconds, and wipes that away at its end. */
export async function withProgress<T>(stream: Output, what: string, work: Promise<T>): Promise<T> {
  if (stream.isTTY !== true) return await work;
  const began = Date.now();
  const timer = setInterval(() => {
    stream.write(`\r${what} ${Math.round((Date.now() - began) / 1000)} s`);
  }, PATIENCE_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    if (Date.now() - began >= PATIENCE_MS) stream.write('\r\u001b[K');
  }
}
