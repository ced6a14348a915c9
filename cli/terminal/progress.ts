import { cut } from './columns.ts';
import { fitted, type Output } from './io.ts';

const PATIENCE_MS = 2000;
const WIPE = '\r\u001b[K';

/** Receives the state of work that goes on. */
export interface Progress {
  /** Shows a problem that did not stop the work, on a line of its own. */
  warn(message: string): void;
  /** Shows the cause of the wait beside the seconds; empty: none. */
  waitFor(what: string): void;
  /** Calls what writes to the same terminal, so that the text appears above. */
  above(write: () => void): void;
}

/** Shows on a terminal, after two seconds, that work goes on; wipes that away at its end. */
export async function withProgress<T>(
  stream: Output,
  what: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  let isShown = false;
  let awaited = '';
  const wipe = (): void => {
    if (isShown) stream.write(WIPE);
    isShown = false;
  };
  const began = Date.now();
  const show = (): void => {
    isShown = true;
    const seconds = `${what} ${Math.round((Date.now() - began) / 1000)} s`;
    const line = awaited === '' ? seconds : `${seconds}: ${awaited}`;
    // A line that wraps cannot be wiped, and some terminals wrap at the last column.
    stream.write(WIPE + cut(line, (stream.columns || Number.POSITIVE_INFINITY) - 1));
  };
  const timer = stream.isTTY === true ? setInterval(show, PATIENCE_MS) : undefined;
  const above = (write: () => void): void => {
    wipe();
    write();
  };
  try {
    return await work({
      above,
      warn: (message) => above(() => stream.write(fitted(`warning: ${message}\n`, stream))),
      waitFor(next) {
        awaited = next;
      },
    });
  } finally {
    clearInterval(timer);
    wipe();
  }
}

/** A share of work, from 0 to 1, for `waitFor`. */
export function doneText(share: number): string {
  return `${Math.floor(100 * share)} % done`;
}
