import { describe, expect, it } from 'vitest';
import { aControlPlane, evenTimings, minute, start } from '../control-plane.ts';

/** The members that recordings of real answers have, and that other programs read without asking whether they exist. */
describe('members that AWS always sends', () => {
  const fleet = `
clusters:
  - { id: a, engine: aurora-postgresql }
  - { id: b, engine: aurora-mysql }
  - { id: c, engine: neptune }
  - { id: d, engine: docdb }
  - { id: e, engine: postgres }
  - { id: f, mode: serverless }
`;
  const { rds } = aControlPlane(fleet);
  const clusters: Record<string, unknown>[] = rds('DescribeDBClusters').DBClusters;
  const byId = new Map(clusters.map((cluster) => [cluster.DBClusterIdentifier, cluster]));

  it.each([
    ...['VpcSecurityGroups', 'HostedZoneId', 'AssociatedRoles', 'IAMDatabaseAuthenticationEnabled'],
    ...['HttpEndpointEnabled', 'CrossAccountClone', 'DomainMemberships', 'AutoMinorVersionUpgrade'],
    ...['NetworkType', 'DatabaseName', 'EnabledCloudwatchLogsExports', 'DatabaseInsightsMode'],
    ...['LocalWriteForwardingStatus', 'EngineLifecycleSupport', 'DeletionProtection'],
  ])('%s of clusters', (name) => {
    expect(clusters.filter((cluster) => cluster[name] === undefined)).toEqual([]);
  });

  it.each([
    ...['Endpoint', 'DBSubnetGroup', 'VpcSecurityGroups', 'MasterUsername', 'AllocatedStorage'],
    ...['PubliclyAccessible', 'CACertificateIdentifier', 'PendingModifiedValues', 'LicenseModel'],
    ...['DBParameterGroups', 'StorageType', 'PreferredBackupWindow', 'MonitoringInterval'],
  ])('%s of instances', (name) => {
    const instances: Record<string, unknown>[] = rds('DescribeDBInstances').DBInstances;

    expect(instances.filter((instance) => instance[name] === undefined)).toEqual([]);
  });

  it.each([
    ['a', 'default.aurora-postgresql16', 'a.cluster-223333.eu-central-1.rds.amazonaws.com'],
    ['b', 'default.aurora-mysql8.0', 'b.cluster-223333.eu-central-1.rds.amazonaws.com'],
    ['c', 'default.neptune1.4', 'c.cluster-223333.eu-central-1.neptune.amazonaws.com'],
    ['d', 'default.docdb5.0', 'd.cluster-223333.eu-central-1.docdb.amazonaws.com'],
    ['e', 'default.postgres17', 'e.cluster-223333.eu-central-1.rds.amazonaws.com'],
  ])('%s has the parameter group and the endpoint of its engine', (id, group, endpoint) => {
    expect(byId.get(id)).toMatchObject({ DBClusterParameterGroup: group, Endpoint: endpoint });
  });

  it('a Serverless v1 cluster has no reader endpoint', () => {
    expect(byId.get('f')).not.toHaveProperty('ReaderEndpoint');
  });

  it('the writer is not always the first of the members', () => {
    const fleet = aControlPlane('clusters: [{ id: "a-{n}", count: 20 }]');
    const many: { DBClusterMembers: { IsClusterWriter: boolean }[] }[] =
      fleet.rds('DescribeDBClusters').DBClusters;

    const firsts = many.map(({ DBClusterMembers: [first] }) => first?.IsClusterWriter);

    expect(new Set(firsts)).toEqual(new Set([true, false]));
  });
});

describe('how storage is encrypted', () => {
  const told = (cluster: string) => {
    const { rds } = aControlPlane(`clusters: [{ id: a, ${cluster} }]\nkeys: [{ alias: alias/k }]`);
    const { StorageEncrypted, StorageEncryptionType, KmsKeyId } = rds('DescribeDBClusters').DBClusters[0];
    const [snapshot] = rds('DescribeDBClusterSnapshots').DBClusterSnapshots;
    expect(snapshot.StorageEncrypted).toBe(StorageEncrypted);
    return [StorageEncrypted, StorageEncryptionType, KmsKeyId?.replace(/^.*:key\/.*$/, 'key')];
  };

  it.each([
    [
      'a key that AWS owns is no encryption to StorageEncrypted',
      'encrypted: aws',
      [false, 'sse-rds', undefined],
    ],
    ['nothing', 'encrypted: none', [false, 'none', undefined]],
    ['a key of KMS', 'encrypted: alias/k', [true, 'sse-kms', 'key']],
    ['DocumentDB has no type and no keys that AWS owns', 'engine: docdb', [true, undefined, 'key']],
    ['Neptune without encryption', 'engine: neptune, encrypted: none', [false, undefined, undefined]],
  ])('%s', (_, cluster, expected) => {
    expect(told(cluster)).toEqual(expected);
  });
});

describe('a Limitless database', () => {
  it('has no instances: its shard group is what runs', () => {
    const { rds } = aControlPlane('clusters: [{ id: a, limitless: true }]');

    const [cluster] = rds('DescribeDBClusters').DBClusters;

    expect(cluster).toMatchObject({ ClusterScalabilityType: 'limitless', DBClusterMembers: [] });
  });
});

describe('a page', () => {
  it('with an empty marker is the first', () => {
    const { rds } = aControlPlane('clusters: [{ id: a }]');

    expect(rds('DescribeDBClusters', { Marker: '' }).DBClusters).toHaveLength(1);
    expect(rds('DescribeDBClusterSnapshots', { Marker: '' }).DBClusterSnapshots).toHaveLength(1);
  });
});

describe('a snapshot that takes no time', () => {
  it('has a whole number for its progress', () => {
    const { rds } = aControlPlane('clusters: [{ id: a }]\ntimings: { snapshot: 0s, copyPerGiB: 0s }');

    const made = rds('CreateDBClusterSnapshot', {
      DBClusterIdentifier: 'a',
      DBClusterSnapshotIdentifier: 's',
    });

    expect(made.DBClusterSnapshot.PercentProgress).toBe(99);
  });
});

describe('a copy of a snapshot', () => {
  const copied = (quirks: string) => {
    const backend = aControlPlane(
      `clusters: [{ id: a, snapshots: [{ id: s, since: 1d }] }]\n${evenTimings}\nquirks: ${quirks}`,
    );
    const { DBClusterSnapshot: copy } = backend.rds('CopyDBClusterSnapshot', {
      SourceDBClusterSnapshotIdentifier: 's',
      TargetDBClusterSnapshotIdentifier: 't',
    });
    return [copy.SnapshotCreateTime.getTime() - start, copy.DbClusterResourceId !== undefined];
  };

  it.each([
    ['{}', [-24 * 60 * minute, false]],
    ['{ copyCreateTime: copy, copyResourceId: source }', [0, true]],
  ])('by the quirks %s tells when its source was made, or itself', (quirks, expected) => {
    expect(copied(quirks)).toEqual(expected);
  });
});

describe('an instance of a stopped cluster', () => {
  it('reports when AWS will start it', () => {
    const { rds } = aControlPlane('clusters: [{ id: a, status: stopped, since: 1d }]');

    const times = rds('DescribeDBInstances').DBInstances.map(
      (one: Record<string, unknown>) => one.AutomaticRestartTime,
    );

    expect(times).toEqual(Array(2).fill(new Date(start + 6 * 24 * 60 * minute)));
  });
});

describe('subnet groups', () => {
  it('are the one that each account has', () => {
    const { rds } = aControlPlane('clusters: [{ id: a }]');

    const { DBSubnetGroups } = rds('DescribeDBSubnetGroups');

    expect(DBSubnetGroups).toMatchObject([{ DBSubnetGroupName: 'default', SubnetGroupStatus: 'Complete' }]);
    expect(rds('DescribeDBInstances').DBInstances[0].DBSubnetGroup).toEqual(DBSubnetGroups[0]);
    expect(() => rds('DescribeDBSubnetGroups', { DBSubnetGroupName: 'other' })).toThrow(
      "'other' does not exist",
    );
  });
});

describe('who may restore a snapshot', () => {
  const fleet = 'clusters: [{ id: a, encrypted: none, snapshots: [{ id: s }] }]';
  const id = { DBClusterSnapshotIdentifier: 's' };
  const valuesOf = (answer: {
    DBClusterSnapshotAttributesResult: { DBClusterSnapshotAttributes: unknown };
  }) => answer.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes;

  it('is changed and described', () => {
    const { rds } = aControlPlane(fleet);
    const restore = { ...id, AttributeName: 'restore' };

    rds('ModifyDBClusterSnapshotAttribute', { ...restore, ValuesToAdd: ['444455556666', 'all'] });
    rds('ModifyDBClusterSnapshotAttribute', { ...restore, ValuesToRemove: ['all'] });

    expect(valuesOf(rds('DescribeDBClusterSnapshotAttributes', id))).toEqual([
      { AttributeName: 'restore', AttributeValues: ['444455556666'] },
    ]);
  });

  it.each([
    [{ ...id, AttributeName: 'x' }, 'Invalid attribute name'],
    [{ ...id, AttributeName: 'restore', ValuesToAdd: ['me'] }, 'Invalid value'],
  ])('refuses %o', (input, text) => {
    expect(() => aControlPlane(fleet).rds('ModifyDBClusterSnapshotAttribute', input)).toThrow(text);
  });
});
