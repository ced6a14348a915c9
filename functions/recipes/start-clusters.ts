import { startCluster } from '../../shared/aws/write/cluster-power.ts';
import { decideStarts } from '../../shared/policy/power/decide-start.ts';
import { countInHours } from '../../shared/policy/power/in-hours.ts';
import { neighboursOf } from '../../shared/policy/power/order.ts';
import { readToStart } from '../../shared/runtime/read/power.ts';
import { defineRecipe } from '../../shared/runtime/sweep/recipe.ts';

export const recipe = defineRecipe({
  name: 'start-clusters',
  aspect: 'power',
  permissions: [
    'rds:AddTagsToResource',
    'rds:DescribeDBClusters',
    'rds:ListTagsForResource',
    'rds:StartDBCluster',
  ],
  read: readToStart,
  decide: decideStarts,
  neighbours: (policy, world, ids) => neighboursOf(policy, world, ids, 'after'),
  measure: (policy, world) => ({ inHours: countInHours(policy, world) }),
  act: startCluster,
});
