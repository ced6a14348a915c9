import { changeActivityStream } from '../shared/aws/activity-streams.ts';
import { decideActivityStreams } from '../shared/policy/decide-activity-stream.ts';
import type { StreamWorld } from '../shared/policy/stream.ts';
import { streamGaps } from '../shared/policy/stream-gaps.ts';
import { defineFunction } from '../shared/runtime/define-function.ts';
import { observeStreams } from '../shared/runtime/observe-streams.ts';
import type { Recipe } from '../shared/runtime/recipe.ts';

export const recipe: Recipe<StreamWorld> = {
  name: 'toggle-activity-streams',
  aspect: 'activityStream',
  overridable: true,
  permissions: [
    'kms:CreateGrant',
    'kms:DescribeKey',
    'rds:AddTagsToResource',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'rds:DescribeEvents',
    'rds:DescribeOrderableDBInstanceOptions',
    'rds:StartActivityStream',
    'rds:StopActivityStream',
  ],
  observe: observeStreams,
  decide: decideActivityStreams,
  measure: (policy, world) => ({ streamGaps: streamGaps(policy, world) }),
  act: changeActivityStream,
};

export const handler = defineFunction(recipe);
