import { describe, expect, it } from 'vitest';
import { aPlane, evenTimings, failure, hour, minute, statuses } from './plane.ts';

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
    const { rds } = aPlane(fleet);

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
    const plane = aPlane(fleet);
    const seen = () => {
      const [snapshot] = plane.rds('DescribeDBClusterSnapshots').DBClusterSnapshots;
      return [snapshot.Status, snapshot.PercentProgress, snapshot.Port];
    };
    plane.rds('CreateDBClusterSnapshot', take('s'));

    plane.advance(2.5 * minute);
    expect(seen()).toEqual(['creating', 50, 0]);

    plane.advance(2.5 * minute + 10_000);
    expect(statuses(plane)).toEqual({ s: 'available' });
    expect(seen()).toEqual(['creating', 99, 0]);
    expect(plane.delivered.map(({ event }) => event.detail)).toMatchObject([
      {
        EventID: 'RDS-EVENT-0074',
        SourceIdentifier: 's',
        SourceType: 'CLUSTER_SNAPSHOT',
        Tags: { env: 'prod' },
      },
      { EventID: 'RDS-EVENT-0075', EventCategories: ['backup'], Date: '2026-11-23T05:05:00.000Z' },
    ]);

    plane.advance(20_000);
    expect(seen()).toEqual(['available', 100, 5432]);
  });

  it('is told by DescribeEvents', () => {
    const plane = aPlane(fleet);
    plane.rds('CreateDBClusterSnapshot', take('s'));
    plane.advance(hour / 2);

    const { Events } = plane.rds('DescribeEvents', { SourceType: 'db-cluster-snapshot' });

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
    const { rds } = aPlane(fleet);

    const answer = rds('CreateDBClusterSnapshot', take('s', { DBClusterIdentifier: 'multi' }));

    expect(answer.DBClusterSnapshot).toMatchObject({ Engine: 'postgres', Status: 'creating' });
  });

  it('is not shown at once when reads lag behind', () => {
    const plane = aPlane(fleet);
    plane.faults.plane = { ...plane.faults.plane, lagMs: minute };
    plane.rds('CreateDBClusterSnapshot', take('s'));

    expect(plane.rds('DescribeDBClusterSnapshots').DBClusterSnapshots).toEqual([]);
    plane.advance(minute);
    expect(plane.rds('DescribeDBClusterSnapshots').DBClusterSnapshots).toHaveLength(1);
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
    const plane = aPlane(fleet);
    plane.rds('CreateDBClusterSnapshot', take('taken'));

    const { code: found, message } = failure(() => plane.rds('CreateDBClusterSnapshot', input));

    expect(found).toBe(code);
    expect(message).toContain(text);
    expect(Object.keys(statuses(plane))).toEqual(['taken']);
  });

  it('accepts 63 characters', () => {
    const { rds } = aPlane(fleet);

    expect(() => rds('CreateDBClusterSnapshot', take('s'.repeat(63)))).not.toThrow();
  });

  it('has a quota for each account and Region, which DescribeAccountAttributes tells', () => {
    const { rds, plane } = aPlane(fleet);
    plane.addSnapshot('prod', { id: 'rds:prod-x', type: 'automated' });
    plane.addSnapshot('prod', { id: 'awsbackup:job-1', type: 'awsbackup' });
    plane.addSnapshot('prod', { id: 'abroad', region: 'us-east-1' });
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
      name('ManualClusterSnapshots', 3, 3),
    ]);
    expect(quota('us-east-1').at(-1)).toEqual(name('ManualClusterSnapshots', 1, 3));
  });
});
