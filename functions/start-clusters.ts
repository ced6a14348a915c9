import { startCluster } from '../shared/aws/cluster-power.ts';
import { decideStarts } from '../shared/policy/decide-start.ts';
import { defineFunction } from '../shared/runtime/define-function.ts';
import { observeClusters } from '../shared/runtime/observe.ts';
import type { Recipe } from '../shared/runtime/recipe.ts';

export const recipe: Recipe = {
  name: 'start-clusters',
  aspect: 'power',
  permissions: ['rds:AddTagsToResource', 'rds:DescribeDBClusters', 'rds:StartDBCluster'],
  observe: observeClusters,
  decide: decideStarts,
  act: startCluster,
};

export const handler = defineFunction(recipe);
