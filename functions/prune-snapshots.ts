import { deleteSnapshot } from '../shared/aws/snapshot-commands.ts';
import { decidePrunes } from '../shared/policy/decide-prune.ts';
import type { PruneWorld } from '../shared/policy/snapshot.ts';
import { prunePlaces } from '../shared/policy/snapshot-places.ts';
import { defineFunction } from '../shared/runtime/define-function.ts';
import { observeToPrune } from '../shared/runtime/observe-snapshots.ts';
import type { Recipe } from '../shared/runtime/recipe.ts';

export const recipe: Recipe<PruneWorld> = {
  name: 'prune-snapshots',
  aspect: 'snapshots',
  permissions: ['rds:DeleteDBClusterSnapshot', 'rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusters'],
  places: prunePlaces,
  observe: observeToPrune,
  decide: decidePrunes,
  act: deleteSnapshot,
};

export const handler = defineFunction(recipe);
