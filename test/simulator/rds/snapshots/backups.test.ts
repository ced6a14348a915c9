import { describe, expect, it } from 'vitest';
import { nightWindow } from '../../../../simulator/rds/clusters/backup-window.ts';
import { growth, LINEAR } from '../../../support/growth.ts';
import {
  aControlPlane,
  day,
  evenTimings,
  hour,
  minute,
  start,
  statuses,
  type TestControlPlane,
} from '../../control-plane.ts';

const backupsOf = (backend: TestControlPlane) => Object.keys(statuses(backend, 'automated')).sort();
const one = (more: string) =>
  `clusters: [{ id: a, backupWindow: 02:00-02:30, encrypted: none${more} }]\n${evenTimings}`;

describe('automated backups', () => {
  it('are there from the nights before, as many as are kept', () => {
    const backend = aControlPlane(one(', backupRetention: 3'));

    expect(backupsOf(backend)).toEqual([
      'rds:a-2026-11-21-02-00',
      'rds:a-2026-11-22-02-00',
      'rds:a-2026-11-23-02-00',
    ]);
  });

  it('are made when the window begins, and told by events', () => {
    const backend = aControlPlane(one(', tags: { env: prod }'));
    backend.advance(21 * hour + minute);

    const [, snapshot] = backend.rds('DescribeDBClusterSnapshots', {
      SnapshotType: 'automated',
    }).DBClusterSnapshots;
    backend.advance(5 * minute);

    expect(snapshot).toMatchObject({
      DBClusterSnapshotIdentifier: 'rds:a-2026-11-24-02-00',
      DBClusterSnapshotArn: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:a-2026-11-24-02-00',
      SnapshotCreateTime: new Date('2026-11-24T02:00:00Z'),
      SnapshotType: 'automated',
      Status: 'creating',
      TagList: [],
    });
    expect(backend.delivered.map(({ event }) => event)).toMatchObject([
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
    const backend = aControlPlane(one(''));
    const [last] = backupsOf(backend);

    backend.advance(21.5 * hour - 1);
    const before = backupsOf(backend);
    backend.advance(1);

    expect(before).toEqual([last, 'rds:a-2026-11-24-02-00']);
    expect(backupsOf(backend)).toEqual(['rds:a-2026-11-24-02-00']);
    backend.advance(30 * day);
    expect(backupsOf(backend)).toEqual(['rds:a-2026-12-24-02-00']);
  });

  it('are not made while the cluster is not available', () => {
    const backend = aControlPlane(one(', backupRetention: 35'));
    backend.rds('StopDBCluster', { DBClusterIdentifier: 'a' });
    backend.advance(6 * day);
    const stopped = backupsOf(backend);
    backend.rds('StartDBCluster', { DBClusterIdentifier: 'a' });
    backend.advance(day);

    expect(stopped.at(-1)).toBe('rds:a-2026-11-23-02-00');
    expect(backupsOf(backend).at(-1)).toBe('rds:a-2026-11-30-02-00');
  });

  it.each([
    ['stopped two days ago', ', status: stopped, since: 2d', ['19', '20', '21']],
    ['available since yesterday', ', since: 1d', ['23']],
    ['being modified', ', status: modifying, since: 1h', ['19', '20', '21', '22', '23']],
  ])('of the past are those of a cluster that was there: %s', (_, more, days) => {
    const backend = aControlPlane(one(`, backupRetention: 5${more}`));

    expect(backupsOf(backend).map((id) => id.slice(14, 16))).toEqual(days);
  });

  it('are none with a retention of 0', () => {
    const backend = aControlPlane(one(', backupRetention: 0'));
    backend.advance(3 * day);

    expect(backend.backend.snapshots()).toEqual([]);
    expect(backend.delivered).toEqual([]);
  });

  it('carry the tags of the cluster where it says so', () => {
    const backend = aControlPlane(one(', tags: { env: prod }, copyTagsToSnapshot: true'));
    backend.backend.cluster('a').changeTags({ env: 'test' });
    backend.advance(day);

    expect(backend.backend.snapshots().map(({ tags }) => tags)).toEqual([{ env: 'test' }]);
  });

  it('go with their cluster, while manual snapshots stay', () => {
    const backend = aControlPlane(one(', snapshots: [{ id: s }]'));
    backend.backend.cluster('a').delete();
    backend.advance(3 * day);

    expect(backend.backend.snapshots().map(({ id }) => id)).toEqual(['s']);
    expect(backend.delivered.map(({ event }) => event.detail.EventID)).toEqual(['RDS-EVENT-0171']);
  });

  it('that expire let their copies in flight fail', () => {
    const backend = aControlPlane(one(', size: 1800'));
    const copy = {
      SourceDBClusterSnapshotIdentifier:
        'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:a-2026-11-23-02-00',
      TargetDBClusterSnapshotIdentifier: 'copy',
    };
    backend.rds('CopyDBClusterSnapshot', copy, { region: 'us-west-2' });
    backend.advance(2 * day);

    expect(statuses(backend)).toEqual({ copy: 'failed' });
  });

  it('spread over the night, each at the same time in every run', () => {
    const windows = Array.from({ length: 300 }, (_, n) => nightWindow(`arn:${n}`));

    expect(new Set(windows).size).toBeGreaterThan(150);
    expect(windows).toEqual(Array.from({ length: 300 }, (_, n) => nightWindow(`arn:${n}`)));
    expect(windows.filter((window) => !/^(2[1-3]|0[0-4]):\d\d-(2[1-3]|0[0-4]):\d\d$/.test(window))).toEqual(
      [],
    );
  });

  it('cost as much for each cluster however many there are', async () => {
    const grown = await growth({ from: 500 }, (count) => {
      const backend = aControlPlane(`clusters: [{ id: "a{n}", count: ${count}, instances: 1 }]`);
      backend.clock.advanceTo(start + 2 * day);

      expect(backend.delivered).toHaveLength(4 * count);
      expect(backupsOf(backend)).toHaveLength(count);
    });

    expect(grown).toBeLessThan(LINEAR);
  });
});
