import { mock } from 'node:test';

/** Turns of the event loop in which work reaches its next wait. */
const TURNS = 3;

/**
 * Time that passes only when nothing else can happen, for all code that uses `setTimeout` and `Date`. The clock of the simulator
 * drives the simulator alone.
 */
export interface VirtualTime {
  /** Lets time pass until the work is done, in steps of this number of milliseconds. */
  until<T>(work: Promise<T>, stepMs: number): Promise<T>;
  /** The real time again. */
  end(): void;
}

/** Begins at an epoch in milliseconds. */
export function startVirtualTime(now: number): VirtualTime {
  const immediate = setImmediate;
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now });
  return {
    async until(work, stepMs) {
      let isDone = false;
      const settled = work.finally(() => (isDone = true));
      settled.catch(() => {});
      while (!isDone) {
        for (let n = 0; n < TURNS || isReading(); n += 1) await new Promise((resolve) => immediate(resolve));
        if (!isDone) mock.timers.tick(stepMs);
      }
      return settled;
    },
    end: () => mock.timers.reset(),
  };
}

/** Whether work is under way that takes real time: a file that is read, or a module that is loaded. */
function isReading(): boolean {
  return process.getActiveResourcesInfo().some((name) => name.includes('Req'));
}
