import { type Action, actionRow } from '../shared/policy/model/actions.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import { isShare } from '../shared/policy/rules/limit.ts';
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
  /** Counts a cluster again, by what was decided about it; what has been deleted since counts no more. */
  count(cluster: Cluster, outcomes: readonly Outcome[]): void;
  /** One more target of an action has been made for a cluster, and will be counted with the others. */
  expect(cluster: Cluster, action: Action): void;
}

type Counts = Partial<Record<Action, number>>;

/** A policy whose limits are all plain numbers needs none. */
export function needsCensus({ limits }: Policy): boolean {
  return Object.values(limits).some(isShare);
}

export function createCensus(): Census {
  const total: Counts = {};
  const byCluster = new Map<Cluster, Counts>();

  function add(counts: Counts, by: 1 | -1): void {
    for (const action of Object.keys(counts) as Action[])
      total[action] = (total[action] ?? 0) + by * (counts[action] ?? 0);
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
      for (const outcome of outcomes) {
        const { rule, action } = outcome.decision;
        if (rule !== undefined && !isDone(outcome, 'deletes')) counts[action] = (counts[action] ?? 0) + 1;
      }
      byCluster.set(cluster, counts);
      add(counts, 1);
    },
    expect(cluster, action) {
      const counts = byCluster.get(cluster) ?? {};
      byCluster.set(cluster, { ...counts, [action]: (counts[action] ?? 0) + 1 });
      add({ [action]: 1 }, 1);
    },
  };
}

/** Whether an act with this effect has been carried out. */
export function isDone({ decision, status }: Outcome, effect: 'adds' | 'deletes'): boolean {
  return decision.verdict === 'act' && status === 'done' && actionRow(decision.action).effect === effect;
}
