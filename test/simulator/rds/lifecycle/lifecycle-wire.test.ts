import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { hour, minute, start } from '../../control-plane.ts';
import { aWorld, timings, type World } from './served-world.ts';

async function makeCluster({ rds, advance }: World, more: object = {}): Promise<void> {
  const DBClusterIdentifier = 'orders';
  await rds.send(new CreateDBClusterCommand({ DBClusterIdentifier, Engine: 'aurora-postgresql', ...more }));
  advance(11 * minute);
  await rds.send(
    new CreateDBInstanceCommand({
      DBClusterIdentifier,
      DBInstanceIdentifier: 'orders-1',
      DBInstanceClass: 'db.r6g.large',
      Engine: 'aurora-postgresql',
    }),
  );
  advance(11 * minute);
}

async function deleteCluster({ rds, advance }: World, more: object): Promise<void> {
  await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'orders-1' }));
  await rds.send(new DeleteDBClusterCommand({ DBClusterIdentifier: 'orders', ...more }));
  advance(11 * minute);
}

describe('a cluster that is renamed', () => {
  test('keeps its resource id, its tags and its instances; its snapshots keep the old name', async () => {
    const world = await aWorld();
    const [before] = await world.clusters();

    await world.rds.send(
      new ModifyDBClusterCommand({
        DBClusterIdentifier: 'orders',
        NewDBClusterIdentifier: 'Orders-V1',
        ApplyImmediately: true,
      }),
    );
    const [during] = await world.clusters();
    world.advance(2 * minute);
    const [after] = await world.clusters();
    const [snapshot] = (await world.snapshots()) ?? [];

    expect(during).toMatchObject({ DBClusterIdentifier: 'orders' });
    expect(after).toMatchObject({
      DBClusterIdentifier: 'orders-v1',
      DBClusterArn: 'arn:aws:rds:eu-central-1:111122223333:cluster:orders-v1',
      DbClusterResourceId: before?.DbClusterResourceId,
      ClusterCreateTime: before?.ClusterCreateTime,
      TagList: [{ Key: 'env', Value: 'prod' }],
    });
    expect(after?.DBClusterMembers).toMatchObject([{ DBInstanceIdentifier: 'orders-1' }]);
    expect(snapshot).toMatchObject({
      DBClusterIdentifier: 'orders',
      DbClusterResourceId: before?.DbClusterResourceId,
    });
    expect(world.eventIds()).toEqual(['RDS-EVENT-0172']);
    expect(world.simulator.events[0]).toMatchObject({
      detail: { Message: 'Renamed cluster from orders to orders-v1.', SourceIdentifier: 'orders-v1' },
    });
  });

  test('is renamed in its maintenance window unless ApplyImmediately is set', async () => {
    const world = await aWorld();

    await world.rds.send(
      new ModifyDBClusterCommand({ DBClusterIdentifier: 'orders', NewDBClusterIdentifier: 'later' }),
    );
    world.advance(hour);
    const [soon] = await world.clusters();
    world.advance(7 * 24 * hour);
    const [after] = await world.clusters();

    expect(soon?.DBClusterIdentifier).toBe('orders');
    expect(after?.DBClusterIdentifier).toBe('later');
  });

  test('cannot have the name of another', async () => {
    const world = await aWorld('clusters: [{ id: orders }, { id: taken }]');

    const rename = world.rds.send(
      new ModifyDBClusterCommand({ DBClusterIdentifier: 'orders', NewDBClusterIdentifier: 'taken' }),
    );

    await expect(rename).rejects.toMatchObject({ name: 'DBClusterAlreadyExistsFault' });
  });
});

describe('a cluster that is deleted and made again', () => {
  test('is another one: a new resource id, created now, no tags; the snapshots of the old one stay', async () => {
    const world = await aWorld();
    const [old] = await world.clusters();

    await deleteCluster(world, { FinalDBSnapshotIdentifier: 'last' });
    const gone = await world.clusters();
    await makeCluster(world);
    const [made] = await world.clusters();

    expect(gone).toEqual([]);
    expect(made).toMatchObject({ DBClusterIdentifier: 'orders', Status: 'available', TagList: [] });
    expect(made?.DbClusterResourceId).not.toBe(old?.DbClusterResourceId);
    expect(made?.ClusterCreateTime).toEqual(new Date(start + 11 * minute));
    expect(
      (await world.snapshots())?.map((one) => [one.DBClusterSnapshotIdentifier, one.DbClusterResourceId]),
    ).toEqual([
      ['before', old?.DbClusterResourceId],
      ['last', old?.DbClusterResourceId],
    ]);
    expect(world.eventIds()).toEqual([
      ...['RDS-EVENT-0074', 'RDS-EVENT-0075', 'RDS-EVENT-0003', 'RDS-EVENT-0171'],
      ...['RDS-EVENT-0170', 'RDS-EVENT-0005'],
    ]);
  });

  test('has another resource id each time', async () => {
    const world = await aWorld();
    const ids: unknown[] = [];

    for (let time = 0; time < 3; time += 1) {
      await deleteCluster(world, { SkipFinalSnapshot: true });
      await makeCluster(world);
      ids.push((await world.clusters())[0]?.DbClusterResourceId);
    }

    expect(new Set(ids).size).toBe(3);
  });

  const refusals = [
    ['without a word of a last snapshot', {}],
    [
      'with a last snapshot that is skipped, too',
      { SkipFinalSnapshot: true, FinalDBSnapshotIdentifier: 'x' },
    ],
    ['with a last snapshot of a name that is taken', { FinalDBSnapshotIdentifier: 'before' }],
  ] as const;
  test.each(refusals)('is not deleted %s', async (_, more) => {
    const world = await aWorld();
    await world.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'orders-1' }));

    const deleted = world.rds.send(new DeleteDBClusterCommand({ DBClusterIdentifier: 'orders', ...more }));

    await expect(deleted).rejects.toThrow(/FinalDBSnapshotIdentifier|already exists/);
  });

  test('is not deleted while it has instances, or is protected', async () => {
    const world = await aWorld();
    const { rds } = world;
    const deleteIt = () =>
      rds.send(new DeleteDBClusterCommand({ DBClusterIdentifier: 'orders', SkipFinalSnapshot: true }));

    await expect(deleteIt()).rejects.toThrow('it still contains DB instances in non-deleting state');
    await rds.send(new ModifyDBClusterCommand({ DBClusterIdentifier: 'orders', DeletionProtection: true }));
    await expect(deleteIt()).rejects.toThrow('Cannot delete protected Cluster');
    expect(await world.clusters()).toMatchObject([{ DeletionProtection: true }]);
  });
});

test('instances come and go, the next one is the writer', async () => {
  const world = await aWorld(`clusters: [{ id: orders, instances: 2 }]\n${timings}`);

  await world.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'orders-1' }));
  const { DBInstances: during } = await world.rds.send(new DescribeDBInstancesCommand({}));
  world.advance(11 * minute);
  const [after] = await world.clusters();

  expect(during?.map(({ DBInstanceStatus }) => DBInstanceStatus)).toEqual(['deleting', 'available']);
  expect(after?.DBClusterMembers).toMatchObject([
    { DBInstanceIdentifier: 'orders-2', IsClusterWriter: true },
  ]);
});
