import { changeActivityStream } from '../../shared/aws/write/activity-streams.ts';
import { decideActivityStreams } from '../../shared/policy/streams/decide.ts';
import { overriddenStreams, streamGaps } from '../../shared/policy/streams/gaps.ts';
import { readStreams } from '../../shared/runtime/read/streams.ts';
import { defineRecipe } from '../../shared/runtime/sweep/recipe.ts';

export const recipe = defineRecipe({
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
    'rds:ListTagsForResource',
    'rds:StartActivityStream',
    'rds:StopActivityStream',
  ],
  read: readStreams,
  decide: decideActivityStreams,
  measure: (policy, world) => ({
    streamGaps: streamGaps(policy, world),
    overriddenStreams: overriddenStreams(policy, world),
  }),
  act: changeActivityStream,
});
