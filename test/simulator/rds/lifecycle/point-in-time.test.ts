import { describe, expect, it } from 'vitest';
import {
  aControlPlane,
  day,
  failure,
  hour,
  minute,
  start,
  type TestControlPlane,
} from '../../control-plane.ts';

const fleet = `
clusters:
  - id: orders
    use: always
    version: '15.4'
    backupRetention: 3
    tags: { team: shop }
    tables: [{ name: orders, rows: 10000, perHour: 60 }]
  - { id: graph, engine: neptune, tags: { team: graph } }
  - { id: empty, instances: 0 }
  - { id: unsaved, backupRetention: 0 }
timings: { lag: 0s, create: 10m, restore: 20m, restorePerGiB: 0s, clone: 5m, delete: 5m }
`;

const wanted = {
  DBClusterIdentifier: 'again',
  SourceDBClusterIdentifier: 'orders',
  UseLatestRestorableTime: true,
};

function restored(input: object = {}, plane = aControlPlane(fleet)) {
  plane.rds('RestoreDBClusterToPointInTime', { ...wanted, ...input });
  plane.advance(hour);
  return { ...plane, cluster: () => find(plane, 'again') };
}

function find(plane: TestControlPlane, id: string) {
  return plane.rds('DescribeDBClusters', { DBClusterIdentifier: id }).DBClusters[0];
}

function rowsOf(plane: TestControlPlane, id: string): number | undefined {
  const cluster = [...plane.backend.store.all()].find((one) => one.id === id);
  return cluster?.volume.at(plane.clock.now())[0]?.rows;
}

describe('a restore to a point in time', () => {
  it('has version, backup settings and tags of the source, and defaults for the rest', () => {
    expect(restored().cluster()).toMatchObject({
      ...{ Status: 'available', Engine: 'aurora-postgresql', EngineVersion: '15.4', Port: 5432 },
      ...{ BackupRetentionPeriod: 3, DBSubnetGroup: 'default', DeletionProtection: false },
      TagList: [{ Key: 'team', Value: 'shop' }],
      DBClusterMembers: [],
    });
  });

  it('has the tags of the call alone, if it gives any', () => {
    const Tags = [{ Key: 'dormouse:drill', Value: 'x' }];

    expect(restored({ Tags }).cluster().TagList).toEqual(Tags);
  });

  it('has the data of that time', () => {
    const latest = restored();
    const earlier = restored({
      UseLatestRestorableTime: undefined,
      RestoreToTime: new Date(start - 10 * hour),
    });

    expect([rowsOf(latest, 'again'), rowsOf(earlier, 'again')]).toEqual([9_985, 9_400]);
  });

  it('knows the latest time, which stands still while the source is stopped', () => {
    const plane = aControlPlane(fleet);
    plane.rds('StopDBCluster', { DBClusterIdentifier: 'orders' });
    plane.advance(2 * day);
    const { LatestRestorableTime } = find(plane, 'orders');
    const late = { UseLatestRestorableTime: undefined, RestoreToTime: new Date(plane.clock.now() - hour) };

    expect(LatestRestorableTime.getTime()).toBeLessThan(start + hour);
    expect(failure(() => restored(late, plane)).code).toBe('InvalidRestoreFault');
    expect(restored({}, plane).cluster().Status).toBe('available');
  });
});

describe('a clone', () => {
  const clone = { RestoreType: 'copy-on-write' };

  it('has the data of now, and is there sooner than a full copy', () => {
    const plane = aControlPlane(fleet);
    plane.rds('RestoreDBClusterToPointInTime', { ...wanted, ...clone });
    plane.advance(6 * minute);

    expect(plane.status('again')).toBe('available');
    expect(rowsOf(plane, 'again')).toBe(10_000);
  });

  it('is a full copy from the sixteenth on', () => {
    const plane = aControlPlane(fleet);
    for (let n = 1; n <= 16; n += 1) {
      plane.rds('RestoreDBClusterToPointInTime', { ...wanted, ...clone, DBClusterIdentifier: `copy-${n}` });
    }
    plane.advance(6 * minute);

    expect([plane.status('copy-15'), plane.status('copy-16')]).toEqual(['available', 'creating']);
  });

  it('needs an instance of the source', () => {
    const { rds } = aControlPlane(fleet);
    const run = () =>
      rds('RestoreDBClusterToPointInTime', { ...wanted, ...clone, SourceDBClusterIdentifier: 'empty' });

    expect(failure(run).code).toBe('InvalidDBClusterStateFault');
  });
});

describe('a restore is refused', () => {
  const at = (time: number) => ({ UseLatestRestorableTime: undefined, RestoreToTime: new Date(time) });
  const cases = [
    ['of no cluster', { SourceDBClusterIdentifier: 'none' }, 'DBClusterNotFoundFault'],
    ['of no source', { SourceDBClusterIdentifier: undefined }, 'InvalidParameterCombination'],
    ['to no time', { UseLatestRestorableTime: undefined }, 'InvalidParameterCombination'],
    ['to two times', { RestoreToTime: new Date(start - hour) }, 'InvalidParameterCombination'],
    [
      'to a time as a clone',
      { ...at(start - hour), RestoreType: 'copy-on-write' },
      'InvalidParameterCombination',
    ],
    ['to the last minutes', at(start - minute), 'InvalidRestoreFault'],
    ['beyond the retention', at(start - 4 * day), 'InvalidRestoreFault'],
    ['without backups', { SourceDBClusterIdentifier: 'unsaved' }, 'InvalidRestoreFault'],
    ['under a name that is taken', { DBClusterIdentifier: 'graph' }, 'DBClusterAlreadyExistsFault'],
    ['into no subnet group', { DBSubnetGroupName: 'none' }, 'DBSubnetGroupNotFoundFault'],
    [
      'of a deleted cluster without backups',
      { SourceDBClusterIdentifier: undefined, SourceDbClusterResourceId: 'cluster-NONE' },
      'DBClusterAutomatedBackupNotFoundFault',
    ],
  ] as const;
  it.each(cases)('%s', (_, input, code) => {
    const { rds } = aControlPlane(fleet);

    expect(failure(() => rds('RestoreDBClusterToPointInTime', { ...wanted, ...input })).code).toBe(code);
  });

  it('with the other code where the quirk says so', () => {
    const { rds } = aControlPlane(`${fleet}\nquirks: { restoreTimeCode: InvalidParameterValue }`);

    expect(failure(() => rds('RestoreDBClusterToPointInTime', { ...wanted, ...at(0) })).code).toBe(
      'InvalidParameterValue',
    );
  });
});

describe('automated backups', () => {
  const list = (plane: TestControlPlane, input: Record<string, unknown> = {}) =>
    plane.rds('DescribeDBClusterAutomatedBackups', input).DBClusterAutomatedBackups;

  function deleted(DeleteAutomatedBackups: boolean) {
    const plane = aControlPlane(fleet);
    const { DbClusterResourceId } = find(plane, 'orders');
    for (const id of ['orders-1', 'orders-2']) plane.rds('DeleteDBInstance', { DBInstanceIdentifier: id });
    const remove = { DBClusterIdentifier: 'orders', SkipFinalSnapshot: true, DeleteAutomatedBackups };
    plane.rds('DeleteDBCluster', remove);
    plane.advance(hour);
    return { plane, DbClusterResourceId };
  }

  it('are those of the clusters that have any', () => {
    const plane = aControlPlane(fleet);

    expect(list(plane).map((one: Record<string, unknown>) => [one.DBClusterIdentifier, one.Status])).toEqual(
      expect.arrayContaining([
        ['orders', 'active'],
        ['empty', 'active'],
      ]),
    );
    expect(list(plane)).toHaveLength(2);
    expect(list(plane, { DBClusterIdentifier: 'orders' })[0].RestoreWindow).toEqual({
      EarliestTime: find(plane, 'orders').EarliestRestorableTime,
      LatestTime: find(plane, 'orders').LatestRestorableTime,
    });
  });

  it('of a deleted cluster are kept for the days of its retention, and can be restored', () => {
    const { plane, DbClusterResourceId } = deleted(false);
    const kept = list(plane, { DbClusterResourceId });
    const source = { SourceDBClusterIdentifier: undefined, SourceDbClusterResourceId: DbClusterResourceId };
    const { cluster } = restored(source, plane);

    expect(kept).toMatchObject([
      { DBClusterIdentifier: 'orders', Status: 'retained', EngineVersion: '15.4' },
    ]);
    expect(cluster()).toMatchObject({ Status: 'available', TagList: [] });
    plane.advance(4 * day);
    expect(failure(() => list(plane, { DbClusterResourceId })).code).toBe(
      'DBClusterAutomatedBackupNotFoundFault',
    );
  });

  it('go with a deleted cluster, unless the call says otherwise', () => {
    const { plane } = deleted(true);

    expect(list(plane, { Filters: [{ Name: 'status', Values: ['retained'] }] })).toEqual([]);
  });
});
