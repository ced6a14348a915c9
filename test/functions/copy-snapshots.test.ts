import { describe, expect, test } from 'vitest';
import { readRecipe } from '../../shared/policy/recovery/recipe/tags.ts';
import { play } from './stage.ts';

const policyTo = (to: string) => `
version: 1
mode: enforce
rules:
  - name: disaster recovery
    match: { tags: { env: [prod] } }
    snapshots: { copy: { sources: [automated], to: [${to}] } }
`;
const policy = policyTo('{ region: us-west-2, kmsKey: alias/dr, keep: { daily: 14 } }');

const fleet = `
clusters:
  - { id: orders, tags: { env: prod }, size: 60, backupWindow: "02:00-02:30" }
  - { id: dev, tags: { env: dev }, backupWindow: "02:00-02:30" }
keys: [{ alias: alias/dr, regions: [us-west-2] }]
timings: { lag: 0s, snapshot: 5m, copyPerGiB: 1m }
`;

test("copies the night's automated snapshot, and reports how far back the cluster would fall", async () => {
  const { copyAt, snapshotsIn, told } = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });

  const first = await copyAt('2026-11-20T12:00:00Z');
  const underWay = await copyAt('2026-11-20T12:30:00Z');
  const arrived = await copyAt('2026-11-20T13:30:00Z');

  expect(first).toMatchObject({ counts: { 'to-copy': 1, 'no-rule': 1 }, done: 1 });
  expect(first.recoveryPoints).toEqual([
    { cluster: 'orders', account: '111122223333', from: 'eu-central-1', to: 'us-west-2' },
  ]);
  expect(underWay).toMatchObject({ counts: { 'copy-in-flight': 1 } });
  expect(arrived).toMatchObject({ counts: { 'already-copied': 1 }, done: 0 });
  expect(arrived.recoveryPoints).toEqual([
    expect.objectContaining({ at: Date.parse('2026-11-20T02:00:00Z'), ageMs: 11.5 * 3_600_000 }),
  ]);
  expect(told()).toEqual(['Snapshot Copy Requested']);
  expect(snapshotsIn('us-west-2')).toMatchObject([
    { status: 'available', cluster: 'orders', tags: { 'dormouse:created-by': 'copy-snapshots' } },
  ]);
});

test('needs the listings, those of the instances too, the quota, the key, and two calls for each copy', async () => {
  const { simulator, copyAt } = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });

  await copyAt('2026-11-20T12:00:00Z');

  expect(simulator.calls.count()).toEqual({
    GetParameter: 1,
    DescribeDBClusters: 1,
    DescribeDBClusterSnapshots: 2,
    DescribeDBInstances: 1,
    DescribeAccountAttributes: 1,
    DescribeKey: 1,
    AddTagsToResource: 1,
    CopyDBClusterSnapshot: 1,
    PutEvents: 1,
  });
});

test('writes the recipe of the cluster into the tags of the copy', async () => {
  const { copyAt, snapshotsIn } = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });

  await copyAt('2026-11-20T12:00:00Z');
  const [{ tags } = { tags: {} }] = snapshotsIn('us-west-2');

  expect(readRecipe(tags)).toMatchObject({
    state: 'whole',
    recipe: { instances: [{ id: 'orders-1' }, { id: 'orders-2' }], without: [] },
  });
});

test('lists a source Region once, however many destinations it has', async () => {
  const { simulator, copyAt } = await play({
    fleet,
    policy: policyTo('{ region: us-west-2, kmsKey: alias/dr }, { region: us-east-1, kmsKey: alias/dr }'),
    at: '2026-11-20T12:00:00Z',
  });

  await copyAt('2026-11-20T12:00:00Z');

  expect(simulator.calls.count()).toMatchObject({ DescribeDBClusters: 1, DescribeDBClusterSnapshots: 3 });
});

test.each([
  { name: 'is disabled', change: { state: 'Disabled' as const }, says: 'alias/dr in us-west-2 is Disabled' },
  { name: 'denies us', change: { policy: 'denied' as const }, says: 'is not authorized' },
])(
  'refuses, once and with the remedy, when the key $name; and copies when that is put right',
  async ({ change, says }) => {
    const { simulator, copyAt, told } = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });
    simulator.backend.setKey('alias/dr', change);

    const refused = await copyAt('2026-11-20T12:00:00Z');
    await copyAt('2026-11-20T12:15:00Z');
    simulator.backend.setKey('alias/dr', { state: 'Enabled', policy: 'allowed' });
    const copied = await copyAt('2026-11-20T12:30:00Z');

    expect(refused).toMatchObject({ counts: { 'key-unusable': 1 }, done: 0 });
    expect(refused.details).toContainEqual(expect.stringContaining(says));
    expect(copied).toMatchObject({ counts: { 'to-copy': 1 }, done: 1 });
    expect(told()).toEqual(['Snapshot Copy Refused', 'Snapshot Copy Requested']);
  },
);

test('tries a copy that fails three times, and says so then', async () => {
  const { simulator, copyAt, told } = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });

  for (const hour of ['12', '14', '16']) {
    simulator.backend.failNextCopy();
    await copyAt(`2026-11-20T${hour}:00:00Z`);
  }
  const given = await copyAt('2026-11-20T18:00:00Z');

  expect(given).toMatchObject({ counts: { 'copy-failed': 1 }, done: 0 });
  expect(given.details).toContain(
    'copying it to us-west-2 has failed 3 times; its events Snapshot Copy Failed and Snapshot Copy Not Confirmed say how',
  );
  const requested = 'Snapshot Copy Requested';
  expect(told()).toEqual([requested, requested, requested, 'Snapshot Copy Refused']);
});

test('copies the newest snapshot of each cluster first, so a backlog leaves no recovery point old', async () => {
  const backlog = `
clusters:
  - { id: "db-{n}", count: 8, tags: { env: prod }, size: 60, backupWindow: "02:00-02:30", backupRetention: 10, since: 30d }
keys: [{ alias: alias/dr, regions: [us-west-2] }]
timings: { lag: 0s, snapshot: 5m, copyPerGiB: 1m }
`;
  const { copyAt } = await play({ fleet: backlog, policy, at: '2026-11-20T12:00:00Z' });

  await copyAt('2026-11-20T12:00:00Z');
  await copyAt('2026-11-20T13:05:00Z');
  const { recoveryPoints } = await copyAt('2026-11-20T14:10:00Z');

  const hours = recoveryPoints?.map(({ ageMs = Number.POSITIVE_INFINITY }) => ageMs / 3_600_000);
  expect(hours).toHaveLength(8);
  expect(Math.max(...(hours ?? []))).toBeLessThan(13);
});

test('takes an event of RDS for a hint to look at the account', async () => {
  const { copyAt, snapshotsIn } = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });
  const SourceArn = 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:made-up';
  const event = { source: 'aws.rds', 'detail-type': 'RDS DB Cluster Snapshot Event', detail: { SourceArn } };

  await copyAt('2026-11-20T12:00:00Z', event);

  expect(snapshotsIn('us-west-2')).toHaveLength(1);
});

describe('a source Region that cannot be read', () => {
  const regions = ['eu-central-1', 'eu-west-3'];
  const dr = `${policy}targets: [{ account: "111122223333", regions: [${regions.join(', ')}] }]\n`;
  const two = fleet.replace(
    'keys:',
    `  - { id: paris, region: eu-west-3, tags: { env: prod }, backupWindow: "02:00-02:30" }\nkeys:`,
  );
  const at = (hour: number) => `2026-11-20T${hour}:00:00Z`;

  test.each(['DescribeDBClusters', 'DescribeDBClusterSnapshots'])(
    'by %s fails the run, by name, and keeps no other Region from being copied',
    async (action) => {
      const { simulator, copyAt, snapshotsIn, told } = await play({ fleet: two, policy: dr, at: at(12) });
      simulator.faults.setRules([{ kind: 'denied', region: 'eu-west-3', action }]);

      await expect(copyAt(at(12))).rejects.toThrow(/us-west-2: AccessDenied: eu-west-3: /);

      expect(snapshotsIn('us-west-2').map(({ cluster }) => cluster)).toEqual(['orders']);
      expect(told()).toEqual(['Sweep Failed', 'Snapshot Copy Requested']);
    },
  );

  test('is copied once it can be read', async () => {
    const { simulator, copyAt, snapshotsIn } = await play({ fleet: two, policy: dr, at: at(12) });
    simulator.faults.setRules([{ kind: 'denied', region: 'eu-west-3' }]);
    await expect(copyAt(at(12))).rejects.toThrow('eu-west-3');
    simulator.faults.clear();

    const { recoveryPoints } = await copyAt(at(14));

    expect(
      snapshotsIn('us-west-2')
        .map(({ cluster }) => cluster)
        .sort(),
    ).toEqual(['orders', 'paris']);
    expect(recoveryPoints).toMatchObject([
      { from: 'eu-central-1', ageMs: 12 * 3_600_000 },
      { from: 'eu-west-3' },
    ]);
  });

  test('is no reason to go on when the destination cannot be read', async () => {
    const { simulator, copyAt, snapshotsIn } = await play({ fleet: two, policy: dr, at: at(12) });
    simulator.faults.setRules([
      { kind: 'denied', region: 'us-west-2', action: 'DescribeDBClusterSnapshots' },
    ]);

    await expect(copyAt(at(12))).rejects.toThrow(/us-west-2: AccessDenied/);

    expect(snapshotsIn('us-west-2')).toEqual([]);
  });
});
