import {
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBInstancesCommand,
  type DescribeDBInstancesCommandInput,
  DescribeGlobalClustersCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { listMembers } from '../../../shared/aws/read/members.ts';
import { readBlueGreen, readGlobalPeers } from '../../../shared/aws/read/topology.ts';
import { clusterArn, fakeScope, pageByToken } from '../builders.ts';

describe('listMembers', () => {
  const instance = {
    DBClusterIdentifier: 'dev',
    DBInstanceStatus: 'available',
    DBInstanceClass: 'db.serverless',
  };

  it('reads every page and leaves out instances that are no members', async () => {
    const { scope, rds } = fakeScope();
    const { inputs, answer } = pageByToken(
      {
        '': { DBInstances: [{ ...instance, DBInstanceIdentifier: 'dev-1' }], Marker: 'm1' },
        m1: {
          DBInstances: [{ DBInstanceIdentifier: 'alone' }, { ...instance, DBInstanceIdentifier: 'dev-2' }],
        },
      },
      (input: DescribeDBInstancesCommandInput) => input.Marker,
    );
    rds.on(DescribeDBInstancesCommand).callsFake(answer);

    const members = await listMembers(scope);

    const member = { clusterId: 'dev', status: 'available', instanceClass: 'db.serverless' };
    expect(members).toEqual([
      { id: 'dev-1', ...member },
      { id: 'dev-2', ...member },
    ]);
    expect(inputs.map(({ MaxRecords }) => MaxRecords)).toEqual([100, 100]);
  });

  it.each(['DBInstanceIdentifier', 'DBInstanceStatus', 'DBInstanceClass'])(
    'refuses a member without %s',
    async (field) => {
      const { scope, rds } = fakeScope();
      const complete = { ...instance, DBInstanceIdentifier: 'dev-1' };
      rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{ ...complete, [field]: undefined }] });

      await expect(listMembers(scope)).rejects.toThrow(`without ${field}`);
    },
  );
});

describe('readGlobalPeers', () => {
  it('knows the peers of each cluster, of readers listed under a writer too', async () => {
    const { scope, rds } = fakeScope();
    rds
      .on(DescribeGlobalClustersCommand)
      .resolvesOnce({
        GlobalClusters: [
          {
            GlobalClusterMembers: [
              { DBClusterArn: 'arn:a', IsWriter: true, Readers: ['arn:b', 'arn:c'] },
              { DBClusterArn: 'arn:b', Readers: [] },
            ],
          },
        ],
        Marker: 'm1',
      })
      .resolvesOnce({ GlobalClusters: [{ GlobalClusterMembers: [{ DBClusterArn: 'arn:alone' }] }, {}] });

    const peers = await readGlobalPeers(scope);

    expect(Object.fromEntries(peers)).toEqual({
      'arn:a': ['arn:b', 'arn:c'],
      'arn:b': ['arn:a', 'arn:c'],
      'arn:c': ['arn:a', 'arn:b'],
      'arn:alone': [],
    });
  });
});

describe('readBlueGreen', () => {
  it.each([
    ['PROVISIONING', true],
    ['AVAILABLE', true],
    ['SWITCHOVER_IN_PROGRESS', true],
    ['SWITCHOVER_FAILED', true],
    ['INVALID_CONFIGURATION', true],
    ['DELETING', true],
    ['A_STATUS_TO_COME', true],
    [undefined, true],
    ['SWITCHOVER_COMPLETED', false],
  ])('of status %s counts: %s', async (Status, counts) => {
    const { scope, rds } = fakeScope();
    const deployment = { Source: clusterArn('blue'), Target: clusterArn('green'), ...(Status && { Status }) };
    rds.on(DescribeBlueGreenDeploymentsCommand).resolves({ BlueGreenDeployments: [deployment] });

    const arns = await readBlueGreen(scope);

    expect([...arns]).toEqual(counts ? [clusterArn('blue'), clusterArn('green')] : []);
  });

  it('takes a deployment whose target is not there yet', async () => {
    const { scope, rds } = fakeScope();
    rds
      .on(DescribeBlueGreenDeploymentsCommand)
      .resolvesOnce({ BlueGreenDeployments: [{ Source: 'arn:blue', Status: 'PROVISIONING' }], Marker: 'm1' })
      .resolvesOnce({ BlueGreenDeployments: [] });

    expect([...(await readBlueGreen(scope))]).toEqual(['arn:blue']);
  });
});
