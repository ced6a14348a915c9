import type { Command } from '../../shared/policy/model/command.ts';
import { type Act, type Decision, skipInstead } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { isObserved } from '../../shared/policy/rules/rule-mode.ts';
import { isNamed, namedAmong } from '../../shared/runtime/sweep/narrow.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import type { Survey } from '../survey/survey.ts';

/** The acts of one function that a person has seen in the plan and said yes to. */
export interface Approved {
  readonly recipe: Recipe;
  readonly acts: readonly Act[];
}

/** The acts of the plan that would be carried out, by function; functions without any are left out. */
export function actsToApprove(
  policy: Policy,
  { results, clusters }: Survey,
  chosen: readonly Recipe[],
  globs: readonly string[] | undefined,
): Approved[] {
  return chosen.flatMap((recipe) => {
    const outcomes = results.find((result) => result.function === recipe.name)?.outcomes ?? [];
    const decisions = outcomes.map(({ decision }) => decision);
    const named = namedAmong(globs, clusters, decisions);
    const acts = decisions
      .filter((decision) => decision.verdict === 'act')
      .filter((act) => isNamed(act, named) && !isObserved(policy, act));
    return acts.length === 0 ? [] : [{ recipe, acts }];
  });
}

/** The same function, which decides again and carries out nothing that was not approved. */
export function limitedTo({ recipe, acts }: Approved): Recipe {
  const known = new Set(acts.map(({ command }) => keyOf(command)));
  return {
    ...recipe,
    decide: (policy, world) => recipe.decide(policy, world).map((decision) => only(known, decision)),
  };
}

/** A note about a skipped target is left to the function. */
function only(known: ReadonlySet<string>, decision: Decision): Decision {
  if (decision.verdict === 'act')
    return known.has(keyOf(decision.command)) ? decision : skipInstead(decision);
  const { note: _note, ...rest } = decision;
  return rest;
}

function keyOf(command: Command): string {
  const snapshot = 'snapshot' in command ? command.snapshot : '';
  return [command.kind, command.account, command.region, command.arn, snapshot].join(' ');
}
