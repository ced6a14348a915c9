import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';

/** Which clusters each recipe has to look at, and at which of its sweeps. */
export interface Wakes {
  /** Has a recipe look at a cluster in its first sweep at or after `at` (ms) that has not begun yet. */
  wake(recipe: number, cluster: Cluster, at: number): void;
  /** The same in place of what was planned before: its next look, if nothing happens to the cluster. */
  plan(recipe: number, cluster: Cluster, at: number): void;
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
    planned: new Map<number, Set<Cluster>>(),
    /** The number of the sweep that each cluster has been planned for last. */
    plans: new Map<Cluster, number>(),
    unruled: new Set<Cluster>(),
    /** The first sweep that has not begun. */
    next: 0,
  }));

  /** The number of the first sweep at or after `at` that has not begun; undefined when it is too late for one. */
  function numberAt({ everyMs, next }: (typeof sweeps)[number], at: number): number | undefined {
    return at >= to ? undefined : Math.max(Math.ceil((at - from) / everyMs), next);
  }

  return {
    wake(recipe, cluster, at) {
      const sweep = sweeps[recipe];
      if (sweep === undefined) return;
      sweep.unruled.delete(cluster);
      const number = numberAt(sweep, at);
      if (number !== undefined) enter(sweep.due, number, cluster);
    },
    plan(recipe, cluster, at) {
      const sweep = sweeps[recipe];
      if (sweep === undefined) return;
      sweep.unruled.delete(cluster);
      sweep.planned.get(sweep.plans.get(cluster) ?? -1)?.delete(cluster);
      const number = numberAt(sweep, at);
      if (number === undefined) return;
      sweep.plans.set(cluster, number);
      enter(sweep.planned, number, cluster);
    },
    rest(recipe, cluster) {
      sweeps[recipe]?.unruled.add(cluster);
    },
    isUnruled: (recipe, cluster) => sweeps[recipe]?.unruled.has(cluster) ?? false,
    begin(recipe, at) {
      const sweep = sweeps[recipe];
      if (sweep === undefined) return undefined;
      const number = Math.round((at - from) / sweep.everyMs);
      const [due, planned] = [sweep.due.get(number), sweep.planned.get(number)];
      sweep.due.delete(number);
      sweep.planned.delete(number);
      sweep.next = number + 1;
      return due && planned ? new Set([...due, ...planned]) : (due ?? planned);
    },
  };
}

function enter(sweeps: Map<number, Set<Cluster>>, number: number, cluster: Cluster): void {
  const clusters = sweeps.get(number);
  if (clusters === undefined) sweeps.set(number, new Set([cluster]));
  else clusters.add(cluster);
}
