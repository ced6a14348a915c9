import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { aControlPlane, failure, hour, minute } from '../../control-plane.ts';
import { events, fleet, instance, restored, wanted } from './restored-world.ts';

it('a restore takes longer the bigger the volume, within six hours', () => {
  const minutes = (size: number) => {
    const text = fleet
      .replace('size: 100', `size: ${size}`)
      .replace('restorePerGiB: 0s', 'restorePerGiB: 1m');
    const plane = aControlPlane(text);
    plane.rds('RestoreDBClusterFromSnapshot', wanted);
    let count = 0;
    for (; plane.status('again') === 'creating'; count += 1) plane.advance(minute);
    return count;
  };

  const [small = 0, middle = 0, big = 0] = [1, 100, 100_000].map(minutes);

  expect(middle).toBeGreaterThan(small);
  expect([small - 20 <= 1, big]).toEqual([true, 360]);
});

it.each([
  ['available', 'RDS-EVENT-0170', []],
  ['creating', 'RDS-EVENT-0170', ['RDS-EVENT-0170']],
])('the event of a restore comes when it is %s', (quirk, event, early) => {
  const plane = aControlPlane(`${fleet}\nquirks: { createdEvent: ${quirk} }`);
  plane.rds('RestoreDBClusterFromSnapshot', wanted);
  plane.advance(minute);
  const before = events(plane);
  plane.advance(hour);

  expect(before).toEqual(early);
  expect(events(plane)).toEqual([event]);
});

describe('what is deleted', () => {
  const remove = { DBClusterIdentifier: 'again', SkipFinalSnapshot: true };

  it.each([
    ['allowed', 'none'],
    ['refused', 'InvalidDBClusterStateFault'],
  ])('while it is creating is %s', (quirk, code) => {
    const { rds } = aControlPlane(`${fleet}\nquirks: { deleteWhileCreating: ${quirk} }`);
    rds('RestoreDBClusterFromSnapshot', wanted);
    const run = () => rds('DeleteDBCluster', remove);

    if (code === 'none') expect(run().DBCluster.Status).toBe('deleting');
    else expect(failure(run).code).toBe(code);
  });

  it('is shown with the status before where the quirk says so', () => {
    const { rds } = restored({}, `${fleet}\nquirks: { deleteAnswer: before }`);

    expect(rds('DeleteDBCluster', remove).DBCluster.Status).toBe('available');
  });

  it('goes instances first', () => {
    const { rds, advance } = restored();
    rds('CreateDBInstance', instance);
    advance(hour);

    expect(failure(() => rds('DeleteDBCluster', remove)).code).toBe('InvalidDBClusterStateFault');
    rds('DeleteDBInstance', { DBInstanceIdentifier: 'again-1' });
    rds('DeleteDBCluster', remove);
    advance(hour);
    expect(failure(() => rds('DescribeDBClusters', { DBClusterIdentifier: 'again' })).code).toBe(
      'DBClusterNotFoundFault',
    );
  });

  it.each([
    ['deletable', 'deleting'],
    ['refused', 'InvalidDBClusterStateFault'],
  ])('as the only instance of a Neptune cluster is %s', (quirk, outcome) => {
    const { rds } = aControlPlane(`${fleet}\nquirks: { lastNeptuneInstance: ${quirk} }`);
    const run = () => rds('DeleteDBInstance', { DBInstanceIdentifier: 'graph-1' });

    expect(quirk === 'deletable' ? run().DBInstance.DBInstanceStatus : failure(run).code).toBe(outcome);
  });

  it('is not the last instance of a source', () => {
    const { rds } = aControlPlane(
      'clusters: [{ id: a, instances: 1 }, { id: b, region: us-west-2, readReplicaOf: a }]',
    );

    expect(failure(() => rds('DeleteDBInstance', { DBInstanceIdentifier: 'a-1' })).message).toContain(
      'Delete the replica cluster before',
    );
  });
});

describe('listings that lag behind', () => {
  it('show a new cluster and its instance later; calls know them at once', () => {
    const plane = aControlPlane(fleet);
    plane.faults.delivery = { ...plane.faults.delivery, lagMs: 5 * minute };
    const ids = () =>
      plane.rds('DescribeDBClusters').DBClusters.map((one: DBCluster) => one.DBClusterIdentifier);
    plane.rds('RestoreDBClusterFromSnapshot', wanted);
    const early = [ids().includes('again'), failure(() => plane.status('again')).code];
    plane.advance(hour);
    plane.rds('CreateDBInstance', instance);
    const members = () =>
      plane.rds('DescribeDBClusters', { DBClusterIdentifier: 'again' }).DBClusters[0].DBClusterMembers.length;
    const instances = () =>
      plane.rds('DescribeDBInstances').DBInstances.map((one: DBInstance) => one.DBInstanceIdentifier);
    const without = [members(), instances().includes('again-1')];
    plane.advance(5 * minute);

    expect(early).toEqual([false, 'DBClusterNotFoundFault']);
    expect(without).toEqual([0, false]);
    expect([ids().includes('again'), members(), instances().includes('again-1')]).toEqual([true, 1, true]);
    expect(failure(() => plane.rds('CreateDBInstance', instance)).code).toBe('DBInstanceAlreadyExists');
  });
});
