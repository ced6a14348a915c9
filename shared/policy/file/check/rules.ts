import type { Issue } from '../../../document/problem.ts';
import { aspectNames } from '../../model/actions.ts';
import type { Policy, Rule } from '../../model/policy.ts';
import { isSubset } from './subset.ts';

/** Rules of the same name: reports and tags could not tell them apart. */
export function checkRuleNames({ rules }: Policy): Issue[] {
  return rules.flatMap(({ name }, index) => {
    const first = rules.findIndex((rule) => rule.name === name);
    const message = `is also the name of rules[${first}]`;
    return first === index
      ? []
      : [{ path: ['rules', index, 'name'], value: name, message, remedy: 'give it another name' }];
  });
}

/**
 * Aspects that never decide, because an earlier rule with the same aspect matches every cluster that this one does.
 * An error when it is so with all of a rule's aspects, a warning with some. Two rules that only together hide a
 * third are not found.
 */
export function checkHiddenRules({ rules }: Policy): Issue[] {
  return rules.flatMap((rule, index) => {
    const declared = aspectNames.filter((aspect) => rule[aspect] !== undefined);
    const hidden = declared.flatMap((aspect): Issue[] => {
      const first = rules.slice(0, index).findIndex((earlier) => hides(earlier, rule, aspect));
      const [later, hiding] = namesOf(rules, index, first);
      return first === -1
        ? []
        : [
            {
              path: ['rules', index, aspect],
              atKey: true,
              severity: 'warning',
              message: `of ${later} never decides: ${hiding} comes first and matches the same clusters`,
              remedy: `put ${later} before ${hiding}, or narrow the match of ${hiding}`,
            },
          ];
    });
    return hidden.length === declared.length
      ? hidden.map((finding) => ({ ...finding, severity: 'error' }))
      : hidden;
  });
}

/** By their places where they have the same name. */
function namesOf(rules: readonly Rule[], ...places: readonly number[]): string[] {
  const names = places.map((place) => rules[place]?.name);
  const isClear = new Set(names).size === names.length;
  return places.map((place, index) => (isClear ? `"${names[index]}"` : `rules[${place}]`));
}

function hides(earlier: Rule, later: Rule, aspect: (typeof aspectNames)[number]): boolean {
  return earlier[aspect] !== undefined && isSubset(later.match, earlier.match);
}
