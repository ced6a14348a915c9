import { describe, expect, it } from 'vitest';
import { aControlPlane, evenTimings, failure, hour, minute, statuses } from '../../control-plane.ts';

const fleet = `
clusters:
  - { id: prod, size: 40, tags: { env: prod }, copyTagsToSnapshot: true, encrypted: none, backupRetention: 0 }
  - { id: resting, status: stopped, since: 1d, backupRetention: 0 }
  - { id: multi, engine: postgres, backupRetention: 0 }
quotas: { manualSnapshots: 3 }
${evenTimings}
`;
const take = (id: string, more = {}) => ({
  DBClusterIdentifier: 'prod',
  DBClusterSnapshotIdentifier: id,
  ...more,
});
const tag = (Key: string, Value: string) => ({ Key, Value });

describe('CreateDBClusterSnapshot', () => {
  it('answers with a snapshot that is being made', () => {
    const { rds } = aControlPlane(fleet);

    const answer = rds('CreateDBClusterSnapshot', take('Before-Upgrade', { Tags: [tag('why', 'upgrade')] }));

    expect(answer.DBClusterSnapshot).toMatchObject({
      DBClusterSnapshotIdentifier: 'before-upgrade',
      DBClusterSnapshotArn: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:before-upgrade',
      DBClusterIdentifier: 'prod',
      Engine: 'aurora-postgresql',
      Status: 'creating',
      PercentProgress: 0,
      Port: 0,
      SnapshotType: 'manual',
      SnapshotCreateTime: new Date('2026-11-23T05:00:00Z'),
      AllocatedStorage: 40,
      StorageEncrypted: false,
      TagList: [tag('env', 'prod'), tag('why', 'upgrade')],
    });
  });

  it('takes its time, which reads learn of with a lag and events at once', () => {
    const backend = aControlPlane(fleet);
    const seen = () => {
      const [snapshot] = backend.rds('DescribeDBClusterSnapshots').DBClusterSnapshots;
      return [snapshot.Status, snapshot.PercentProgress, snapshot.Port];
    };
    backend.rds('CreateDBClusterSnapshot', take('s'));

    backend.advance(2.5 * minute);
    expect(seen()).toEqual(['creating', 50, 0]);

    backend.advance(2.5 * minute + 10_000);
    expect(statuses(backend)).toEqual({ s: 'available' });
    expect(seen()).toEqual(['creating', 99, 0]);
    expect(backend.delivered.map(({ event }) => event.detail)).toMatchObject([
      {
        EventID: 'RDS-EVENT-0074',
        SourceIdentifier: 's',
        SourceType: 'CLUSTER_SNAPSHOT',
        Tags: { env: 'prod' },
      },
      { EventID: 'RDS-EVENT-0075', EventCategories: ['backup'], Date: '2026-11-23T05:05:00.000Z' },
    ]);

    backend.advance(20_000);
    expect(seen()).toEqual(['available', 100, 0]);
  });

  it('is told by DescribeEvents', () => {
    const backend = aControlPlane(fleet);
    backend.rds('CreateDBClusterSnapshot', take('s'));
    backend.advance(hour / 2);

    const { Events } = backend.rds('DescribeEvents', { SourceType: 'db-cluster-snapshot' });

    expect(Events).toMatchObject([
      {
        SourceIdentifier: 's',
        SourceType: 'db-cluster-snapshot',
        Message: 'Creating manual cluster snapshot.',
      },
      { Message: 'Manual cluster snapshot created.', EventCategories: ['backup'] },
    ]);
  });

  it('is for Multi-AZ DB clusters as well', () => {
    const { rds } = aControlPlane(fleet);

    const answer = rds('CreateDBClusterSnapshot', take('s', { DBClusterIdentifier: 'multi' }));

    expect(answer.DBClusterSnapshot).toMatchObject({ Engine: 'postgres', Status: 'creating' });
  });

  it('is not shown at once when reads lag behind', () => {
    const backend = aControlPlane(fleet);
    backend.faults.delivery = { ...backend.faults.delivery, lagMs: minute };
    backend.rds('CreateDBClusterSnapshot', take('s'));

    expect(backend.rds('DescribeDBClusterSnapshots').DBClusterSnapshots).toEqual([]);
    backend.advance(minute);
    expect(backend.rds('DescribeDBClusterSnapshots').DBClusterSnapshots).toHaveLength(1);
  });

  const rule =
    'Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.';
  const invalid = `The parameter DBClusterSnapshotIdentifier is not a valid identifier. ${rule}`;
  const refused = [
    ['a digit first', take('1s'), 'InvalidParameterValue', 'Invalid snapshot identifier:  1s'],
    ['a colon', take('rds:s'), 'InvalidParameterValue', invalid],
    ['a hyphen last', take('s-'), 'InvalidParameterValue', invalid],
    ['two hyphens', take('s--s'), 'InvalidParameterValue', invalid],
    ['64 characters', take('s'.repeat(64)), 'InvalidParameterValue', invalid],
    ['a tag of AWS', take('s', { Tags: [tag('aws:x', '')] }), 'InvalidParameterValue', 'reserved prefix'],
    [
      'no such cluster',
      take('s', { DBClusterIdentifier: 'nobody' }),
      'DBClusterNotFoundFault',
      'DBCluster nobody not found.',
    ],
    [
      'a stopped cluster',
      take('s', { DBClusterIdentifier: 'resting' }),
      'InvalidDBClusterStateFault',
      "Can't create a snapshot because the database cluster resting isn't currently in the available state.",
    ],
    [
      'a name that is taken',
      take('TAKEN'),
      'DBClusterSnapshotAlreadyExistsFault',
      'Cannot create the snapshot because a snapshot with the identifier taken already exists.',
    ],
  ] as const;
  it.each(refused)('refuses %s', (_, input, code, text) => {
    const backend = aControlPlane(fleet);
    backend.rds('CreateDBClusterSnapshot', take('taken'));

    const { code: found, message } = failure(() => backend.rds('CreateDBClusterSnapshot', input));

    expect(found).toBe(code);
    expect(message).toContain(text);
    expect(Object.keys(statuses(backend))).toEqual(['taken']);
  });

  it('accepts 63 characters', () => {
    const { rds } = aControlPlane(fleet);

    expect(() => rds('CreateDBClusterSnapshot', take('s'.repeat(63)))).not.toThrow();
  });

  it('has a quota for each account and Region, which DescribeAccountAttributes tells', () => {
    const { rds, backend } = aControlPlane(fleet);
    backend.addSnapshot('prod', { id: 'rds:prod-x', type: 'automated' });
    backend.addSnapshot('prod', { id: 'awsbackup:job-1', type: 'awsbackup' });
    backend.addSnapshot('prod', { id: 'abroad', region: 'us-east-1' });
    for (const id of ['a', 'b', 'c']) rds('CreateDBClusterSnapshot', take(id));

    expect(failure(() => rds('CreateDBClusterSnapshot', take('d')))).toEqual({
      code: 'SnapshotQuotaExceeded',
      status: 400,
      message: 'Cannot create more than 3 manual snapshots',
    });
    const quota = (region: string) =>
      rds('DescribeAccountAttributes', {}, { region }).AccountQuotas.filter(
        ({ AccountQuotaName }: { AccountQuotaName: string }) => AccountQuotaName.includes('Cluster'),
      );
    const name = (AccountQuotaName: string, Used: number, Max: number) => ({ AccountQuotaName, Used, Max });
    expect(quota('eu-central-1')).toEqual([
      name('DBClusters', 3, 40),
      name('DBClusterParameterGroups', 0, 50),
      name('DBClusterRoles', 0, 5),
      name('CustomEndpointsPerDBCluster', 0, 5),
      name('ManualClusterSnapshots', 3, 3),
    ]);
    expect(quota('us-east-1').at(-1)).toEqual(name('ManualClusterSnapshots', 1, 3));
  });
});
