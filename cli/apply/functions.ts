import { suggest } from '../../shared/document/nearest.ts';
import { skipInstead } from '../../shared/policy/model/decision.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { CliError } from '../errors/cli-error.ts';
import { recipes } from '../survey/recipes.ts';

/** The functions to carry out, and those to read for their plan. */
export interface Functions {
  readonly chosen: readonly Recipe[];
  readonly read: readonly Recipe[];
}

/**
 * The functions of these names, in the order in which they run; no name means all that a person can carry out.
 *
 * @throws CliError for a name that none has, or whose acts only the function itself carries out.
 */
export function functionsNamed(names: readonly string[]): Functions {
  const applicable = recipes.filter(({ aspect }) => aspect !== 'recovery');
  const known = applicable.map(({ name }) => name);
  const drills = recipes.find((one) => !applicable.includes(one) && names.includes(one.name));
  if (drills !== undefined) {
    throw new CliError(
      `${drills.name} takes hours and keeps records, so apply does no restore drills`,
      'deploy the stack with drills: true, and let the function do them',
    );
  }
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CliError(`there is no function ${unknown}`, suggest(unknown, known));
  const chosen = applicable.filter(({ name }) => names.length === 0 || names.includes(name));
  // Why a cluster is not started says nothing without why it is not stopped.
  const isPower = chosen.some(({ aspect }) => aspect === 'power');
  return {
    chosen,
    read: applicable.filter((one) => chosen.includes(one) || (isPower && one.aspect === 'power')),
  };
}

/** The results with no acts of functions that are read only. */
export function onlyActsOf(chosen: readonly Recipe[], results: readonly SweepResult[]): SweepResult[] {
  return results.map((result) =>
    chosen.some(({ name }) => name === result.function)
      ? result
      : {
          ...result,
          outcomes: result.outcomes.map((outcome) => ({
            ...outcome,
            decision: skipInstead(outcome.decision),
            status: 'skipped',
          })),
        },
  );
}
