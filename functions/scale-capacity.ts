import { changeCapacity } from '../shared/aws/cluster-capacity.ts';
import type { CapacityWorld } from '../shared/policy/capacity.ts';
import { decideCapacities } from '../shared/policy/decide-capacity.ts';
import { defineFunction } from '../shared/runtime/define-function.ts';
import { observeCapacity } from '../shared/runtime/observe-capacity.ts';
import type { Recipe } from '../shared/runtime/recipe.ts';

export const recipe: Recipe<CapacityWorld> = {
  name: 'scale-capacity',
  aspect: 'capacity',
  permissions: [
    'cloudwatch:GetMetricData',
    'rds:AddTagsToResource',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'rds:ModifyDBCluster',
  ],
  observe: observeCapacity,
  decide: decideCapacities,
  act: changeCapacity,
};

export const handler = defineFunction(recipe);
