import { changeCapacity } from '../../shared/aws/write/cluster-capacity.ts';
import { decideCapacities } from '../../shared/policy/capacity/decide.ts';
import { readCapacity } from '../../shared/runtime/read/capacity.ts';
import { defineRecipe } from '../../shared/runtime/sweep/recipe.ts';

export const recipe = defineRecipe({
  name: 'scale-capacity',
  aspect: 'capacity',
  permissions: [
    'cloudwatch:GetMetricData',
    'rds:AddTagsToResource',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'rds:ListTagsForResource',
    'rds:ModifyDBCluster',
  ],
  read: readCapacity,
  decide: decideCapacities,
  act: changeCapacity,
});
