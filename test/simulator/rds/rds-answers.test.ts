import { expect, it } from 'vitest';
import { aControlPlane, day, evenTimings } from '../control-plane.ts';
import { againstSchema, answerMembers } from '../wire/sdk-schema.ts';

const clusterArn = 'arn:aws:rds:eu-central-1:111122223333:cluster:a';
const test = aControlPlane(`
clusters:
  - { id: a, tags: { team: shop }, activityStream: started, global: world }
  - { id: b, engine: neptune, serverless: { min: 1, max: 8 } }
  - { id: c, engine: docdb, status: stopped, since: 1d }
  - { id: d, serverless: { min: 0, max: 8 } }
  - { id: e, greenOf: d }
${evenTimings}
`);
test.advance(day);

const answers = [
  ['DescribeDBClusters', {}],
  ['DescribeDBInstances', {}],
  ['DescribeDBClusterSnapshots', {}],
  ['DescribeGlobalClusters', {}],
  ['DescribeBlueGreenDeployments', {}],
  ['DescribeAccountAttributes', {}],
  ['DescribeOrderableDBInstanceOptions', { Engine: 'aurora-postgresql' }],
  ['ListTagsForResource', { ResourceName: clusterArn }],
  [
    'ModifyDBCluster',
    {
      DBClusterIdentifier: 'b',
      ServerlessV2ScalingConfiguration: { MinCapacity: 2, MaxCapacity: 16 },
    },
  ],
  ['CreateDBClusterSnapshot', { DBClusterIdentifier: 'b', DBClusterSnapshotIdentifier: 's' }],
  ['StartDBCluster', { DBClusterIdentifier: 'c' }],
  ['DescribeEvents', { SourceType: 'db-cluster', Duration: 20_160 }],
] as const;

it.each(answers)(
  'the answer of %s has only what the schema of the SDK has, of its types',
  (action, input) => {
    const answer = test.rds(action, input);

    expect(againstSchema(action, answer)).toEqual([]);
    expect(answerMembers(action)).toEqual(expect.arrayContaining(Object.keys(answer)));
    expect(Object.values(answer).flat()).not.toEqual([]);
  },
);
