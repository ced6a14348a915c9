import { copySnapshot } from '../../shared/aws/write/snapshot-commands.ts';
import { defined } from '../../shared/defined.ts';
import { decideCopies } from '../../shared/policy/snapshots/decide-copy.ts';
import { copyLocations } from '../../shared/policy/snapshots/locations.ts';
import { recoveryPoints } from '../../shared/policy/snapshots/recovery-point.ts';
import { readToCopy } from '../../shared/runtime/read/snapshots.ts';
import { defineRecipe } from '../../shared/runtime/sweep/recipe.ts';

export const recipe = defineRecipe({
  name: 'copy-snapshots',
  aspect: 'snapshots',
  permissions: [
    'kms:CreateGrant',
    'kms:DescribeKey',
    'rds:AddTagsToResource',
    'rds:CopyDBClusterSnapshot',
    'rds:DescribeAccountAttributes',
    'rds:DescribeDBClusterSnapshots',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'rds:ListTagsForResource',
  ],
  locations: copyLocations,
  read: readToCopy,
  decide: decideCopies,
  measure: (policy, world) => ({
    recoveryPoints: recoveryPoints(policy, world),
    ...defined({ quota: world.quota }),
  }),
  manualSnapshots: ({ copies }) => copies,
  act: copySnapshot,
});
