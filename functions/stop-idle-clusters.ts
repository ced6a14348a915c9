import { stopCluster } from '../shared/aws/cluster-power.ts';
import { createSnapshot } from '../shared/aws/snapshot-commands.ts';
import { decideStops } from '../shared/policy/decide-stop.ts';
import type { CreateSnapshotCommand, PowerCommand } from '../shared/policy/decision.ts';
import type { StopWorld } from '../shared/policy/world.ts';
import { defineFunction } from '../shared/runtime/define-function.ts';
import { observeToStop } from '../shared/runtime/observe.ts';
import type { Recipe } from '../shared/runtime/recipe.ts';

export const recipe: Recipe<StopWorld> = {
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
    'rds:StopDBCluster',
  ],
  observe: observeToStop,
  decide: decideStops,
  measure: (_policy, { quota }) => ({ ...(quota && { quota }) }),
  act: (scope, command: PowerCommand | CreateSnapshotCommand) =>
    command.kind === 'create-snapshot' ? createSnapshot(scope, command) : stopCluster(scope, command),
};

export const handler = defineFunction(recipe);
