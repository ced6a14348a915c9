import { createHeap } from '../../simulator/core/heap.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';

/** The place of something due in a line: by these numbers, the first that differs, and then by ARN. */
export interface Place {
  readonly order: readonly number[];
  readonly arn: string;
}

/** Clusters about which something is due and waits for its turn under a cap, in the order of the limits. */
export interface WaitingLine {
  /** How many clusters wait. */
  length(): number;
  /** Puts a cluster in line, with a place for each thing that is due, or takes it out: with none. */
  put(cluster: Cluster, places: readonly Place[]): void;
  /** The clusters in the first places, as many places as are given; they leave the line. */
  take(count: number): Cluster[];
}

interface Entry extends Place {
  readonly cluster: Cluster;
  /** The list that it came with: of an earlier one, it is out of date. */
  readonly of: readonly Place[];
}

export function createWaitingLine(): WaitingLine {
  const waiting = new Map<Cluster, readonly Place[]>();
  let heap = createHeap<Entry>(isBefore);
  let [live, pushed] = [0, 0];

  function push(cluster: Cluster, places: readonly Place[]): void {
    for (const place of places) heap.push({ ...place, cluster, of: places });
    pushed += places.length;
  }

  function leave(cluster: Cluster): void {
    live -= waiting.get(cluster)?.length ?? 0;
    waiting.delete(cluster);
  }

  /** Drops entries that are out of date: one that never comes first would stay in the heap for good. */
  function tidy(): void {
    if (pushed < 1_000 + 4 * live) return;
    heap = createHeap<Entry>(isBefore);
    pushed = 0;
    for (const [cluster, places] of waiting) push(cluster, places);
  }

  return {
    length: () => waiting.size,
    put(cluster, places) {
      leave(cluster);
      if (places.length === 0) return;
      waiting.set(cluster, places);
      live += places.length;
      push(cluster, places);
      tidy();
    },
    take(count) {
      const taken = new Map<Cluster, readonly Place[]>();
      for (let left = count; left > 0; ) {
        const entry = heap.pop();
        if (entry === undefined) break;
        const { cluster, of } = entry;
        if (waiting.get(cluster) === of) {
          leave(cluster);
          taken.set(cluster, of);
        }
        if (taken.get(cluster) === of) left -= 1;
      }
      return [...taken.keys()];
    },
  };
}

function isBefore(a: Place, b: Place): boolean {
  const index = a.order.findIndex((number, position) => number !== (b.order[position] ?? 0));
  return index < 0 ? a.arn < b.arn : (a.order[index] ?? 0) < (b.order[index] ?? 0);
}
