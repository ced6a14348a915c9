import { describe, expect, it } from 'vitest';
import { nightWindow } from '../../simulator/rds/backup-window.ts';
import { aPlane, day, evenTimings, hour, minute, start, statuses, type TestPlane } from './plane.ts';

const backupsOf = (plane: TestPlane) => Object.keys(statuses(plane, 'automated')).sort();
const one = (more: string) =>
  `clusters: [{ id: a, backupWindow: 02:00-02:30, encrypted: none${more} }]\n${evenTimings}`;

describe('automated backups', () => {
  it('are there from the nights before, as many as are kept', () => {
    const plane = aPlane(one(', backupRetention: 3'));

    expect(backupsOf(plane)).toEqual([
      'rds:a-2026-11-21-02-00',
      'rds:a-2026-11-22-02-00',
      'rds:a-2026-11-23-02-00',
    ]);
  });

  it('are made when the window begins, and told by events', () => {
    const plane = aPlane(one(', tags: { env: prod }'));
    plane.advance(21 * hour + minute);

    const [, snapshot] = plane.rds('DescribeDBClusterSnapshots', {
      SnapshotType: 'automated',
    }).DBClusterSnapshots;
    plane.advance(5 * minute);

    expect(snapshot).toMatchObject({
      DBClusterSnapshotIdentifier: 'rds:a-2026-11-24-02-00',
      DBClusterSnapshotArn: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:a-2026-11-24-02-00',
      SnapshotCreateTime: new Date('2026-11-24T02:00:00Z'),
      SnapshotType: 'automated',
      Status: 'creating',
      TagList: [],
    });
    expect(plane.delivered.map(({ event }) => event)).toMatchObject([
      {
        'detail-type': 'RDS DB Cluster Snapshot Event',
        time: '2026-11-24T02:00:00Z',
        resources: [snapshot.DBClusterSnapshotArn],
        detail: { EventID: 'RDS-EVENT-0168', SourceType: 'CLUSTER_SNAPSHOT', EventCategories: ['backup'] },
      },
      { time: '2026-11-24T02:05:00Z', detail: { EventID: 'RDS-EVENT-0169' } },
    ]);
  });

  it('go when their days and the window are over', () => {
    const plane = aPlane(one(''));
    const [last] = backupsOf(plane);

    plane.advance(21.5 * hour - 1);
    const before = backupsOf(plane);
    plane.advance(1);

    expect(before).toEqual([last, 'rds:a-2026-11-24-02-00']);
    expect(backupsOf(plane)).toEqual(['rds:a-2026-11-24-02-00']);
    plane.advance(30 * day);
    expect(backupsOf(plane)).toEqual(['rds:a-2026-12-24-02-00']);
  });

  it('are not made while the cluster is not available', () => {
    const plane = aPlane(one(', backupRetention: 35'));
    plane.rds('StopDBCluster', { DBClusterIdentifier: 'a' });
    plane.advance(6 * day);
    const stopped = backupsOf(plane);
    plane.rds('StartDBCluster', { DBClusterIdentifier: 'a' });
    plane.advance(day);

    expect(stopped.at(-1)).toBe('rds:a-2026-11-23-02-00');
    expect(backupsOf(plane).at(-1)).toBe('rds:a-2026-11-30-02-00');
  });

  it.each([
    ['stopped two days ago', ', status: stopped, since: 2d', ['19', '20', '21']],
    ['available since yesterday', ', since: 1d', ['23']],
    ['being modified', ', status: modifying, since: 1h', ['19', '20', '21', '22', '23']],
  ])('of the past are those of a cluster that was there: %s', (_, more, days) => {
    const plane = aPlane(one(`, backupRetention: 5${more}`));

    expect(backupsOf(plane).map((id) => id.slice(14, 16))).toEqual(days);
  });

  it('are none with a retention of 0', () => {
    const plane = aPlane(one(', backupRetention: 0'));
    plane.advance(3 * day);

    expect(plane.plane.snapshots()).toEqual([]);
    expect(plane.delivered).toEqual([]);
  });

  it('carry the tags of the cluster where it says so', () => {
    const plane = aPlane(one(', tags: { env: prod }, copyTagsToSnapshot: true'));
    plane.plane.cluster('a').changeTags({ env: 'test' });
    plane.advance(day);

    expect(plane.plane.snapshots().map(({ tags }) => tags)).toEqual([{ env: 'test' }]);
  });

  it('go with their cluster, while manual snapshots stay', () => {
    const plane = aPlane(one(', snapshots: [{ id: s }]'));
    plane.plane.cluster('a').delete();
    plane.advance(3 * day);

    expect(plane.plane.snapshots().map(({ id }) => id)).toEqual(['s']);
    expect(plane.delivered).toEqual([]);
  });

  it('that expire let their copies in flight fail', () => {
    const plane = aPlane(one(', size: 1800'));
    const copy = {
      SourceDBClusterSnapshotIdentifier:
        'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:a-2026-11-23-02-00',
      TargetDBClusterSnapshotIdentifier: 'copy',
    };
    plane.rds('CopyDBClusterSnapshot', copy, { region: 'us-west-2' });
    plane.advance(2 * day);

    expect(statuses(plane)).toEqual({ copy: 'failed' });
  });

  it('spread over the night, each at the same time in every run', () => {
    const windows = Array.from({ length: 300 }, (_, n) => nightWindow(`arn:${n}`));

    expect(new Set(windows).size).toBeGreaterThan(150);
    expect(windows).toEqual(Array.from({ length: 300 }, (_, n) => nightWindow(`arn:${n}`)));
    expect(windows.filter((window) => !/^(2[1-3]|0[0-4]):\d\d-(2[1-3]|0[0-4]):\d\d$/.test(window))).toEqual(
      [],
    );
  });

  it('of 10,000 clusters pass quickly', () => {
    const plane = aPlane('clusters: [{ id: "a{n}", count: 10000, instances: 1 }]');
    const began = performance.now();
    plane.clock.advanceTo(start + 2 * day);

    expect(performance.now() - began).toBeLessThan(10_000);
    expect(plane.delivered).toHaveLength(40_000);
    expect(backupsOf(plane)).toHaveLength(10_000);
  });
});
