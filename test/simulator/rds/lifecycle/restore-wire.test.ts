import { RestoreDBClusterFromSnapshotCommand } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { minute } from '../../control-plane.ts';
import { aWorld, fleet } from './served-world.ts';

describe('a snapshot that is restored', () => {
  const restore = (more: object = {}) =>
    new RestoreDBClusterFromSnapshotCommand({
      DBClusterIdentifier: 'restored',
      SnapshotIdentifier: 'before',
      Engine: 'aurora-postgresql',
      ...more,
    });

  test('is a cluster of its own: a new resource id, no tags but those of the call, no instances', async () => {
    const world = await aWorld();

    const { DBCluster } = await world.rds.send(restore({ Tags: [{ Key: 'drill', Value: 'yes' }] }));
    world.advance(11 * minute);
    const [old, made] = await world.clusters();

    expect(DBCluster).toMatchObject({ Status: 'creating' });
    expect(made).toMatchObject({
      DBClusterIdentifier: 'restored',
      Status: 'available',
      EngineVersion: '16.6',
      TagList: [{ Key: 'drill', Value: 'yes' }],
      DBClusterMembers: [],
    });
    expect(made?.DbClusterResourceId).not.toBe(old?.DbClusterResourceId);
    expect(world.eventIds()).toEqual(['RDS-EVENT-0170']);
  });

  test('brings the tags of the snapshot where the quirk says so', async () => {
    const world = await aWorld(`${fleet}\nquirks: { restoredTags: snapshot }`);

    await world.rds.send(restore());
    const [, made] = await world.clusters();

    expect(made?.TagList).toEqual([{ Key: 'kept', Value: 'yes' }]);
  });

  test('has to be of that engine', async () => {
    const { rds } = await aWorld();

    await expect(rds.send(restore({ Engine: 'aurora-mysql' }))).rejects.toThrow('is of aurora-postgresql');
  });
});
