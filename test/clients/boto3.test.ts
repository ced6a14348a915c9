/** Scripts on boto3, with its paginators, waiters and error classes. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedFleet, serveFleet } from './served-fleet.ts';

let served: ServedFleet;

beforeAll(async () => {
  served = await serveFleet();
});

afterAll(() => served?.close());

/** Prints as JSON what a part of the script found. */
async function probe(part: string): Promise<unknown> {
  const { code, stdout, stderr } = await served.run('python', [join(import.meta.dirname, 'probe.py'), part]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('listings have all pages, from an empty marker on, and every member that AWS always sends', async () => {
  expect(await probe('read')).toEqual({
    clusters: ['asleep', 'graph', 'idle', 'idle-documents', 'orders'],
    first: [5, false],
    instances: [
      'asleep-1',
      'asleep-2',
      'graph-1',
      'idle-1',
      'idle-2',
      'idle-documents-1',
      'orders-1',
      'orders-2',
    ],
    manual: ['before-upgrade'],
    missing: [],
    securityGroups: ['active'],
    iamAuthentication: false,
    subnets: true,
    shared: [{ AttributeName: 'restore', AttributeValues: [] }],
  });
});

test('a cluster is stopped and started, and polled until it has', async () => {
  expect(await probe('power')).toEqual([
    'available', // the answers have the status from before
    'stopped',
    'InvalidDBClusterStateFault',
    'stopped',
    'available',
  ]);
});

test('what a restore needs can be asked for, and a recipe stays in the tags of a snapshot', async () => {
  expect(await probe('offers')).toEqual({
    ends: ['2026-02-28', '2029-02-28'],
    families: ['neptune1.4'],
    zones: [3],
    groups: true,
    instances: ['aurora-mysql8.0'],
    quotas: [40, 40],
    tag: [true],
    refused: ['DBParameterGroupNotFound', 'DBClusterParameterGroupNotFound'],
  });
});

test('a snapshot is taken, copied to another Region by a signed URL, and deleted', async () => {
  expect(await probe('snapshots')).toEqual({
    made: 'creating',
    copy: [
      'available',
      'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:by-script',
      true,
      [{ Key: 'by', Value: 'script' }],
    ],
    gone: 'DBClusterSnapshotNotFoundFault',
  });
});

test('a snapshot is restored, asked for its rows, and deleted to the last trace', async () => {
  expect(await probe('restore')).toEqual({
    vpc: [false],
    made: ['creating', [{ Key: 'drill', Value: 'yes' }], []],
    early: 'InvalidDBClusterStateFault',
    unready: 'SecretsErrorException',
    rows: true,
    full: 'InvalidDBClusterStateFault',
    gone: 'DBClusterNotFoundFault',
  });
});

test('a point in time is restored with the tags of its source', async () => {
  expect(await probe('point_in_time')).toEqual({
    tags: ['env', 'team'],
    window: true,
    early: 'InvalidRestoreFault',
  });
});

test('files are written on a condition, listed in pages and kept as versions', async () => {
  expect(await probe('files')).toEqual({
    refused: ['PreconditionFailed', 'PreconditionFailed'],
    old: '{}',
    pages: [['evidence/00000002.json', 'evidence/00000003.json'], ['evidence/00000004.json']],
    deleted: 'NoSuchKey',
    versions: [2, 1],
    head: '=',
    decisions: ['allowed'],
    function: [200, true],
  });
});

test('tags are found and written by RDS and by the tagging API alike', async () => {
  expect(await probe('tags')).toEqual({
    found: ['idle', 'idle-documents', 'orders'].map(
      (id) => `arn:aws:rds:eu-central-1:111122223333:cluster:${id}`,
    ),
    failed: {},
    both: { env: 'dev', owner: 'anna', until: 'friday' },
    after: { env: 'dev' },
  });
});

test('both metric calls show the same use', async () => {
  expect(await probe('metrics')).toEqual({
    statistics: { orders: 12, idle: 0, asleep: null },
    data: { orders: ['Complete', 12], idle: ['Complete', 0], asleep: ['Complete', null] },
  });
});

test('refusals have the codes that scripts catch', async () => {
  expect(await probe('errors')).toEqual({
    status: 404,
    missing: 'DBClusterNotFoundFault',
    start: 'InvalidDBClusterStateFault',
    stop: 'InvalidDBClusterStateFault',
    instance: 'DBInstanceNotFound',
    snapshot: 'DBClusterSnapshotNotFoundFault',
    subnets: 'DBSubnetGroupNotFoundFault',
    tags: 'DBClusterNotFoundFault',
  });
});
