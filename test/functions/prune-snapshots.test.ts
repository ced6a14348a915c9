import { describe, expect, test } from 'vitest';
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

test('needs a listing of snapshots for each Region, one of clusters where ours are from, one of the key that copies need, and a call for each deletion', async () => {
  const { pruneAt, simulator } = await fiveDays();
  simulator.calls.clear();

  await pruneAt('2026-11-20T06:00:00Z');

  expect(simulator.calls.count()).toEqual({
    GetParameter: 1,
    DescribeDBClusters: 1,
    DescribeDBClusterSnapshots: 2,
    // For the key of the copy whose source goes.
    DescribeKey: 1,
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

describe('orphans that expire', () => {
  const expiring = (mode = 'enforce') =>
    policyOf(mode).replace('rules:', 'orphans: { expireAfter: 30d }\nrules:');
  const notesIn = (stage: Awaited<ReturnType<typeof fiveDays>>, region: string) =>
    stage.snapshotsIn(region).flatMap(({ tags }) => tags['dormouse:unkept'] ?? []);

  test('are noted, and go when they have been orphans for long enough, but for the last of each Region', async () => {
    const stage = await fiveDays(expiring());
    const { pruneAt, simulator, snapshotsIn } = stage;
    simulator.backend.cluster('orders').delete();
    simulator.calls.clear();

    const first = await pruneAt('2026-11-20T06:00:00Z');
    const calls = simulator.calls.count();
    await pruneAt('2026-12-20T05:00:00Z');
    const before = notesIn(stage, 'us-west-2');
    const last = await pruneAt('2026-12-20T06:01:00Z');

    expect(first).toMatchObject({ counts: { orphan: 10, 'not-ours': 1 }, done: 0 });
    expect(calls).toMatchObject({ AddTagsToResource: 10 });
    expect(before).toEqual(Array.from({ length: 5 }, () => 'orphan since 2026-11-20T06:00:00Z'));
    expect(last).toMatchObject({ counts: { 'orphan-expired': 8, 'last-copy': 2 }, done: 8 });
    expect(days(snapshotsIn('eu-central-1'))).toEqual(['1120', 'by-hand']);
  });

  test.each([
    ['of the policy', expiring('observe')],
    ['of the rule', expiring().replace('- name: nightly', '- name: nightly\n    mode: observe')],
  ])('are not noted in mode observe %s', async (_whose, policy) => {
    const stage = await fiveDays(policy);
    stage.simulator.backend.cluster('orders').delete();
    stage.simulator.calls.clear();

    await stage.pruneAt('2026-11-20T06:00:00Z');

    expect(notesIn(stage, 'us-west-2')).toEqual([]);
    expect(stage.simulator.calls.count()).not.toHaveProperty('AddTagsToResource');
  });

  test('fail the run when they cannot be noted, and no other is kept from being handled', async () => {
    const { pruneAt, simulator } = await fiveDays(expiring());
    simulator.backend.cluster('orders').delete();
    simulator.faults.setRules([{ kind: 'denied', action: 'AddTagsToResource' }]);
    simulator.calls.clear();

    await expect(pruneAt('2026-11-20T06:00:00Z')).rejects.toThrow('10 of 11 targets failed');
    expect(simulator.calls.count()).toMatchObject({ AddTagsToResource: 10 });
  });
});

test('a cluster that is renamed, and one that gets its name, keep their snapshots apart', async () => {
  const { pruneAt, createAt, simulator, snapshotsIn } = await fiveDays();
  simulator.backend.cluster('orders').rename('orders-old1');
  simulator.backend.addCluster({ id: 'orders', tags: { env: 'prod' }, backupRetention: 0 });

  for (const day of ['21', '22', '23']) {
    await createAt(`2026-11-${day}T03:00:00Z`);
    await pruneAt(`2026-11-${day}T06:00:00Z`);
  }

  const taken = snapshotsIn('eu-central-1').map(({ id }) => id.replace(/-[0-9a-f]{8}$/, ''));
  expect(taken.filter((id) => id.startsWith('dormouse-')).toSorted()).toEqual([
    'dormouse-orders-202611220300',
    'dormouse-orders-202611230300',
    'dormouse-orders-old1-202611220300',
    'dormouse-orders-old1-202611230300',
  ]);
});

test('keeps a source while the key of its only copy is disabled, and no longer', async () => {
  const stage = await fiveDays();
  stage.simulator.backend.setKey('alias/dr', { state: 'Disabled' });

  const disabled = await stage.pruneAt('2026-11-20T06:00:00Z');
  stage.simulator.backend.setKey('alias/dr', { state: 'Enabled' });
  const enabled = await stage.pruneAt('2026-11-20T06:15:00Z');

  expect(disabled.counts).toMatchObject({ 'copy-pending': 3 });
  expect(enabled.counts).toMatchObject({ expired: 3 });
});

test('warns of each deletion before, where the rule says so, and deletes half an hour later what nobody holds', async () => {
  const { pruneAt, snapshotsIn, told } = await fiveDays(policyOf('enforce', 'notify: { before: 30m }'));

  const first = await pruneAt('2026-11-20T06:00:00Z');
  const second = await pruneAt('2026-11-20T06:15:00Z');
  const third = await pruneAt('2026-11-20T06:45:00Z');

  expect([first.counts, second.counts, third.counts]).toMatchObject([
    { 'to-warn': 7 },
    { warned: 7 },
    { expired: 7 },
  ]);
  expect([first.done, second.done, third.done]).toEqual([0, 0, 7]);
  expect(told().filter((type) => type === 'Snapshot Delete Warning')).toHaveLength(7);
  expect(days(snapshotsIn('eu-central-1'))).toEqual(['1119', '1120', 'by-hand']);
});
