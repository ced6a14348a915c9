import { defined } from '../../defined.ts';
import type { Cluster } from '../model/cluster.ts';
import { type About, aboutCluster, type Decision, type Skip } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { settingsOf } from './settings.ts';

/**
 * One decision for each cluster, in their order. An error that is thrown meanwhile stops nothing but the decision on one
 * cluster: it becomes a decision to skip that alone, which names the rule and fails the run.
 *
 * @example
 * decideEach(policy, world.clusters, { aspect: 'power', action: 'stop' }, (one) => decideStop(policy, one, now))
 */
export function decideEach<O extends { readonly cluster: Cluster }, D extends Decision>(
  policy: Policy,
  observed: readonly O[],
  about: About,
  decide: (one: O) => D,
): (D | Skip<never>)[] {
  return observed.map((one) => isolated(policy, one.cluster, about, () => decide(one)));
}

function isolated<D>(policy: Policy, cluster: Cluster, about: About, decide: () => D): D | Skip<never> {
  try {
    return decide();
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const rule = orNone(() => [settingsOf(policy, cluster, about.aspect)?.name])[0];
    return {
      ...aboutCluster(cluster, about.aspect),
      ...about,
      ...defined({ rule }),
      verdict: 'skip',
      reason: 'undecided',
      detail: `${error.name}: ${error.message}; check that rule, and report this error`,
      error: { name: error.name, message: error.message },
    };
  }
}

/** The list that `read` gives, or none where it throws: the decision on the same cluster tells the error. */
export function orNone<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch {
    return [];
  }
}
