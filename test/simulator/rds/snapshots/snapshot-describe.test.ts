import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../../support/growth.ts';
import { aControlPlane, day, failure, type TestControlPlane } from '../../control-plane.ts';

const fleet = `
accounts: [{ id: "111122223333" }, { id: "444455556666" }]
clusters:
  - id: a
    backupRetention: 0
    snapshots:
      - { id: a-manual, since: 2d, tags: { env: dev }, size: 7 }
      - { id: "rds:a-auto", type: automated }
      - { id: "awsbackup:job-1", type: awsbackup }
      - { id: a-shared, type: shared }
      - { id: a-public, type: public }
      - { id: a-abroad, region: us-east-1, copyOf: "rds:a-auto" }
  - { id: b, engine: neptune, backupRetention: 0, snapshots: [{ id: b-manual }] }
  - { id: c, account: "444455556666", backupRetention: 0, snapshots: [{ id: c-manual }] }
`;
const place = 'arn:aws:rds:eu-central-1:111122223333';
const resourceId = ({ rds }: TestControlPlane) =>
  rds('DescribeDBClusters', { DBClusterIdentifier: 'b' }).DBClusters[0].DbClusterResourceId;

function listed({ rds }: TestControlPlane, input: object = {}, call = {}): string[] {
  return rds('DescribeDBClusterSnapshots', { ...input }, call).DBClusterSnapshots.map(
    (snapshot: { DBClusterSnapshotIdentifier: string }) => snapshot.DBClusterSnapshotIdentifier,
  );
}

describe('DescribeDBClusterSnapshots', () => {
  const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });
  const cases = [
    ['nothing', {}, ['a-manual', 'b-manual', 'rds:a-auto']],
    ['a type', { SnapshotType: 'manual' }, ['a-manual', 'b-manual']],
    ['another type', { SnapshotType: 'automated' }, ['rds:a-auto']],
    ['what AWS Backup takes', { SnapshotType: 'awsbackup' }, ['awsbackup:job-1']],
    ['what is shared', { SnapshotType: 'shared' }, ['a-shared']],
    ['what is public', { SnapshotType: 'public', IncludePublic: true }, ['a-public']],
    [
      'all that there is',
      { IncludeShared: true, IncludePublic: true },
      ['a-manual', 'a-public', 'a-shared', 'b-manual', 'rds:a-auto'],
    ],
    ['a cluster', { DBClusterIdentifier: 'A' }, ['a-manual', 'rds:a-auto']],
    ['the ARN of a cluster', { DBClusterIdentifier: `${place}:cluster:b` }, ['b-manual']],
    ['a cluster that is not there', { DBClusterIdentifier: 'nobody' }, []],
    ['a name', { DBClusterSnapshotIdentifier: 'A-Manual' }, ['a-manual']],
    ['an ARN', { DBClusterSnapshotIdentifier: `${place}:cluster-snapshot:rds:a-auto` }, ['rds:a-auto']],
    ['a filter by cluster', filter('db-cluster-id', 'b', 'x'), ['b-manual']],
    ['a filter by ARN of a cluster', filter('db-cluster-id', `${place}:cluster:b`), ['b-manual']],
    ['a filter by name', filter('db-cluster-snapshot-id', 'a-manual'), ['a-manual']],
    ['a filter by type', filter('snapshot-type', 'automated', 'shared'), ['a-shared', 'rds:a-auto']],
    ['a filter by engine', filter('engine', 'neptune'), ['b-manual']],
  ] as const;
  it.each(cases)('lists by %s', (_, input, expected) => {
    expect(listed(aControlPlane(fleet), input)).toEqual(expected);
  });

  it('lists by resource id, and for each account and Region', () => {
    const backend = aControlPlane(fleet);

    expect(listed(backend, { DbClusterResourceId: resourceId(backend) })).toEqual(['b-manual']);
    expect(listed(backend, {}, { region: 'us-east-1' })).toEqual(['a-abroad']);
    expect(listed(backend, {}, { account: '444455556666' })).toEqual(['c-manual']);
    expect(listed(backend, {}, { account: '999999999999' })).toEqual([]);
  });

  it('shows a snapshot as AWS does', () => {
    const { rds } = aControlPlane(fleet);

    const [snapshot] = rds('DescribeDBClusterSnapshots').DBClusterSnapshots;

    expect(snapshot).toEqual({
      AvailabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
      DBClusterSnapshotIdentifier: 'a-manual',
      DBClusterIdentifier: 'a',
      SnapshotCreateTime: new Date('2026-11-21T05:00:00Z'),
      Engine: 'aurora-postgresql',
      EngineVersion: '16.6',
      EngineMode: 'provisioned',
      AllocatedStorage: 7,
      Status: 'available',
      Port: 0,
      ClusterCreateTime: expect.any(Date),
      MasterUsername: 'admin',
      LicenseModel: 'postgresql-license',
      SnapshotType: 'manual',
      PercentProgress: 100,
      StorageEncrypted: false,
      StorageEncryptionType: 'sse-rds',
      VpcId: expect.stringMatching(/^vpc-[a-z0-9]{17}$/),
      DBClusterSnapshotArn: `${place}:cluster-snapshot:a-manual`,
      IAMDatabaseAuthenticationEnabled: false,
      TagList: [{ Key: 'env', Value: 'dev' }],
      DbClusterResourceId: expect.stringMatching(/^cluster-[A-Z0-9]{26}$/),
    });
  });

  const refused = [
    [{ DBClusterSnapshotIdentifier: 'nobody' }, 'DBClusterSnapshotNotFoundFault'],
    [
      { DBClusterSnapshotIdentifier: 'a-manual', SnapshotType: 'automated' },
      'DBClusterSnapshotNotFoundFault',
    ],
    [{ DBClusterSnapshotIdentifier: `${place}:cluster:a` }, 'InvalidParameterValue'],
    [{ DBClusterSnapshotIdentifier: 'x', DBClusterIdentifier: 'a' }, 'InvalidParameterCombination'],
    [{ SnapshotType: 'automatic' }, 'InvalidParameterValue'],
    [filter('db-cluster-resource-id', 'x'), 'InvalidParameterValue'],
    [{ MaxRecords: 19 }, 'InvalidParameterValue'],
    [{ MaxRecords: 101 }, 'InvalidParameterValue'],
    [{ Marker: 'rds:a-auto' }, 'InvalidParameterValue'],
  ] as const;
  it.each(refused)('refuses %o', (input, code) => {
    const { rds } = aControlPlane(fleet);

    expect(failure(() => rds('DescribeDBClusterSnapshots', { ...input })).code).toBe(code);
  });

  it('knows the snapshots of a cluster that is gone', () => {
    const backend = aControlPlane(fleet);
    backend.backend.cluster('b').delete();

    expect(listed(backend, { DBClusterIdentifier: 'b' })).toEqual(['b-manual']);
  });

  it('pages through 30,000 snapshots, each once, as fast as through 3,000', async () => {
    const backends = new Map([3_000, 30_000].map((count) => [count, withSnapshots(count)]));
    const grown = await growth({ from: 3_000 }, (count) => {
      const seen = new Set<string>();
      let Marker: string | undefined;
      let pages = 0;

      do {
        const page = backends.get(count)?.rds('DescribeDBClusterSnapshots', {
          SnapshotType: 'manual',
          ...(Marker && { Marker }),
        });
        for (const { DBClusterSnapshotArn } of page.DBClusterSnapshots) seen.add(DBClusterSnapshotArn);
        Marker = page.Marker;
        pages += 1;
      } while (Marker !== undefined);

      expect([pages, seen.size]).toEqual([count / 100, count]);
    });

    expect(grown).toBeLessThan(LINEAR);
  });

  it('loses nothing when a snapshot shown before is deleted between two pages', () => {
    const backend = aControlPlane('clusters: [{ id: a, snapshots: [{ id: "s-{n}", count: 50 }] }]');
    const input = { SnapshotType: 'manual', MaxRecords: 20 };
    const first = backend.rds('DescribeDBClusterSnapshots', input);
    backend.backend.removeSnapshot('s-20');
    backend.backend.addSnapshot('a', { id: 's-205' });

    expect(listed(backend, { ...input, Marker: first.Marker }).slice(0, 2)).toEqual(['s-205', 's-21']);
  });

  it('spreads a count over time, and fills in what differs', () => {
    const { backend } = aControlPlane(`
clusters:
  - id: "c{n}"
    count: 2
    backupRetention: 0
    snapshots:
      - id: "dormouse-{cluster}-{stamp}-{n}"
        count: 2
        every: ${day / 3_600_000}h
        since: 2026-11-22T01:00:00Z
        region: us-west-2
        copyOf: "rds:{cluster}-{minute}"
        tags: { at: "{time}", of: "{cluster} {x}" }
`);

    expect(backend.snapshots().map(({ id }) => id)).toEqual([
      'dormouse-c1-202611220100-1',
      'dormouse-c1-202611210100-2',
      'dormouse-c2-202611220100-1',
      'dormouse-c2-202611210100-2',
    ]);
    expect(backend.snapshots()[1]).toMatchObject({
      region: 'us-west-2',
      createdAt: '2026-11-21T01:00:00.000Z',
      sourceArn: `${place}:cluster-snapshot:rds:c1-2026-11-21-01-00`,
      tags: { at: '2026-11-21T01:00:00Z', of: 'c1 {x}' },
    });
  });
});

function withSnapshots(count: number) {
  return aControlPlane(
    `clusters: [{ id: a, snapshots: [{ id: "s-{n}", count: ${count}, every: 1h }], backupRetention: 0 }]`,
  );
}
