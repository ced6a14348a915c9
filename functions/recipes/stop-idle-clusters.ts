import { stopCluster } from '../../shared/aws/write/cluster-power.ts';
import { createSnapshot } from '../../shared/aws/write/snapshot-commands.ts';
import { defined } from '../../shared/defined.ts';
import { decideStops } from '../../shared/policy/power/decide-stop.ts';
import { neighboursOf } from '../../shared/policy/power/order.ts';
import { readToStop } from '../../shared/runtime/read/power.ts';
import { defineRecipe } from '../../shared/runtime/sweep/recipe.ts';

export const recipe = defineRecipe({
  name: 'stop-idle-clusters',
  aspect: 'power',
  permissions: [
    'cloudwatch:GetMetricData',
    'rds:AddTagsToResource',
    'rds:CreateDBClusterSnapshot',
    'rds:DescribeAccountAttributes',
    'rds:DescribeBlueGreenDeployments',
    'rds:DescribeDBClusterSnapshots',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'rds:DescribeEvents',
    'rds:DescribeGlobalClusters',
    'rds:ListTagsForResource',
    'rds:StopDBCluster',
  ],
  watchesAccounts: true,
  read: readToStop,
  decide: decideStops,
  neighbours: (policy, world, ids) => neighboursOf(policy, world, ids, 'before'),
  measure: (_policy, { quota }) => defined({ quota }),
  act: (scope, command) =>
    command.kind === 'create-snapshot' ? createSnapshot(scope, command) : stopCluster(scope, command),
});
