import { type DeployedFunction, readFunction } from '../../shared/aws/inspect/deployed-function.ts';
import type { Inspector } from '../../shared/aws/inspect/inspector.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';

/** A function that a deployment may have; `fn` is absent where it has not. */
export interface Looked {
  readonly recipe: Recipe;
  readonly fn: DeployedFunction | undefined;
}

/** The name of a function in AWS, which its queue has as well, as the stack makes it. */
export function functionName(stage: string, recipe: string): string {
  return `dormouse-${stage}-${recipe.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;
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
