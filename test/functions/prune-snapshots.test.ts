import { expect, test } from 'vitest';
import { play } from './stage.ts';

const policyOf = (mode: string, ofRule = '') => `
version: 1
mode: ${mode}
limits: { deleteSnapshot: { cap: 50 } }
rules:
  - name: nightly
    ${ofRule}
    match: { tags: { env: [prod] } }
    snapshots:
      create: { cron: "0 3 * * *", keep: { daily: 2 } }
      copy: { sources: [manual], to: [{ region: us-west-2, kmsKey: alias/dr, keep: { last: 1 } }] }
`;

const fleet = `
clusters:
  - id: orders
    tags: { env: prod }
    backupRetention: 0
    snapshots: [{ id: by-hand, since: 90d }]
keys: [{ alias: alias/dr, regions: [us-west-2] }]
timings: { lag: 0s, snapshot: 5m, copyPerGiB: 1m }
`;

/** Five days of snapshots and their copies, and another policy then. */
async function fiveDays(policy = policyOf('enforce')) {
  const stage = await play({ fleet, policy: policyOf('enforce'), at: '2026-11-16T02:00:00Z' });
  for (const day of ['16', '17', '18', '19', '20']) {
    await stage.createAt(`2026-11-${day}T03:00:00Z`);
    await stage.copyAt(`2026-11-${day}T04:00:00Z`);
  }
  stage.setPolicy(policy);
  return stage;
}

const days = (snapshots: readonly { readonly id: string }[]) =>
  snapshots.map(({ id }) => /-2026(\d{4})0300-/.exec(id)?.[1] ?? id).toSorted();

test('keeps what the rule keeps, at home and in the destination, and what is not its own', async () => {
  const { pruneAt, snapshotsIn } = await fiveDays();

  const first = await pruneAt('2026-11-20T06:00:00Z');
  const second = await pruneAt('2026-11-20T06:15:00Z');

  expect(first).toMatchObject({ counts: { expired: 7, kept: 3, 'not-ours': 1 }, done: 7 });
  expect(days(snapshotsIn('eu-central-1'))).toEqual(['1119', '1120', 'by-hand']);
  expect(days(snapshotsIn('us-west-2'))).toEqual(['1120']);
  expect(second.done).toBe(0);
});

test.each([
  { whose: 'of the policy', policy: policyOf('observe') },
  { whose: 'of the rule', policy: policyOf('enforce', 'mode: observe') },
])('says in mode observe $whose what would go and why, once, and deletes nothing', async ({ policy }) => {
  const { pruneAt, snapshotsIn, told, simulator } = await fiveDays(policy);
  simulator.calls.clear();
  const before = told().length;

  const plan = await pruneAt('2026-11-20T06:00:00Z');
  await pruneAt('2026-11-20T06:15:00Z');

  expect(plan).toMatchObject({ counts: { expired: 7 }, done: 0 });
  expect(snapshotsIn('eu-central-1')).toHaveLength(6);
  expect(told().slice(before)).toEqual(Array.from({ length: 7 }, () => 'Snapshot Delete Planned'));
  expect(simulator.calls.count()).not.toHaveProperty('DeleteDBClusterSnapshot');
});

test('needs a listing of snapshots for each Region, one of clusters where ours are from, and a call for each deletion', async () => {
  const { pruneAt, simulator } = await fiveDays();
  simulator.calls.clear();

  await pruneAt('2026-11-20T06:00:00Z');

  expect(simulator.calls.count()).toEqual({
    DescribeDBClusters: 1,
    DescribeDBClusterSnapshots: 2,
    DeleteDBClusterSnapshot: 7,
    PutEvents: 2,
  });
});

test('keeps the snapshots of a cluster that is gone, and says so once', async () => {
  const { pruneAt, simulator, told, snapshotsIn } = await fiveDays();
  simulator.backend.cluster('orders').delete();
  const before = told().length;

  const swept = await pruneAt('2026-11-20T06:00:00Z');
  await pruneAt('2026-11-20T06:15:00Z');

  expect(swept).toMatchObject({ counts: { orphan: 10, 'not-ours': 1 }, done: 0 });
  expect(snapshotsIn('us-west-2')).toHaveLength(5);
  expect(told().slice(before)).toEqual(['Snapshot Delete Refused', 'Snapshot Delete Refused']);
});

test('prunes only the cluster that it is told to', async () => {
  const { pruneAt } = await fiveDays();

  expect(await pruneAt('2026-11-20T06:00:00Z', { clusters: ['nothing-*'] })).toMatchObject({ done: 0 });
  expect(await pruneAt('2026-11-20T06:00:00Z', { clusters: ['ord*'] })).toMatchObject({ done: 7 });
});
