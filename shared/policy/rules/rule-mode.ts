import type { Aspect } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Decision } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { tagText } from '../model/tags.ts';
import { settingsOf } from './settings.ts';

/**
 * Whether the deciding rule only observes: its decisions are planned, never carried out, and do not count towards a
 * limit. The rule of an orphan has the form of a tag value.
 */
export function isObserved({ rules }: Pick<Policy, 'rules'>, { rule }: Pick<Decision, 'rule'>): boolean {
  return rules.some(({ mode, name }) => mode === 'observe' && (name === rule || tagText(name) === rule));
}

/** The rule for a cluster's snapshots, or for the stops that they precede, if it only observes. */
export function observerOf(policy: Policy, cluster: Cluster, beforeStops: boolean): string | undefined {
  const aspects: readonly Aspect[] = beforeStops ? ['snapshots', 'power'] : ['snapshots'];
  return aspects
    .map((aspect) => settingsOf(policy, cluster, aspect)?.name)
    .find((rule) => rule !== undefined && isObserved(policy, { rule }));
}
