import { describe, expect, it } from 'vitest';
import { aControlPlane, failure, hour } from '../../control-plane.ts';
import { events, fleet, instance, restored, wanted } from './restored-world.ts';

describe('a restore that says nothing else', () => {
  it('has what the snapshot keeps, and defaults for the rest', () => {
    expect(restored().cluster()).toMatchObject({
      Status: 'available',
      EngineVersion: '15.4',
      Port: 5432,
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: '02:00-02:30',
      DBSubnetGroup: 'default',
      DBClusterParameterGroup: 'default.aurora-postgresql15',
      DeletionProtection: false,
      CopyTagsToSnapshot: false,
      PubliclyAccessible: true,
      EngineLifecycleSupport: 'open-source-rds-extended-support',
      StorageEncrypted: false,
      TagList: [],
    });
  });

  it('has no serverless range, so that no serverless instance can be made', () => {
    const { cluster, rds } = restored();

    expect(cluster()).not.toHaveProperty('ServerlessV2ScalingConfiguration');
    expect(failure(() => rds('CreateDBInstance', { ...instance, DBInstanceClass: 'db.serverless' }))).toEqual(
      {
        code: 'InvalidDBClusterStateFault',
        status: 400,
        message:
          'Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.',
      },
    );
  });

  it.each([
    ['restoredVersion: default', { EngineVersion: '16.6' }],
    ['restoredEncryption: aws', { StorageEncrypted: false, StorageEncryptionType: 'sse-rds' }],
  ])('where the quirk is %s: %o', (quirk, expected) => {
    expect(restored({}, `${fleet}\nquirks: { ${quirk} }`).cluster()).toMatchObject(expected);
  });
});

it('what the call says counts', () => {
  const { cluster } = restored({
    Port: 6000,
    DBSubnetGroupName: 'drills',
    EngineVersion: '16.6',
    EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 2 },
    DeletionProtection: true,
    PubliclyAccessible: false,
    EnableIAMDatabaseAuthentication: true,
    BackupRetentionPeriod: 1,
    Tags: [{ Key: 'dormouse:drill', Value: 'x' }],
    KmsKeyId: 'alias/shop',
  });

  expect(cluster()).toMatchObject({
    Port: 6000,
    DBSubnetGroup: 'drills',
    EngineVersion: '16.6',
    EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 2 },
    DeletionProtection: true,
    PubliclyAccessible: false,
    IAMDatabaseAuthenticationEnabled: true,
    BackupRetentionPeriod: 1,
    TagList: [{ Key: 'dormouse:drill', Value: 'x' }],
    StorageEncrypted: true,
  });
});

describe('a restore is refused', () => {
  const cases = [
    ['of nothing', { SnapshotIdentifier: 'none' }, 'DBClusterSnapshotNotFoundFault', 404],
    [
      'of an unfinished snapshot',
      { SnapshotIdentifier: 'unready' },
      'InvalidDBClusterSnapshotStateFault',
      400,
    ],
    ['under a name that is taken', { DBClusterIdentifier: 'orders' }, 'DBClusterAlreadyExistsFault', 400],
    ['as another engine', { Engine: 'aurora-mysql' }, 'InvalidParameterValue', 400],
    ['to an earlier version', { EngineVersion: '15.3' }, 'InvalidParameterCombination', 400],
    ['to a version that is withdrawn', { EngineVersion: '14.6' }, 'InvalidParameterCombination', 400],
    ['into no subnet group', { DBSubnetGroupName: 'none' }, 'DBSubnetGroupNotFoundFault', 404],
    ['into one zone', { DBSubnetGroupName: 'narrow' }, 'DBSubnetGroupDoesNotCoverEnoughAZs', 400],
    [
      'with no parameter group',
      { DBClusterParameterGroupName: 'none' },
      'DBClusterParameterGroupNotFound',
      404,
    ],
    ['with a disabled key', { KmsKeyId: 'alias/off' }, 'KMSKeyNotAccessibleFault', 400],
  ] as const;
  it.each(cases)('%s', (_, input, code, status) => {
    const { rds } = aControlPlane(fleet);

    expect(failure(() => rds('RestoreDBClusterFromSnapshot', { ...wanted, ...input }))).toMatchObject({
      code,
      status,
    });
  });

  it('whose own key is gone', () => {
    const { rds, backend } = aControlPlane(fleet);
    backend.control?.key?.({ key: 'alias/shop', state: 'PendingDeletion' });
    const run = () =>
      rds('RestoreDBClusterFromSnapshot', {
        ...wanted,
        SnapshotIdentifier: 'locked',
        KmsKeyId: 'alias/aws/rds',
      });

    expect(failure(run).code).toBe('KMSKeyNotAccessibleFault');
  });

  it('above the quota of clusters', () => {
    const { rds } = aControlPlane(
      fleet.replace('withdrawn', 'clusters: 3, withdrawn').replace('clusters: 3, ', 'clusters: 3\n    '),
    );

    expect(failure(() => rds('RestoreDBClusterFromSnapshot', wanted))).toMatchObject({
      code: 'DBClusterQuotaExceededFault',
      status: 403,
    });
  });
});

describe('the first instance', () => {
  it('comes only once the cluster is available', () => {
    const { rds } = aControlPlane(fleet);
    rds('RestoreDBClusterFromSnapshot', wanted);

    expect(failure(() => rds('CreateDBInstance', instance)).code).toBe('InvalidDBClusterStateFault');
  });

  it('is public in the default subnet group, and nowhere else, unless the call says otherwise', () => {
    const isPublic = (group: string, more: object) =>
      restored({ DBSubnetGroupName: group }).rds('CreateDBInstance', { ...instance, ...more }).DBInstance
        .PubliclyAccessible;

    expect(isPublic('default', {})).toBe(true);
    expect(isPublic('default', { PubliclyAccessible: false })).toBe(false);
    expect(isPublic('drills', {})).toBe(false);
    expect(isPublic('drills', { PubliclyAccessible: true })).toBe(true);
  });

  it('recovers the volume', () => {
    const plane = restored();
    plane.rds('CreateDBInstance', instance);
    plane.advance(hour);

    const ids = ['0005', '0006', '0020', '0021', '0170'];
    expect(events(plane)).toEqual(ids.map((id) => `RDS-EVENT-${id}`));
  });

  it.each([
    ['of a class that the engine has not', { DBInstanceClass: 'db.z9.large' }, 'InvalidParameterCombination'],
    ['of another engine', { Engine: 'aurora-mysql' }, 'InvalidParameterCombination'],
    ['without its parameter group', { DBParameterGroupName: 'none' }, 'DBParameterGroupNotFound'],
    ['of no cluster', { DBClusterIdentifier: 'none' }, 'DBClusterNotFoundFault'],
    ['twice', { DBInstanceIdentifier: 'orders-1' }, 'DBInstanceAlreadyExists'],
  ])('is refused %s', (_, input, code) => {
    const { rds } = restored();

    expect(failure(() => rds('CreateDBInstance', { ...instance, ...input })).code).toBe(code);
  });
});
