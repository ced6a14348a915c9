import { createSnapshot } from '../shared/aws/snapshot-commands.ts';
import { decideCreateSnapshots } from '../shared/policy/decide-create-snapshot.ts';
import type { CreateWorld } from '../shared/policy/snapshot.ts';
import { defineFunction } from '../shared/runtime/define-function.ts';
import { observeToCreate } from '../shared/runtime/observe-snapshots.ts';
import type { Recipe } from '../shared/runtime/recipe.ts';

export const recipe: Recipe<CreateWorld> = {
  name: 'create-snapshots',
  aspect: 'snapshots',
  permissions: [
    'rds:AddTagsToResource',
    'rds:CreateDBClusterSnapshot',
    'rds:DescribeAccountAttributes',
    'rds:DescribeDBClusterSnapshots',
    'rds:DescribeDBClusters',
  ],
  observe: observeToCreate,
  decide: decideCreateSnapshots,
  measure: (_policy, { quota }) => ({ ...(quota && { quota }) }),
  act: createSnapshot,
};

export const handler = defineFunction(recipe);
