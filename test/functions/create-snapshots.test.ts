import { expect, test } from 'vitest';
import { readRecipe } from '../../shared/policy/recovery/recipe/tags.ts';
import { play } from './stage.ts';

const policy = `
version: 1
mode: enforce
rules:
  - name: nightly
    match: { tags: { env: [dev] } }
    snapshots: { create: { cron: "0 3 * * *", keep: { daily: 7 } } }
`;

const fleet = `
clusters:
  - { id: dev, tags: { env: dev } }
  - { id: asleep, tags: { env: dev }, status: stopped, since: 2d }
  - { id: prod, tags: { env: prod } }
`;

test('takes a snapshot when one is due, once, and makes up for missed ones with one', async () => {
  const { createAt, snapshotsIn } = await play({ fleet, policy, at: '2026-11-20T02:00:00Z' });

  await createAt('2026-11-20T02:55:00Z');
  const first = snapshotsIn('eu-central-1').map(({ tags }) => tags['dormouse:due']);
  const again = await createAt('2026-11-20T03:00:00Z');
  const twice = await createAt('2026-11-20T03:05:00Z');
  const late = await createAt('2026-11-24T17:00:00Z');

  // The day before was missed, too.
  expect(first).toEqual(['2026-11-19T03:00:00Z']);
  expect(again).toMatchObject({ reasons: { dev: 'due', asleep: 'stopped', prod: 'no-rule' } });
  expect(twice).toMatchObject({ reasons: { dev: 'already-taken' } });
  expect(late).toMatchObject({ reasons: { dev: 'due' } });
  expect(snapshotsIn('eu-central-1').map(({ id }) => id)).toEqual([
    expect.stringMatching(/^dormouse-dev-202611190300-[0-9a-f]{8}$/),
    expect.stringMatching(/^dormouse-dev-202611200300-[0-9a-f]{8}$/),
    expect.stringMatching(/^dormouse-dev-202611240300-[0-9a-f]{8}$/),
  ]);
});

test('catches up on a cluster that was stopped, when it is available', async () => {
  const { createAt } = await play({ fleet, policy, at: '2026-11-20T03:05:00Z' });

  expect(await createAt('2026-11-20T03:05:00Z')).toMatchObject({ reasons: { asleep: 'stopped' } });
  // AWS has started it: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html
  expect(await createAt('2026-11-25T09:00:00Z')).toMatchObject({ reasons: { asleep: 'due' } });
});

test('needs three listings, the quota, and one call for each snapshot; two listings when none is due', async () => {
  const { simulator, createAt, told } = await play({ fleet, policy, at: '2026-11-20T03:05:00Z' });

  await createAt('2026-11-20T03:05:00Z');
  const once = simulator.calls.count();
  await createAt('2026-11-20T03:20:00Z');

  expect(once).toEqual({
    GetParameter: 1,
    DescribeDBClusters: 1,
    DescribeDBClusterSnapshots: 1,
    DescribeDBInstances: 1,
    DescribeAccountAttributes: 1,
    CreateDBClusterSnapshot: 1,
    PutEvents: 1,
  });
  expect(simulator.calls.count()).toEqual({
    ...once,
    GetParameter: 2,
    DescribeDBClusters: 2,
    DescribeDBClusterSnapshots: 2,
  });
  expect(told()).toEqual(['Snapshot Create Requested']);
});

test('keeps to the quota without failing, and warns before it is used up', async () => {
  const full = `${fleet}
  - { id: dev2, tags: { env: dev } }
quotas: { manualSnapshots: 1 }
`;
  const { createAt, told, snapshotsIn } = await play({ fleet: full, policy, at: '2026-11-20T03:05:00Z' });

  const first = await createAt('2026-11-20T03:05:00Z');
  await createAt('2026-11-20T03:10:00Z');
  await createAt('2026-11-20T03:15:00Z');

  expect(first).toMatchObject({ counts: { due: 1, 'quota-full': 1 }, done: 1 });
  expect(snapshotsIn('eu-central-1')).toHaveLength(1);
  expect(told()).toEqual(['Snapshot Create Requested', 'Snapshot Create Refused', 'Snapshot Quota Near']);
});

test('writes the recipe of the cluster into the tags of the snapshot', async () => {
  const { createAt, snapshotsIn } = await play({ fleet, policy, at: '2026-11-20T03:05:00Z' });

  await createAt('2026-11-20T03:05:00Z');
  const [{ tags } = { tags: {} }] = snapshotsIn('eu-central-1');

  expect(readRecipe(tags)).toMatchObject({
    state: 'whole',
    recipe: {
      cluster: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev',
      subnetGroup: 'default',
      parameterGroup: 'default.aurora-postgresql16',
      instances: [
        { id: 'dev-1', instanceClass: 'db.r6g.large', promotionTier: 1 },
        { id: 'dev-2', instanceClass: 'db.r6g.large', promotionTier: 1 },
      ],
      port: 5432,
      without: [],
    },
  });
});

test('takes the snapshot without its instances when these cannot be listed, and fails to say so', async () => {
  const { simulator, createAt, snapshotsIn } = await play({ fleet, policy, at: '2026-11-20T03:05:00Z' });
  simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBInstances' }]);

  const result = await createAt('2026-11-20T03:05:00Z').catch((error: unknown) => error);
  const [{ tags } = { tags: {} }] = snapshotsIn('eu-central-1');

  expect(readRecipe(tags)).toMatchObject({ state: 'whole', recipe: { without: ['instances'] } });
  expect(`${result}`).toContain('instances of eu-central-1, for recipes in snapshots');
});
