import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';

/** Which clusters each recipe has to look at, and at which of its sweeps. */
export interface Wakes {
  /** Has a recipe look at a cluster in its first sweep at or after `at` (ms) that has not begun yet. */
  wake(recipe: number, cluster: Cluster, at: number): void;
  /** Has a recipe not look at a cluster again until it is woken up for it: no rule gives it anything to do. */
  rest(recipe: number, cluster: Cluster): void;
  isUnruled(recipe: number, cluster: Cluster): boolean;
  /** Begins the sweep of a recipe at `at`; gives the clusters that are due, or undefined for none. */
  begin(recipe: number, at: number): ReadonlySet<Cluster> | undefined;
}

/** The wake-ups from `from` until before `to` (ms); those that are later are dropped. */
export function createWakes(
  schedule: readonly { readonly everyMs: number }[],
  from: number,
  to: number,
): Wakes {
  const sweeps = schedule.map(({ everyMs }) => ({
    everyMs,
    /** By the number of the sweep. */
    due: new Map<number, Set<Cluster>>(),
    unruled: new Set<Cluster>(),
    /** The first sweep that has not begun. */
    next: 0,
  }));

  return {
    wake(recipe, cluster, at) {
      const sweep = sweeps[recipe];
      if (sweep === undefined) return;
      sweep.unruled.delete(cluster);
      if (at >= to) return;
      const number = Math.max(Math.ceil((at - from) / sweep.everyMs), sweep.next);
      const due = sweep.due.get(number);
      if (due === undefined) sweep.due.set(number, new Set([cluster]));
      else due.add(cluster);
    },
    rest(recipe, cluster) {
      sweeps[recipe]?.unruled.add(cluster);
    },
    isUnruled: (recipe, cluster) => sweeps[recipe]?.unruled.has(cluster) ?? false,
    begin(recipe, at) {
      const sweep = sweeps[recipe];
      if (sweep === undefined) return undefined;
      const number = Math.round((at - from) / sweep.everyMs);
      const due = sweep.due.get(number);
      sweep.due.delete(number);
      sweep.next = number + 1;
      return due;
    },
  };
}
