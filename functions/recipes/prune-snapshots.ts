import { pruneSnapshot } from '../../shared/aws/write/snapshot-commands.ts';
import { decidePrunes } from '../../shared/policy/snapshots/decide-prune.ts';
import { pruneLocations } from '../../shared/policy/snapshots/locations.ts';
import { readToPrune } from '../../shared/runtime/read/snapshots.ts';
import { defineRecipe } from '../../shared/runtime/sweep/recipe.ts';

export const recipe = defineRecipe({
  name: 'prune-snapshots',
  aspect: 'snapshots',
  permissions: [
    'kms:DescribeKey',
    'rds:AddTagsToResource',
    'rds:DeleteDBClusterSnapshot',
    'rds:DescribeDBClusterSnapshots',
    'rds:DescribeDBClusters',
    'rds:ListTagsForResource',
  ],
  locations: pruneLocations,
  read: readToPrune,
  decide: decidePrunes,
  manualSnapshots: ({ snapshots }) => snapshots,
  act: pruneSnapshot,
});
