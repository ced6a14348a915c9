import { defined } from '../../defined.ts';
import { type Action, type Aspect, aspectNames } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Decision } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import type { Evidence, Observed } from '../power/facts.ts';
import { leadOf } from '../power/lead.ts';
import { type Hold, readHold } from '../rules/hold.ts';
import { type ConditionResult, decidingRule, explainMatch, matches } from '../rules/match.ts';
import { describePowerHours, type PowerHours, powerHoursAt } from '../rules/power-hours.ts';
import { type LastAction as LastPowerAction, readLastAction as readLastPower } from '../rules/power-note.ts';
import { settingsOf } from '../rules/settings.ts';
import { type LastAction as LastStreamAction, readLastAction as readLastStream } from '../streams/history.ts';
import { readStreamOverride, type StreamOverride } from '../streams/override.ts';
import type { Window } from '../time/hours.ts';
import type { EpochMs } from '../time/units.ts';
import { withMeaning } from './meaning.ts';
import { describeNearMisses } from './near-misses.ts';

/** Everything that led to the decisions about one cluster. */
export interface Explanation {
  readonly cluster: Cluster;
  readonly at: EpochMs;
  /** The timezone of the rule that decides power, else the policy's. */
  readonly timezone: string;
  readonly rules: readonly RuleExplanation[];
  readonly protections: readonly ProtectionExplanation[];
  readonly hold: Hold;
  /** Its tags that look like a hold or a protection and are none, a sentence each. */
  readonly nearMisses: readonly string[];
  /** The last stop or start that Dormouse requested, by its tag. */
  readonly lastAction?: LastPowerAction;
  /** The last change of its activity stream that Dormouse requested, by its tag. */
  readonly lastStreamAction?: LastStreamAction;
  /** The state of its activity stream that a person asks for, by its tag; absent: the rule applies. */
  readonly override?: Exclude<StreamOverride, { readonly state: 'none' }>;
  /** The hours of the rule that decides power, when it has any. */
  readonly hours?: Window & { readonly detail: string };
  readonly evidence?: Evidence;
  readonly decisions: readonly (Decision & { readonly meaning: string })[];
}

export interface RuleExplanation {
  readonly name: string;
  /** Its decisions are only reported. */
  readonly mode?: 'observe';
  readonly matched: boolean;
  readonly conditions: readonly ConditionResult[];
  /** The aspects that this rule decides: empty when it does not match or an earlier rule comes first. */
  readonly decides: readonly Aspect[];
}

interface ProtectionExplanation {
  readonly matched: boolean;
  readonly conditions: readonly ConditionResult[];
  readonly from?: readonly Action[];
}

/** Explains the decisions about one cluster; those about other targets are left out. */
export function explain(
  policy: Policy,
  { cluster, facts }: Observed,
  now: EpochMs,
  decisions: readonly Decision[],
): Explanation {
  const rule = settingsOf(policy, cluster, 'power');
  const timezone = rule?.timezone ?? policy.timezone;
  const local = { timezone, now };
  const hours = rule && powerHoursAt({ policy, rule, cluster }, now);
  const lead = rule ? leadOf(rule.settings, cluster).detail : '';
  const lastAction = readLastPower(cluster);
  const lastStreamAction = readLastStream(cluster);
  const streamRule = settingsOf(policy, cluster, 'activityStream');
  const override = readStreamOverride(
    cluster.tags,
    { timezone: streamRule?.timezone ?? policy.timezone, now },
    streamRule?.settings.overrides.maxMs,
  );
  return {
    cluster,
    at: now,
    timezone,
    rules: policy.rules.map((each) => ({
      name: each.name,
      ...defined({ mode: each.mode }),
      matched: matches(each.match, cluster),
      conditions: explainMatch(each.match, cluster),
      decides: aspectNames.filter((aspect) => decidingRule(policy, cluster, aspect) === each),
    })),
    protections: policy.protect.map((entry) => ({
      matched: matches(entry, cluster),
      conditions: explainMatch(entry, cluster),
      ...defined({ from: entry.from }),
    })),
    hold: readHold(cluster.tags, local),
    nearMisses: describeNearMisses(policy, cluster),
    ...defined({ lastAction, lastStreamAction }),
    ...(override.state !== 'none' && { override }),
    ...(hours && { hours: { ...hours.window, detail: hoursText(hours, lead) } }),
    ...defined({ evidence: facts?.evidence }),
    decisions: decisions.filter(({ resourceArn }) => resourceArn === cluster.arn).map(withMeaning),
  };
}

/** Where it is in its hours, and how long before they begin it is started. */
function hoursText(hours: PowerHours, lead: string): string {
  const text = describePowerHours(hours);
  return lead === '' || hours.window.open ? text : `${text}; ${lead}`;
}
