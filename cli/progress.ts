import type { Output } from './io.ts';

const PATIENCE_MS = 2000;
const WIPE = '\r\u001b[K';

/**
 * Shows on a terminal that work goes on, once it has taken two seconds, and wipes that away at its end. The work gets
 * a function to tell of what went wrong and did not stop it, on a line of its own.
 */
export async function withProgress<T>(
  stream: Output,
  what: string,
  work: (warn: (message: string) => void) => Promise<T>,
): Promise<T> {
  let isShown = false;
  const wipe = (): void => {
    if (isShown) stream.write(WIPE);
    isShown = false;
  };
  const began = Date.now();
  const show = (): void => {
    isShown = true;
    stream.write(`\r${what} ${Math.round((Date.now() - began) / 1000)} s`);
  };
  const timer = stream.isTTY === true ? setInterval(show, PATIENCE_MS) : undefined;
  try {
    return await work((message) => {
      wipe();
      stream.write(`warning: ${message}\n`);
    });
  } finally {
    clearInterval(timer);
    wipe();
  }
}
