import type { Action } from '../shared/policy/model/actions.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import type { Outcome } from '../shared/runtime/sweep/outcome.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';

/**
 * How many targets of each action a rule decides in one account and Region, whether or not they are looked at now: limits
 * in percent are of all of them.
 */
export interface Census {
  /** All targets of an action. */
  total(action: Action): number;
  /** The targets of an action that are not of the listed clusters. */
  others(action: Action, listed: Iterable<Cluster>): number;
  /** Counts a cluster again, by what was decided about it. */
  count(cluster: Cluster, outcomes: readonly Outcome[]): void;
}

type Counts = Partial<Record<Action, number>>;

/** A policy whose limits are all plain numbers needs none. */
export function needsCensus({ limits }: Policy): boolean {
  return Object.values(limits).some(({ cap, breaker }) =>
    [cap, breaker].some((amount) => amount !== undefined && 'percent' in amount),
  );
}

export function createCensus(): Census {
  const total: Counts = {};
  const byCluster = new Map<Cluster, Counts>();

  function add(counts: Counts, by: 1 | -1): void {
    for (const [action, number = 0] of Object.entries(counts) as [Action, number?][])
      total[action] = (total[action] ?? 0) + by * number;
  }

  return {
    total: (action) => total[action] ?? 0,
    others(action, listed) {
      let others = total[action] ?? 0;
      for (const cluster of listed) others -= byCluster.get(cluster)?.[action] ?? 0;
      return others;
    },
    count(cluster, outcomes) {
      add(byCluster.get(cluster) ?? {}, -1);
      const counts: Counts = {};
      for (const { decision } of outcomes)
        if (decision.rule !== undefined) counts[decision.action] = (counts[decision.action] ?? 0) + 1;
      byCluster.set(cluster, counts);
      add(counts, 1);
    },
  };
}
