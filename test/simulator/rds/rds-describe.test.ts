import { describe, expect, it } from 'vitest';
import { models } from '../../../simulator/wire/model.ts';
import { aControlPlane, failure } from '../control-plane.ts';

const ids = (clusters: { DBClusterIdentifier: string }[]) => clusters.map((c) => c.DBClusterIdentifier);
const arn = 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-a';
const mixed = `
accounts: [{ id: "111122223333" }, { id: "444455556666" }]
clusters:
  - { id: dev-g, engine: neptune }
  - { id: dev-a, tags: { env: dev }, maintenanceWindow: mon:01:00-mon:01:30, activityStream: started }
  - { id: dev-s, serverless: { min: 0, max: 4, autoPauseAfter: 10m }, instances: 1 }
  - { id: dev-m, engine: mysql, instanceClass: db.r6gd.large }
  - { id: dev-old, mode: serverless }
  - { id: dev-us, region: us-east-1 }
  - { id: dev-other, account: "444455556666" }
`;

describe('DescribeDBClusters', () => {
  it('lists the clusters of every engine in the account and Region of the call', () => {
    const { rds } = aControlPlane(mixed);

    const listed = (call = {}) => ids(rds('DescribeDBClusters', {}, call).DBClusters);

    expect(listed()).toEqual(['dev-a', 'dev-g', 'dev-m', 'dev-old', 'dev-s']);
    expect(listed({ region: 'us-east-1' })).toEqual(['dev-us']);
    expect(listed({ account: '444455556666' })).toEqual(['dev-other']);
    expect(listed({ account: '999999999999' })).toEqual([]);
  });

  it.each(['dev-a', 'DEV-A', arn, arn.toUpperCase()])('finds a cluster by %s', (name) => {
    const { rds } = aControlPlane(mixed);

    expect(ids(rds('DescribeDBClusters', { DBClusterIdentifier: name }).DBClusters)).toEqual(['dev-a']);
  });

  it.each(['nobody', 'dev-us', arn.replace('eu-central-1', 'us-east-1'), arn.replace('1111', '9999')])(
    'does not find %s',
    (name) => {
      const { rds } = aControlPlane(mixed);

      expect(failure(() => rds('DescribeDBClusters', { DBClusterIdentifier: name }))).toEqual({
        code: 'DBClusterNotFoundFault',
        status: 404,
        message: `DBCluster ${name} not found.`,
      });
    },
  );

  it('refuses the ARN of something else', () => {
    const { rds } = aControlPlane(mixed);
    const name = 'arn:aws:rds:eu-central-1:111122223333:db:dev-a-1';

    expect(failure(() => rds('StopDBCluster', { DBClusterIdentifier: name }))).toEqual({
      code: 'InvalidParameterValue',
      status: 400,
      message: `The provided ARN (${name}) is invalid for this parameter (DBClusterIdentifier). Expected type = cluster, actual type = db`,
    });
  });

  const filters = [
    ['db-cluster-id', ['DEV-A', arn.replace('dev-a', 'dev-g'), 'nobody'], ['dev-a', 'dev-g']],
    ['engine', ['neptune', 'mysql'], ['dev-g', 'dev-m']],
    ['clone-group-id', ['x'], []],
  ] as const;
  it.each(filters)('filters by %s', (Name, Values, expected) => {
    const { rds } = aControlPlane(mixed);

    const { DBClusters } = rds('DescribeDBClusters', { Filters: [{ Name, Values }] });

    expect(ids(DBClusters)).toEqual(expected);
  });

  it('refuses a filter that it does not have', () => {
    const { rds } = aControlPlane(mixed);

    expect(failure(() => rds('DescribeDBClusters', { Filters: [{ Name: 'status', Values: [] }] }))).toEqual({
      code: 'InvalidParameterValue',
      status: 400,
      message: 'Unrecognized filter name: status',
    });
  });

  it('reports the kind of each cluster', () => {
    const { rds } = aControlPlane(mixed);
    const [aurora, neptune, multiAz, v1, v2] = rds('DescribeDBClusters').DBClusters;

    expect(aurora).toMatchObject({
      DBClusterArn: arn,
      EngineMode: 'provisioned',
      PreferredMaintenanceWindow: 'mon:01:00-mon:01:30',
      ActivityStreamStatus: 'started',
      TagList: [{ Key: 'env', Value: 'dev' }],
    });
    expect(aurora.DBClusterMembers).toHaveLength(2);
    expect(aurora.DBClusterMembers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ DBInstanceIdentifier: 'dev-a-1', IsClusterWriter: true }),
        expect.objectContaining({ DBInstanceIdentifier: 'dev-a-2', IsClusterWriter: false }),
      ]),
    );
    expect(neptune).toMatchObject({ ActivityStreamStatus: 'stopped' });
    expect(multiAz).toMatchObject({ Engine: 'mysql', DBClusterInstanceClass: 'db.r6gd.large' });
    expect(v1).toMatchObject({ EngineMode: 'serverless', Capacity: 2, DBClusterMembers: [] });
    expect(v2).toMatchObject({
      EngineMode: 'provisioned',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 4, SecondsUntilAutoPause: 600 },
    });
  });
});

describe('the other descriptions', () => {
  const linked = `
clusters:
  - { id: dev-a, global: g }
  - { id: dev-b, global: g, region: us-east-1 }
  - { id: dev-c }
  - { id: dev-d, region: us-east-1, readReplicaOf: dev-c }
  - { id: dev-blue }
  - { id: dev-green, greenOf: dev-blue }
`;
  const arnOf = (id: string, region = 'eu-central-1') => `arn:aws:rds:${region}:111122223333:cluster:${id}`;

  it('list the members of a cluster', () => {
    const { rds } = aControlPlane(mixed);
    const Filters = [{ Name: 'db-cluster-id', Values: ['dev-s'] }];

    const { DBInstances } = rds('DescribeDBInstances', { Filters });

    expect(DBInstances).toMatchObject([
      { DBInstanceIdentifier: 'dev-s-1', DBClusterIdentifier: 'dev-s', DBInstanceClass: 'db.serverless' },
    ]);
    expect(rds('DescribeDBInstances', { DBInstanceIdentifier: 'DEV-S-1' }).DBInstances).toEqual(DBInstances);
    expect(failure(() => rds('DescribeDBInstances', { DBInstanceIdentifier: 'x' })).code).toBe(
      'DBInstanceNotFound',
    );
  });

  it('list global databases with all members, the writer first, from every Region of theirs', () => {
    const { rds } = aControlPlane(linked);
    const here = rds('DescribeGlobalClusters').GlobalClusters;

    expect(here).toMatchObject([
      {
        GlobalClusterIdentifier: 'g',
        GlobalClusterArn: 'arn:aws:rds::111122223333:global-cluster:g',
        GlobalClusterMembers: [
          { DBClusterArn: arnOf('dev-a'), IsWriter: true, Readers: [arnOf('dev-b', 'us-east-1')] },
          { DBClusterArn: arnOf('dev-b', 'us-east-1'), IsWriter: false },
        ],
      },
    ]);
    expect(rds('DescribeGlobalClusters', {}, { region: 'us-east-1' }).GlobalClusters).toEqual(here);
    expect(here[0]).toMatchObject({
      Endpoint: expect.stringMatching(/^g\.global-[a-z0-9]+\.global\.rds\.amazonaws\.com$/),
      EngineLifecycleSupport: 'open-source-rds-extended-support',
      ...{ DatabaseName: 'main', StorageEncrypted: false, StorageEncryptionType: 'sse-rds', TagList: [] },
    });
    expect(rds('DescribeGlobalClusters', {}, { region: 'eu-west-1' }).GlobalClusters).toEqual([]);
    expect(failure(() => rds('DescribeGlobalClusters', { GlobalClusterIdentifier: 'x' })).code).toBe(
      'GlobalClusterNotFoundFault',
    );
  });

  it('name both ends of a replication', () => {
    const { rds } = aControlPlane(linked);
    const read = (id: string, region: string) =>
      rds('DescribeDBClusters', { DBClusterIdentifier: id }, { region }).DBClusters[0];

    expect(read('dev-c', 'eu-central-1').ReadReplicaIdentifiers).toEqual([arnOf('dev-d', 'us-east-1')]);
    expect(read('dev-d', 'us-east-1').ReplicationSourceIdentifier).toBe(arnOf('dev-c'));
  });

  it('list blue/green deployments', () => {
    const { rds } = aControlPlane(linked);
    const read = (input = {}) => rds('DescribeBlueGreenDeployments', input).BlueGreenDeployments;
    const [deployment] = read();

    expect(deployment).toMatchObject({
      Source: arnOf('dev-blue'),
      Target: arnOf('dev-green'),
      Status: 'AVAILABLE',
    });
    expect(read({ BlueGreenDeploymentIdentifier: deployment.BlueGreenDeploymentIdentifier })).toHaveLength(1);
    expect(read({ Filters: [{ Name: 'source', Values: [arnOf('dev-c')] }] })).toEqual([]);
    expect(failure(() => read({ BlueGreenDeploymentIdentifier: 'bgd-x' })).code).toBe(
      'BlueGreenDeploymentNotFoundFault',
    );
  });

  it('fail with codes and statuses that the SDK declares', () => {
    const { rds } = aControlPlane(mixed);
    const failures = [
      failure(() => rds('StopDBCluster', { DBClusterIdentifier: 'x' })),
      failure(() => rds('StartDBCluster', { DBClusterIdentifier: 'dev-a' })),
      failure(() => rds('DescribeDBInstances', { DBInstanceIdentifier: 'x' })),
      failure(() => rds('DescribeGlobalClusters', { GlobalClusterIdentifier: 'x' })),
      failure(() => rds('DescribeBlueGreenDeployments', { BlueGreenDeploymentIdentifier: 'x' })),
    ];

    const declared = models.get('rds')?.errors;
    expect(failures.map(({ code }) => declared?.get(String(code))?.status)).toEqual(
      failures.map(({ status }) => status),
    );
  });
});
