/** Virtual time: things happen when it is advanced past the moment they are due, in order of time, then of asking. */
export interface Clock {
  now(): number;
  /** Runs `task` once when the clock reaches `at` (at once if it is past already, on the next advance). */
  at(at: number, task: () => void): void;
  advanceTo(at: number): void;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

export function createClock(start: number): Clock {
  let now = start;
  let order = 0;
  const queue: Entry[] = [];

  function at(when: number, task: () => void): void {
    const entry = { at: Math.max(when, now), order: order++, task };
    const index = queue.findIndex((other) => other.at > entry.at);
    queue.splice(index === -1 ? queue.length : index, 0, entry);
  }

  function advanceTo(target: number): void {
    for (let next = queue[0]; next !== undefined && next.at <= target; next = queue[0]) {
      queue.shift();
      now = next.at;
      next.task();
    }
    now = Math.max(now, target);
  }

  return { now: () => now, at, advanceTo };
}
