import { stopCluster } from '../shared/aws/cluster-power.ts';
import { decideStops } from '../shared/policy/decide-stop.ts';
import { defineFunction } from '../shared/runtime/define-function.ts';
import { observeToStop } from '../shared/runtime/observe.ts';
import type { Recipe } from '../shared/runtime/recipe.ts';

export const recipe: Recipe = {
  name: 'stop-idle-clusters',
  aspect: 'power',
  action: 'stop',
  permissions: [
    'cloudwatch:GetMetricData',
    'rds:AddTagsToResource',
    'rds:DescribeBlueGreenDeployments',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'rds:DescribeEvents',
    'rds:DescribeGlobalClusters',
    'rds:StopDBCluster',
  ],
  observe: observeToStop,
  decide: decideStops,
  act: stopCluster,
};

export const handler = defineFunction(recipe);
