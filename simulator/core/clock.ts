import { createHeap } from './heap.ts';

/** Virtual time: things happen when it is advanced past the moment they are due, in order of time, then of asking. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once when the clock reaches `at` (at once if it is past already, on the next advance). */
  at(at: number, task: () => void): void;
  /** Runs all that is due until `at`, each task at its own time; never goes back. */
  advanceTo(at: number): void;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that stands at `start` (milliseconds since 1970) until it is advanced. */
export function createClock(start: number): Clock {
  let now = start;
  let order = 0;
  const heap = createHeap<Entry>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));

  return {
    now: () => now,
    at(when, task) {
      heap.push({ at: Math.max(when, now), order: order++, task });
    },
    advanceTo(target) {
      for (let next = heap.first(); next !== undefined && next.at <= target; next = heap.first()) {
        heap.pop();
        now = next.at;
        next.task();
      }
      now = Math.max(now, target);
    },
  };
}
