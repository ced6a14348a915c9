import { describe, expect, it } from 'vitest';
import type { RestoreFault } from '../../../../simulator/core/restore-faults.ts';
import { aControlPlane, failure, hour } from '../../control-plane.ts';
import { fleet, instance, wanted } from './restored-world.ts';

function aRestore(fault: RestoreFault, input: object = {}) {
  const plane = aControlPlane(fleet);
  plane.faults.delivery = { ...plane.faults.delivery, restores: [fault] };
  plane.rds('RestoreDBClusterFromSnapshot', { ...wanted, ...input });
  return plane;
}

describe('a restore that goes wrong', () => {
  it('slow: takes twelve hours, or as long as it says', () => {
    const slow = aRestore({ kind: 'slow' });
    slow.advance(11 * hour);
    const [before, other] = [slow.status('again'), aRestore({ kind: 'slow', ms: hour })];
    slow.advance(2 * hour);
    other.advance(2 * hour);

    expect([before, slow.status('again'), other.status('again')]).toEqual([
      'creating',
      'available',
      'available',
    ]);
  });

  it('incompatible-restore: ends in that status, and can only be deleted', () => {
    const plane = aRestore({ kind: 'incompatible-restore' });
    plane.advance(hour);

    expect(plane.status('again')).toBe('incompatible-restore');
    expect(failure(() => plane.rds('CreateDBInstance', instance)).code).toBe('InvalidDBClusterStateFault');
    expect(plane.delivered.map(({ event }) => event.detail.EventID)).toContain('RDS-EVENT-0354');
    plane.rds('DeleteDBCluster', { DBClusterIdentifier: 'again', SkipFinalSnapshot: true });
    plane.advance(hour);
    expect(failure(() => plane.status('again')).code).toBe('DBClusterNotFoundFault');
  });

  it('tags-stripped: has its tags until it is available, and so has its instance', () => {
    const Tags = [{ Key: 'drill', Value: 'yes' }];
    const plane = aRestore({ kind: 'tags-stripped', source: 'orders' }, { Tags });
    const tags = () =>
      plane.rds('DescribeDBClusters', { DBClusterIdentifier: 'again' }).DBClusters[0].TagList;
    const before = tags();
    plane.advance(hour);
    plane.rds('CreateDBInstance', { ...instance, Tags });
    plane.advance(hour);
    const { TagList } = plane.rds('DescribeDBInstances', { DBInstanceIdentifier: 'again-1' }).DBInstances[0];

    expect([before, tags(), TagList]).toEqual([Tags, [], []]);
  });

  it('slow-instance, incompatible-parameters: the instance never gets available, and can be deleted', () => {
    const statusOf = (kind: RestoreFault['kind']) => {
      const plane = aRestore({ kind });
      plane.advance(hour);
      plane.rds('CreateDBInstance', instance);
      plane.advance(2 * hour);
      const { DBInstanceStatus } = plane.rds('DescribeDBInstances', { DBInstanceIdentifier: 'again-1' })
        .DBInstances[0];
      plane.rds('DeleteDBInstance', { DBInstanceIdentifier: 'again-1' });
      plane.rds('DeleteDBCluster', { DBClusterIdentifier: 'again', SkipFinalSnapshot: true });
      plane.advance(hour);
      return [DBInstanceStatus, failure(() => plane.status('again')).code];
    };

    expect(statusOf('slow-instance')).toEqual(['creating', 'DBClusterNotFoundFault']);
    expect(statusOf('incompatible-parameters')).toEqual([
      'incompatible-parameters',
      'DBClusterNotFoundFault',
    ]);
  });

  it('slow-delete: the cluster is there for half a day', () => {
    const plane = aRestore({ kind: 'slow-delete' });
    plane.advance(hour);
    plane.rds('DeleteDBCluster', { DBClusterIdentifier: 'again', SkipFinalSnapshot: true });
    plane.advance(11 * hour);
    const before = plane.status('again');
    plane.advance(2 * hour);

    expect([before, failure(() => plane.status('again')).code]).toEqual([
      'deleting',
      'DBClusterNotFoundFault',
    ]);
  });

  it.each([{ source: 'graph' }, { cluster: 'another' }])('spares those that it is not about: %o', (about) => {
    const plane = aRestore({ kind: 'incompatible-restore', ...about });
    plane.advance(hour);

    expect(plane.status('again')).toBe('available');
  });
});
