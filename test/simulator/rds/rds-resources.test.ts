import { describe, expect, it } from 'vitest';
import { aCall, aControlPlane } from '../control-plane.ts';

const place = 'eu-central-1:111122223333';
const cluster = `arn:aws:rds:${place}:cluster:dev-a`;

describe('the ARNs that a call touches', () => {
  const cases = [
    ['StopDBCluster', { DBClusterIdentifier: 'Dev-A' }, cluster],
    ['StartDBCluster', { DBClusterIdentifier: cluster }, cluster],
    ['StartActivityStream', { ResourceArn: cluster }, cluster],
    ['StopActivityStream', { ResourceArn: cluster }, cluster],
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
    const [rds] = aControlPlane('clusters: []').backend.services;

    expect(rds?.resources?.(input, aCall('rds', action))).toEqual([expected]);
  });

  const snapshot = (id: string) => `arn:aws:rds:${place}:cluster-snapshot:${id}`;
  const abroad = 'arn:aws:rds:us-east-1:111122223333:cluster-snapshot:rds:a-2026-11-23-01-00';
  const ofSnapshots = [
    ['DescribeAccountAttributes', {}, ['*']],
    ['DescribeDBClusterSnapshots', {}, [snapshot('*')]],
    ['DescribeDBClusterSnapshots', { DBClusterIdentifier: 'dev-a' }, [cluster, snapshot('*')]],
    ['DescribeDBClusterSnapshots', { DBClusterSnapshotIdentifier: 'S' }, [snapshot('s')]],
    [
      'CreateDBClusterSnapshot',
      { DBClusterIdentifier: 'dev-a', DBClusterSnapshotIdentifier: 'S' },
      [cluster, snapshot('s')],
    ],
    [
      'CopyDBClusterSnapshot',
      { SourceDBClusterSnapshotIdentifier: abroad, TargetDBClusterSnapshotIdentifier: 'T' },
      [abroad, snapshot('t')],
    ],
    ['DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier: snapshot('s') }, [snapshot('s')]],
    ['AddTagsToResource', { ResourceName: snapshot('s') }, [snapshot('s')]],
  ] as const;
  it.each(ofSnapshots)('%s %o: %o', (action, input, expected) => {
    const [rds] = aControlPlane('clusters: []').backend.services;

    expect(rds?.resources?.(input, aCall('rds', action))).toEqual(expected);
  });
});
