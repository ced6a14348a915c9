import { defined } from '../../defined.ts';
import type { Cluster } from '../model/cluster.ts';
import type { About, Decision, Skip } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { settingsOf } from './settings.ts';

/**
 * The decision on one cluster. An error that is thrown meanwhile stops nothing but this: it becomes a decision to skip
 * the cluster alone, which names the rule and fails the run.
 *
 * @example
 * isolated(policy, cluster, { aspect: 'power', action: 'stop' }, () => decideStop(policy, observed, now))
 */
export function isolated<D extends Decision>(
  policy: Policy,
  cluster: Cluster,
  about: About,
  decide: () => D,
): D | Skip<never> {
  try {
    return decide();
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { arn: resourceArn, account, region, id } = cluster;
    const rule = orNone(() => [settingsOf(policy, cluster, about.aspect)?.name])[0];
    return {
      ...{ resourceArn, account, region, cluster: id },
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
