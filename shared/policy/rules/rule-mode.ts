import { oncePerThing } from '../../once.ts';
import type { Aspect } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Decision } from '../model/decision.ts';
import type { Policy, Rule } from '../model/policy.ts';
import { tagText } from '../model/tags.ts';
import { settingsOf } from './settings.ts';

type Decided = Pick<Decision, 'rule'>;

/** The rule that a decision names; undefined where it names none, or one that is gone. */
export function ruleOf({ rules }: Pick<Policy, 'rules'>, decision: Decided): Rule | undefined {
  return rules.find((each) => isNamedBy(decision, each));
}

/**
 * Whether the deciding rule only observes: its decisions are planned, never carried out, and do not count towards a
 * limit.
 */
export function isObserved({ rules }: Pick<Policy, 'rules'>, decision: Decided): boolean {
  return rules.some((each) => each.mode === 'observe' && isNamedBy(decision, each));
}

/** The rule of an orphan has the form of a tag value. */
function isNamedBy({ rule }: Decided, named: Rule): boolean {
  return rule !== undefined && (named.name === rule || tagNameOf(named) === rule);
}

const tagNameOf = oncePerThing(({ name }: Rule) => tagText(name));

/** The rule for a cluster's snapshots, or for the stops that they precede, if it only observes. */
export function observerOf(policy: Policy, cluster: Cluster, beforeStops: boolean): string | undefined {
  const aspects: readonly Aspect[] = beforeStops ? ['snapshots', 'power'] : ['snapshots'];
  return aspects
    .map((aspect) => settingsOf(policy, cluster, aspect)?.name)
    .find((rule) => rule !== undefined && isObserved(policy, { rule }));
}
