import {
  type DBCluster,
  DescribeDBClustersCommand,
  type DescribeDBClustersCommandInput,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { listClusters, toCluster } from '../../../shared/aws/read/clusters.ts';
import { account, clusterArn, fakeScope, pageByToken, region, serviceError } from '../builders.ts';

const own = { account, region };

function described(id: string, more: DBCluster = {}): DBCluster {
  return { DBClusterIdentifier: id, DBClusterArn: clusterArn(id), Status: 'available', TagList: [], ...more };
}

describe('listClusters', () => {
  it('reads every page and orders the clusters by ARN', async () => {
    const { scope, rds } = fakeScope();
    const { inputs, answer } = pageByToken(
      {
        '': { DBClusters: [described('c'), described('a')], Marker: 'm1' },
        m1: { DBClusters: [], Marker: 'm2' },
        m2: { DBClusters: [described('b')] },
      },
      (input: DescribeDBClustersCommandInput) => input.Marker,
    );
    rds.on(DescribeDBClustersCommand).callsFake(answer);

    const { clusters } = await listClusters(scope);

    expect(clusters.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(inputs).toEqual([
      { MaxRecords: 100, Marker: undefined },
      { MaxRecords: 100, Marker: 'm1' },
      { MaxRecords: 100, Marker: 'm2' },
    ]);
  });

  it('finds no clusters where there are none', async () => {
    const { scope, rds } = fakeScope();
    rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [] });

    const before = Date.now();
    const { clusters, observedAt } = await listClusters(scope);

    expect(clusters).toEqual([]);
    expect(observedAt).toBeGreaterThanOrEqual(before);
  });

  it('fails when a later page does, rather than list a part', async () => {
    const { scope, rds } = fakeScope();
    rds
      .on(DescribeDBClustersCommand)
      .resolvesOnce({ DBClusters: [described('a')], Marker: 'm1' })
      .rejectsOnce(serviceError('Throttling'));

    await expect(listClusters(scope)).rejects.toThrow('Throttling');
  });

  it('fails when AWS repeats a marker', async () => {
    const { scope, rds } = fakeScope();
    rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [described('a')], Marker: 'again' });

    await expect(listClusters(scope)).rejects.toThrow('did not end after 2 pages: the next token is again');
    expect(rds.calls()).toHaveLength(2);
  });

  it('hands the signal of the scope to every call', async () => {
    const { signal } = new AbortController();
    const { scope, rds } = fakeScope({ signal });
    rds
      .on(DescribeDBClustersCommand)
      .resolvesOnce({ DBClusters: [], Marker: 'm1' })
      .resolves({ DBClusters: [] });

    await listClusters(scope);

    expect(rds.calls().map(({ args }) => args.slice(1))).toEqual([
      [{ abortSignal: signal }],
      [{ abortSignal: signal }],
    ]);
  });
});

describe('toCluster', () => {
  it('maps everything that a decision may need', () => {
    const restart = new Date('2026-11-27T19:05:00Z');
    const cluster = described('dev-orders', {
      Engine: 'aurora-postgresql',
      EngineVersion: '16.3',
      EngineMode: 'provisioned',
      DbClusterResourceId: 'cluster-ABC',
      ClusterCreateTime: new Date('2026-11-01T09:00:00Z'),
      TagList: [{ Key: 'env', Value: 'dev' }, { Key: 'empty' }],
      DBClusterMembers: [{ DBInstanceIdentifier: 'dev-orders-1', IsClusterWriter: true }],
      DBClusterInstanceClass: 'db.r6gd.large',
      GlobalClusterIdentifier: 'world',
      ReplicationSourceIdentifier: 'arn:source',
      ReadReplicaIdentifiers: ['arn:replica'],
      PreferredMaintenanceWindow: 'sun:05:00-sun:05:30',
      AutomaticRestartTime: restart,
      ActivityStreamStatus: 'started',
      ActivityStreamMode: 'async',
      ActivityStreamKmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      ActivityStreamKinesisStreamName: 'aws-rds-das-cluster-A',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 8, SecondsUntilAutoPause: 600 },
      ServerlessV2PlatformVersion: '3',
      ClusterScalabilityType: 'standard',
    });

    expect(toCluster(cluster, own)).toEqual({
      arn: clusterArn('dev-orders'),
      account,
      region,
      id: 'dev-orders',
      resourceId: 'cluster-ABC',
      createdAt: Date.parse('2026-11-01T09:00:00Z'),
      engine: 'aurora-postgresql',
      engineVersion: '16.3',
      engineMode: 'provisioned',
      status: 'available',
      tags: { env: 'dev', empty: '' },
      members: ['dev-orders-1'],
      instanceClass: 'db.r6gd.large',
      globalClusterId: 'world',
      replicationSource: 'arn:source',
      readReplicas: ['arn:replica'],
      maintenanceWindow: 'sun:05:00-sun:05:30',
      automaticRestartAt: restart.getTime(),
      activityStream: {
        status: 'started',
        mode: 'async',
        kmsKey: '1234abcd-12ab-34cd-56ef-1234567890ab',
        kinesisStream: 'aws-rds-das-cluster-A',
      },
      serverless: { min: 0, max: 8, autoPauseAfterMs: 600_000 },
      serverlessPlatform: '3',
      scalability: 'standard',
      setup: { writer: 'dev-orders-1' },
    });
  });

  it('maps the settings that a restore needs', () => {
    const cluster = described('dev-orders', {
      DBSubnetGroup: 'private',
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }, { Status: 'active' }],
      DBClusterParameterGroup: 'orders-16',
      Port: 5433,
      IAMDatabaseAuthenticationEnabled: true,
      DeletionProtection: true,
      CopyTagsToSnapshot: true,
      HttpEndpointEnabled: true,
      MasterUserSecret: { SecretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:x' },
      EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
      KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/1',
      AssociatedRoles: [
        { RoleArn: 'arn:aws:iam::111122223333:role/import', FeatureName: 's3Import', Status: 'ACTIVE' },
        { RoleArn: 'arn:aws:iam::111122223333:role/load', FeatureName: '' },
      ],
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: '02:00-02:30',
      EnabledCloudwatchLogsExports: ['postgresql'],
      StorageType: 'aurora-iopt1',
      NetworkType: 'DUAL',
    });

    expect(toCluster(cluster, own).setup).toEqual({
      subnetGroup: 'private',
      securityGroups: ['sg-1'],
      parameterGroup: 'orders-16',
      port: 5433,
      flags: ['iamAuth', 'deletionProtection', 'copyTags', 'dataApi', 'managedSecret'],
      lifecycle: 'open-source-rds-extended-support-disabled',
      kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1',
      roles: [
        { arn: 'arn:aws:iam::111122223333:role/import', feature: 's3Import' },
        { arn: 'arn:aws:iam::111122223333:role/load' },
      ],
      retentionDays: 7,
      backupWindow: '02:00-02:30',
      logExports: ['postgresql'],
      storageType: 'aurora-iopt1',
      networkType: 'DUAL',
    });
  });

  it('leaves out what AWS leaves out', () => {
    expect(toCluster(described('bare'), own)).toStrictEqual({
      arn: clusterArn('bare'),
      account,
      region,
      id: 'bare',
      engine: 'unknown',
      engineVersion: '',
      engineMode: 'provisioned',
      status: 'available',
      tags: {},
      members: [],
      readReplicas: [],
      setup: {},
    });
  });

  it.each([
    ['DBClusterArn', { DBClusterArn: undefined }, 'cluster dev'],
    ['DBClusterIdentifier', { DBClusterIdentifier: undefined }, clusterArn('dev')],
    ['Status', { Status: undefined }, clusterArn('dev')],
    ['TagList', { TagList: undefined }, clusterArn('dev')],
    ['the Key of a tag', { TagList: [{ Value: 'dev' }] }, clusterArn('dev')],
    ['the DBInstanceIdentifier of a member', { DBClusterMembers: [{}] }, clusterArn('dev')],
  ])('refuses a cluster without %s', (field, missing, name) => {
    expect(() => toCluster(described('dev', missing), own)).toThrow(`AWS described ${name} without ${field}`);
  });

  it.each([
    ['account', { account: '999999999999', region }],
    ['Region', { account, region: 'us-east-1' }],
  ])('refuses a cluster of another %s', (_, scope) => {
    expect(() => toCluster(described('dev'), scope)).toThrow(
      `${clusterArn('dev')} is not of account ${scope.account} in ${scope.region}`,
    );
  });
});
