import type { Issue } from '../../../document/problem.ts';
import { type Aspect, actionRow, actionsOf, aspectNames } from '../../model/actions.ts';
import type { Policy, Protection, Rule } from '../../model/policy.ts';
import { isSubset } from './subset.ts';

/** Protections that cover every cluster, or every cluster of a rule: then some or all of the rules do nothing. */
export function checkProtections(policy: Policy): Issue[] {
  return policy.protect.flatMap((protection, index): Issue[] => {
    const path = ['protect', index];
    if (isSubset({}, protection)) {
      return [
        {
          path,
          severity: 'warning',
          message: `protects every cluster from ${protection.from?.join(', ') ?? 'everything'}`,
          remedy: 'name engines, tags, clusters, accounts or regions, or write mode: observe instead',
        },
      ];
    }
    return policy.rules.flatMap((rule): Issue[] => {
      const prevented = aspectsPrevented(rule, protection);
      if (prevented.length === 0 || !isSubset(rule.match, protection)) return [];
      return [
        {
          path,
          severity: 'warning',
          message: `keeps ${prevented.join(', ')} of rule "${rule.name}" from every cluster that the rule matches`,
          remedy: `name the actions to prevent, for example from: [stop], or take ${prevented.join(', ')} out of the rule`,
        },
      ];
    });
  });
}

/** The aspects of a rule of which no action is left. */
function aspectsPrevented(rule: Rule, { from }: Protection): Aspect[] {
  return aspectNames.filter(
    (aspect) =>
      rule[aspect] !== undefined &&
      (from === undefined || actionsOf(aspect).every((one) => actionRow(one).always || from.includes(one))),
  );
}
