import { setTimeout } from 'node:timers/promises';
import type { Output } from './io.ts';

/**
 * Runs work that ends early when somebody presses Ctrl-C: the signal says so, and the step in hand is finished. A second
 * Ctrl-C ends the process at once.
 */
export async function interruptible<T>(
  stderr: Output,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    stderr.write('\nEnding after the step in hand; press Ctrl-C again to end at once.\n');
    controller.abort();
  };
  process.once('SIGINT', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}

/** Waits for so many milliseconds, or until it is aborted. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
