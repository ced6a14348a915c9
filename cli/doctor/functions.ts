import { type DeployedFunction, readFunction } from '../../shared/aws/inspect/deployed-function.ts';
import type { Inspector } from '../../shared/aws/inspect/inspector.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import { functionName } from '../survey/recipes.ts';

/** A function that a deployment may have; `fn` is absent where it has not. */
export interface Looked {
  readonly recipe: Recipe;
  readonly fn: DeployedFunction | undefined;
}

/** Looks for the function of each recipe. */
export function lookForFunctions(
  inspector: Inspector,
  stage: string,
  recipes: readonly Recipe[],
): Promise<Looked[]> {
  return Promise.all(
    recipes.map(async (recipe) => ({
      recipe,
      fn: await readFunction(inspector, functionName(stage, recipe.name)),
    })),
  );
}
