import { copySnapshot } from '../shared/aws/snapshot-commands.ts';
import { decideCopies } from '../shared/policy/decide-copy.ts';
import { recoveryPoints } from '../shared/policy/recovery-point.ts';
import type { CopyWorld } from '../shared/policy/snapshot.ts';
import { copyPlaces } from '../shared/policy/snapshot-places.ts';
import { defineFunction } from '../shared/runtime/define-function.ts';
import { observeToCopy } from '../shared/runtime/observe-snapshots.ts';
import type { Recipe } from '../shared/runtime/recipe.ts';

export const recipe: Recipe<CopyWorld> = {
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
  ],
  places: copyPlaces,
  observe: observeToCopy,
  decide: decideCopies,
  measure: (policy, world) => ({
    recoveryPoints: recoveryPoints(policy, world),
    ...(world.quota && { quota: world.quota }),
  }),
  act: copySnapshot,
};

export const handler = defineFunction(recipe);
