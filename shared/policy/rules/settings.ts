import type { Aspect } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Policy, Rule } from '../model/policy.ts';
import { decidingRule } from './match.ts';

/** The rule that decides, as far as decisions show it. */
export type DecidingRule = Pick<Rule, 'name' | 'timezone'>;

/** The rule and the settings that apply to one aspect of one cluster. */
export interface Applied<A extends Aspect> extends DecidingRule {
  readonly settings: NonNullable<Rule[A]>;
}

/**
 * The first rule that has the aspect and matches the cluster, with its settings. Undefined when there is none, so that
 * nothing is done.
 */
export function settingsOf<A extends Aspect>(
  policy: Policy,
  cluster: Cluster,
  aspect: A,
): Applied<A> | undefined {
  const rule = decidingRule(policy, cluster, aspect);
  const settings = rule?.[aspect];
  return rule && settings && { name: rule.name, timezone: rule.timezone, settings };
}
