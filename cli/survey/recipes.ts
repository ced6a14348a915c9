import { recipe as copySnapshots } from '../../functions/recipes/copy-snapshots.ts';
import { recipe as createSnapshots } from '../../functions/recipes/create-snapshots.ts';
import { recipe as drillRestores } from '../../functions/recipes/drill-restores.ts';
import { recipe as pruneSnapshots } from '../../functions/recipes/prune-snapshots.ts';
import { recipe as scaleCapacity } from '../../functions/recipes/scale-capacity.ts';
import { recipe as startClusters } from '../../functions/recipes/start-clusters.ts';
import { recipe as stopIdleClusters } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggleActivityStreams } from '../../functions/recipes/toggle-activity-streams.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';

/** The recipes that make a plan, in the order in which they run. */
export const recipes: readonly Recipe[] = [
  stopIdleClusters,
  startClusters,
  toggleActivityStreams,
  scaleCapacity,
  createSnapshots,
  copySnapshots,
  pruneSnapshots,
  drillRestores,
];

/** The name of a function in AWS, which its queue has as well, as the stack makes it. */
export function functionName(stage: string, recipe: string): string {
  return `dormouse-${stage}-${recipe.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;
}
