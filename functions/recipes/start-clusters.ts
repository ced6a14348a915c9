import { startCluster } from '../../shared/aws/write/cluster-power.ts';
import { decideStarts } from '../../shared/policy/power/decide-start.ts';
import { observeClusters } from '../../shared/runtime/read/power.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';

export const recipe: Recipe = {
  name: 'start-clusters',
  aspect: 'power',
  permissions: [
    'rds:AddTagsToResource',
    'rds:DescribeDBClusters',
    'rds:ListTagsForResource',
    'rds:StartDBCluster',
  ],
  observe: observeClusters,
  decide: decideStarts,
  act: startCluster,
};
