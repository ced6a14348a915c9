import { createSnapshot } from '../../shared/aws/write/snapshot-commands.ts';
import { defined } from '../../shared/defined.ts';
import { decideCreateSnapshots } from '../../shared/policy/snapshots/decide-create.ts';
import { readToCreate } from '../../shared/runtime/read/snapshots.ts';
import { defineRecipe } from '../../shared/runtime/sweep/recipe.ts';

export const recipe = defineRecipe({
  name: 'create-snapshots',
  aspect: 'snapshots',
  permissions: [
    'rds:AddTagsToResource',
    'rds:CreateDBClusterSnapshot',
    'rds:DescribeAccountAttributes',
    'rds:DescribeDBClusterSnapshots',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'rds:ListTagsForResource',
  ],
  read: readToCreate,
  decide: decideCreateSnapshots,
  measure: (_policy, { quota }) => defined({ quota }),
  manualSnapshots: ({ snapshots }) => snapshots,
  act: createSnapshot,
});
