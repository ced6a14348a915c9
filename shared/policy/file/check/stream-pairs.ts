import { defined } from '../../../defined.ts';
import type { Action } from '../../model/actions.ts';
import type { ActivityStreamRule, Match, Policy, PowerRule, Rule } from '../../model/policy.ts';
import { isByTag } from '../../rules/schedule-tag.ts';
import type { Hours } from '../../time/hours.ts';
import { isSubset } from './subset.ts';

/** A rule's activity stream, and the power of the clusters, or of some of them, as another rule or the same decides it. */
export interface StreamPair {
  readonly stream: ActivityStreamRule;
  /** Of rules that know their hours: those that a tag names may be any. */
  readonly power: Omit<PowerRule, 'hours'> & { readonly hours?: Hours };
  /** `power` within the same rule, else the name of the other. */
  readonly powerOf: string;
  readonly sameZone: boolean;
  /** Whether power may stop the clusters at all. */
  readonly stops: boolean;
}

/** The power that decides for all clusters of a stream, and every one that decides for some of them. */
export function streamPairs(
  policy: Policy,
  rule: Rule,
  stream: ActivityStreamRule,
  index: number,
): StreamPair[] {
  const { rules } = policy;
  const covering = rules.find((other) => other.power !== undefined && isSubset(rule.match, other.match));
  return rules.flatMap((other, position) => {
    if (other.power === undefined) return [];
    const { hours, ...power } = other.power;
    if (isByTag(hours)) return [];
    const narrower = isSubset(other.match, rule.match) && !isHidden(rules.slice(0, position), other, 'power');
    if (other !== covering && !narrower) return [];
    const both = other === covering ? rule.match : other.match;
    if (
      !mayBeAurora(both) ||
      isHidden(rules.slice(0, index), { match: both }, 'activityStream') ||
      isProtected(policy, both, 'changeActivityStream')
    ) {
      return [];
    }
    return [
      {
        stream,
        power: { ...power, ...defined({ hours }) },
        powerOf: other === rule ? 'power' : `"${other.name}"`,
        sameZone: other.timezone === rule.timezone,
        stops: power.stop !== 'never' && !isProtected(policy, both, 'stop'),
      },
    ];
  });
}

function isHidden(
  earlier: readonly Rule[],
  { match }: Pick<Rule, 'match'>,
  aspect: 'power' | 'activityStream',
): boolean {
  return earlier.some((other) => other[aspect] !== undefined && isSubset(match, other.match));
}

function isProtected({ protect }: Policy, match: Match, action: Action): boolean {
  return protect.some((entry) => (entry.from?.includes(action) ?? true) && isSubset(match, entry));
}

/** No other engine has activity streams. */
function mayBeAurora({ engines }: Match): boolean {
  return engines?.some((engine) => engine.startsWith('aurora-')) ?? true;
}
