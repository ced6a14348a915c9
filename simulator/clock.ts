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
  const heap: Entry[] = [];

  return {
    now: () => now,
    at(when, task) {
      push(heap, { at: Math.max(when, now), order: order++, task });
    },
    advanceTo(target) {
      for (let next = heap[0]; next !== undefined && next.at <= target; next = heap[0]) {
        pop(heap);
        now = next.at;
        next.task();
      }
      now = Math.max(now, target);
    },
  };
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length;
  heap.push(entry);
  for (let above = parentOf(heap, index); above !== undefined && isBefore(entry, above.entry); ) {
    heap[index] = above.entry;
    index = above.index;
    heap[index] = entry;
    above = parentOf(heap, index);
  }
}

function parentOf(heap: readonly Entry[], index: number): { entry: Entry; index: number } | undefined {
  const above = (index - 1) >> 1;
  const entry = heap[above];
  return entry && { entry, index: above };
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  heap[0] = last;
  for (let below = childOf(heap, 0); below !== undefined && isBefore(below.entry, last); ) {
    heap[index] = below.entry;
    index = below.index;
    heap[index] = last;
    below = childOf(heap, index);
  }
}

/** The earlier of the two children. */
function childOf(heap: readonly Entry[], index: number): { entry: Entry; index: number } | undefined {
  const [left, right] = [heap[2 * index + 1], heap[2 * index + 2]];
  if (left === undefined) return undefined;
  return right !== undefined && isBefore(right, left)
    ? { entry: right, index: 2 * index + 2 }
    : { entry: left, index: 2 * index + 1 };
}
