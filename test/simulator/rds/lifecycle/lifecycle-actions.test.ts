import { describe, expect, it } from 'vitest';
import {
  aControlPlane,
  day,
  evenTimings,
  hour,
  minute,
  start,
  type TestControlPlane,
} from '../../control-plane.ts';

const fleet = `
clusters:
  - { id: orders, instances: 2, tags: { env: prod }, use: always, snapshots: [{ id: s }] }
  - { id: orders-green, instances: 2, greenOf: orders }
  - { id: far, region: us-east-1, readReplicaOf: orders }
${evenTimings}
`;

function told({ rds }: TestControlPlane): Record<string, unknown>[] {
  return rds('DescribeDBClusters').DBClusters;
}

function post({ backend }: TestControlPlane, route: string, body: object): unknown {
  return backend.control?.[route]?.(body);
}

/** The connections of each minute of the last hour, the newest first. */
function connections({ metrics, clock }: TestControlPlane, id: string): number[] {
  const [result] = metrics(
    {
      StartTime: new Date(clock.now() - hour),
      EndTime: new Date(clock.now()),
      MetricDataQueries: [
        {
          Id: 'a',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName: 'DatabaseConnections',
              Dimensions: [{ Name: 'DBClusterIdentifier', Value: id }],
            },
            Period: 60,
            Stat: 'Maximum',
          },
        },
      ],
    },
    { now: clock.now() },
  ).MetricDataResults;
  return result.Values;
}

describe('people rename and replace clusters', () => {
  it('a rename by hand is seen at once, and the replica follows', () => {
    const test = aControlPlane(fleet);
    const [before] = told(test);

    post(test, 'cluster', { cluster: 'orders', rename: 'archive' });

    expect(told(test)[0]).toMatchObject({
      DBClusterIdentifier: 'archive',
      DbClusterResourceId: before?.DbClusterResourceId,
    });
    const [far] = test.rds('DescribeDBClusters', {}, { region: 'us-east-1' }).DBClusters;
    expect(far.ReplicationSourceIdentifier).toBe('arn:aws:rds:eu-central-1:111122223333:cluster:archive');
  });

  it('refuses a name that is taken', () => {
    const test = aControlPlane(fleet);

    expect(() => post(test, 'cluster', { cluster: 'orders', rename: 'orders-green' })).toThrow('already');
  });

  it('makes a cluster again under the same name, written as in the fleet file and created now', () => {
    const test = aControlPlane(fleet);
    const [before] = told(test);

    post(test, 'cluster', { cluster: 'orders', delete: true });
    test.advance(day);
    post(test, 'cluster/new', { id: 'orders', tags: { env: 'dev' } });

    expect(told(test)[0]).toMatchObject({
      DBClusterIdentifier: 'orders',
      ClusterCreateTime: new Date(start + day),
      TagList: [{ Key: 'env', Value: 'dev' }],
      EarliestRestorableTime: new Date(start + day),
    });
    expect(told(test)[0]?.DbClusterResourceId).not.toBe(before?.DbClusterResourceId);
    expect(test.backend.snapshots().map(({ id, type }) => `${id} ${type}`)).toContain('s manual');
  });

  it('restores a snapshot under a name of its own', () => {
    const test = aControlPlane(fleet);

    post(test, 'cluster/restore', { snapshot: 's', id: 'drill', instances: 1 });

    expect(told(test)[0]).toMatchObject({ DBClusterIdentifier: 'drill', Status: 'available', TagList: [] });
  });

  it('keeps automated backups of a deleted cluster until they expire, when told to', () => {
    const test = aControlPlane(fleet);
    const backups = () =>
      test.backend.snapshots().filter(({ type, cluster }) => type === 'automated' && cluster === 'orders');

    post(test, 'cluster', { cluster: 'orders', delete: { automatedBackups: 'kept' } });
    const after = backups().length;
    test.advance(3 * day);

    expect(after).toBeGreaterThan(0);
    expect(backups()).toEqual([]);
  });

  const refused = [
    ['cluster/new', { id: 'orders' }, 'already'],
    ['cluster/new', { id: 'x', engine: 'oracle' }, 'engine'],
    ['cluster/new', { id: 'x', greenOf: 'nobody' }, 'greenOf is no other cluster of this account'],
    ['cluster/restore', { snapshot: 'none', id: 'x' }, 'There is no snapshot none'],
    ['cluster', { cluster: 'orders', switchOver: true }, 'is not the green cluster'],
    ['cluster', { cluster: 'orders', promote: true }, 'replicates from nothing'],
  ] as const;
  it.each(refused)('%s refuses %o', (route, body, text) => {
    const test = aControlPlane(fleet);

    expect(() => post(test, route, body)).toThrow(text);
  });
});

describe('a switchover of a blue/green deployment', () => {
  it('gives the names to the green cluster and its instances; volumes, tags and snapshots stay where they are', () => {
    const test = aControlPlane(fleet);
    const ids = Object.fromEntries(
      told(test).map((one) => [one.DBClusterIdentifier, one.DbClusterResourceId]),
    );

    post(test, 'cluster', { cluster: 'orders-green', switchOver: true });
    test.advance(minute);

    expect(told(test)).toMatchObject([
      {
        DBClusterIdentifier: 'orders',
        DbClusterResourceId: ids['orders-green'],
        TagList: [],
      },
      {
        DBClusterIdentifier: 'orders-old1',
        DbClusterResourceId: ids.orders,
        TagList: [{ Key: 'env', Value: 'prod' }],
      },
    ]);
    expect(test.rds('DescribeDBInstances').DBInstances.slice(0, 4)).toMatchObject([
      { DBInstanceIdentifier: 'orders-1', DBClusterIdentifier: 'orders', DBInstanceStatus: 'available' },
      { DBInstanceIdentifier: 'orders-1-old1', DBClusterIdentifier: 'orders-old1' },
      { DBInstanceIdentifier: 'orders-2', DBClusterIdentifier: 'orders' },
      { DBInstanceIdentifier: 'orders-2-old1', DBClusterIdentifier: 'orders-old1' },
    ]);
    expect(test.rds('DescribeBlueGreenDeployments').BlueGreenDeployments).toMatchObject([
      {
        Status: 'SWITCHOVER_COMPLETED',
        Source: expect.stringMatching(/orders-old1$/),
        Target: expect.stringMatching(/:orders$/),
      },
    ]);
    expect(test.delivered.map(({ event }) => event.detail.EventID)).toEqual(['RDS-EVENT-0248']);
    const [snapshot] = test.rds('DescribeDBClusterSnapshots', { SnapshotType: 'manual' }).DBClusterSnapshots;
    expect(snapshot).toMatchObject({ DBClusterIdentifier: 'orders', DbClusterResourceId: ids.orders });
  });
});

it('a read replica that is promoted stands on its own, and so does its source', () => {
  const test = aControlPlane(fleet);

  post(test, 'cluster', { cluster: 'far', promote: true });

  expect(told(test)[0]).toMatchObject({ ReadReplicaIdentifiers: [] });
  const [far] = test.rds('DescribeDBClusters', {}, { region: 'us-east-1' }).DBClusters;
  expect(far).not.toHaveProperty('ReplicationSourceIdentifier');
});

describe('metrics go by the name', () => {
  it('of a cluster that had it before: a young one seems to have been used', () => {
    const test = aControlPlane(fleet);
    post(test, 'cluster', { cluster: 'orders', delete: true });
    post(test, 'cluster/new', { id: 'orders' });
    test.advance(20 * minute);

    const values = connections(test, 'orders');

    expect(new Set(values.slice(0, 16))).toEqual(new Set([0]));
    expect(new Set(values.slice(20))).toEqual(new Set([5]));
  });

  it('of a renamed cluster begin with the new name, and the old ones stay with the old', () => {
    const test = aControlPlane(fleet);
    post(test, 'cluster', { cluster: 'orders', rename: 'archive' });
    test.advance(20 * minute);

    expect(connections(test, 'archive').length).toBeLessThan(20);
    expect(connections(test, 'orders').length).toBe(40);
  });
});

describe('a young cluster of the fleet file', () => {
  const young = `clusters: [{ id: a, created: 2h, use: always }, { id: b, created: 3d, status: stopped, since: 1d }]`;

  it('was created then, has been up since, and has neither metrics nor backups from before', () => {
    const test = aControlPlane(young);

    expect(told(test)[0]).toMatchObject({
      ClusterCreateTime: new Date(start - 2 * hour),
      EarliestRestorableTime: new Date(start - 2 * hour),
    });
    expect(test.backend.snapshots().filter(({ cluster }) => cluster === 'a')).toEqual([]);
    const { Events } = test.rds('DescribeEvents', { Duration: 14 * 24 * 60 });
    expect(
      Events.map(
        (one: { SourceIdentifier: string; Message: string }) => `${one.SourceIdentifier} ${one.Message}`,
      ),
    ).toEqual(['b DB cluster created.', 'b DB cluster stopped', 'a DB cluster created.']);
  });
});
