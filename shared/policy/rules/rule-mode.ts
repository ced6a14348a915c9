import type { Aspect } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Decision } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { tagText } from '../model/tags.ts';
import { settingsOf } from './settings.ts';

/**
 * Whether the rule that decides only observes: what it decides is planned and not done, and takes no room below a limit.
 * Of an orphan the rule is named as its tag has it.
 */
export function isObserved({ rules }: Pick<Policy, 'rules'>, { rule }: Pick<Decision, 'rule'>): boolean {
  return rules.some(({ mode, name }) => mode === 'observe' && (name === rule || tagText(name) === rule));
}

/** The rule that decides about a cluster's snapshots, or about the stops that they are taken before, if it only observes. */
export function observerOf(policy: Policy, cluster: Cluster, beforeStops: boolean): string | undefined {
  const aspects: readonly Aspect[] = beforeStops ? ['snapshots', 'power'] : ['snapshots'];
  return aspects
    .map((aspect) => settingsOf(policy, cluster, aspect)?.name)
    .find((rule) => rule !== undefined && isObserved(policy, { rule }));
}
