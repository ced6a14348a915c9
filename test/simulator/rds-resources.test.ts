import { describe, expect, it } from 'vitest';
import { aCall, aPlane } from './plane.ts';

const place = 'eu-central-1:111122223333';
const cluster = `arn:aws:rds:${place}:cluster:dev-a`;

describe('the ARNs that a call touches', () => {
  const cases = [
    ['StopDBCluster', { DBClusterIdentifier: 'Dev-A' }, cluster],
    ['StartDBCluster', { DBClusterIdentifier: cluster }, cluster],
    ['AddTagsToResource', { ResourceName: cluster }, cluster],
    ['RemoveTagsFromResource', { ResourceName: cluster }, cluster],
    ['ListTagsForResource', { ResourceName: cluster }, cluster],
    ['DescribeDBClusters', {}, `arn:aws:rds:${place}:cluster:*`],
    ['DescribeDBClusters', { DBClusterIdentifier: 'dev-a' }, cluster],
    ['DescribeDBInstances', {}, `arn:aws:rds:${place}:db:*`],
    ['DescribeDBInstances', { DBInstanceIdentifier: 'dev-a-1' }, `arn:aws:rds:${place}:db:dev-a-1`],
    ['DescribeGlobalClusters', {}, 'arn:aws:rds::111122223333:global-cluster:*'],
    ['DescribeBlueGreenDeployments', {}, `arn:aws:rds:${place}:deployment:*`],
    ['DescribeEvents', {}, '*'],
    ['StopDBCluster', { DBClusterIdentifier: 42 }, '*'],
  ] as const;
  it.each(cases)('%s %o: %s', (action, input, expected) => {
    const [rds] = aPlane('clusters: []').plane.services;

    expect(rds?.resources?.(input, aCall('rds', action))).toEqual([expected]);
  });
});
