import { forms } from './fields.ts';
import { type ClusterRecipe, type RecipeField, recipeFields } from './recipe.ts';

/** A setting in which two clusters differ, as tags write it. */
export interface RecipeDifference {
  readonly field: RecipeField;
  /** Absent: the first cluster has none. */
  readonly from?: string;
  readonly to?: string;
}

/** The settings in which a second cluster differs from a first one, in the order of `recipeFields`. */
export function compareRecipes(first: ClusterRecipe, second: ClusterRecipe): RecipeDifference[] {
  return recipeFields.flatMap((field) => {
    const [from, to] = [forms[field].write(first), forms[field].write(second)];
    return from === to
      ? []
      : [{ field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  });
}
