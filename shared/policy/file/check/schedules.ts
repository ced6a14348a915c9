import { suggest } from '../../../document/nearest.ts';
import type { Issue } from '../../../document/problem.ts';
import type { Policy, Rule } from '../../model/policy.ts';
import { isLiteral } from '../../rules/glob.ts';
import { isByTag } from '../../rules/schedule-tag.ts';

/** Rules whose clusters name schedules that the policy does not have, and schedules that no rule asks for. */
export function checkSchedules({ rules, schedules = {} }: Policy): Issue[] {
  const names = Object.keys(schedules);
  const asking = rules.flatMap((rule, index) => {
    const hours = rule.power?.hours;
    return isByTag(hours) ? [{ rule, index, hours }] : [];
  });
  if (asking.length === 0) return names.length === 0 ? [] : [UNUSED];
  if (names.length > 0)
    return asking.flatMap(({ rule, index, hours }) => unknownNames(rule, index, hours.tag, names));
  return asking.map(({ index, hours }) => ({
    path: ['rules', index, 'power', 'hours'],
    value: hours.text,
    message: 'names schedules, and the policy has none',
    remedy: 'add for example schedules: { office: "mon-fri 08:00-18:00" }',
  }));
}

const UNUSED: Issue = {
  path: ['schedules'],
  atKey: true,
  severity: 'warning',
  message: 'are used by no rule',
  remedy: 'write for example hours: tag Schedule in the power of a rule',
};

/** Values that the match of the rule wants of the tag, and that are no schedule. */
function unknownNames({ match }: Rule, index: number, tag: string, names: readonly string[]): Issue[] {
  if (match.ignoreCase || !Object.hasOwn(match.tags ?? {}, tag)) return [];
  return (match.tags?.[tag] ?? [])
    .filter((value) => isLiteral(value) && !names.includes(value))
    .map((value) => ({
      path: ['rules', index, 'match', 'tags', tag],
      severity: 'warning',
      value,
      message: 'is matched and names no schedule, so such clusters are left as they are',
      remedy: suggest(value, names),
    }));
}
