import { expect, onTestFinished, test, vi } from 'vitest';
import { play } from './stage.ts';

const policyOf = (stream: string) => `
version: 1
mode: enforce
rules:
  - name: audited
    match: { tags: { audit: [required] } }
    activityStream: { kmsKey: alias/das, ${stream} }
`;
const policy = policyOf('mode: async, hours: mon-fri 07:00-19:00, restart: anytime');

const fleetOf = (...clusters: readonly string[]) => `
clusters:
${clusters.map((cluster) => `  - { tags: { audit: required }, ${cluster} }`).join('\n')}
  - { id: other }
keys: [{ alias: alias/das }, { alias: alias/old }]
timings: { lag: 0s, stream: 4m, restart: 1m, keyLoss: 2m }
`;
const fleet = fleetOf('id: orders');
const started = 'activityStream: { mode: async, key: alias/das }';
const at = '2026-11-20T06:00:00Z';

/** A payload is read before anything is observed, by the clock of the function. */
function readPayloadsAt(time: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(time) });
  onTestFinished(() => void vi.useRealTimers());
}

test('starts the stream when its hours begin and stops it when they end, each with one restart and a note', async () => {
  const { toggleAt, stateOf, told } = await play({ fleet, policy, at });

  expect(await toggleAt('2026-11-20T06:55:00Z')).toMatchObject({
    reasons: { orders: 'stream-as-declared', other: 'no-rule' },
  });
  expect(await toggleAt('2026-11-20T07:00:00Z')).toMatchObject({
    statuses: { orders: 'done' },
    reasons: { orders: 'stream-due' },
  });
  expect(await toggleAt('2026-11-20T07:02:00Z')).toMatchObject({
    reasons: { orders: 'stream-in-transition' },
  });
  expect(await toggleAt('2026-11-20T07:05:00Z')).toMatchObject({ reasons: { orders: 'stream-as-declared' } });
  expect(stateOf('orders')).toMatchObject({
    activityStream: { status: 'started', mode: 'async' },
    tags: {
      'dormouse:activity-stream': expect.stringMatching(
        /^start 2026-11-20T07:00:00Z attempt 1 by audited @[0-9a-f]{8} v[\d.]+$/,
      ),
    },
  });
  expect(await toggleAt('2026-11-20T19:00:00Z')).toMatchObject({
    statuses: { orders: 'done' },
    reasons: { orders: 'stream-over' },
  });
  expect(await toggleAt('2026-11-20T19:05:00Z')).toMatchObject({ reasons: { orders: 'stream-as-declared' } });
  expect(stateOf('orders')).toMatchObject({
    activityStream: { status: 'stopped' },
    tags: {
      'dormouse:activity-stream': expect.stringMatching(
        /^stop 2026-11-20T19:00:00Z by audited @[0-9a-f]{8} v[\d.]+$/,
      ),
    },
  });
  expect(stateOf('orders')?.restarts).toHaveLength(2);
  expect(told().filter((type) => type === 'Activity Stream Change Requested')).toHaveLength(2);
});

test('needs the listing and one call for each kind of fact, then three for each stream that it starts', async () => {
  const { simulator, toggleAt } = await play({ fleet: fleetOf('id: orders', 'id: stock'), policy, at });

  await toggleAt('2026-11-20T07:00:00Z');

  expect(simulator.calls.count()).toEqual({
    GetParameter: 1,
    DescribeDBClusters: 1,
    DescribeDBInstances: 1,
    DescribeEvents: 2,
    DescribeKey: 1,
    DescribeOrderableDBInstanceOptions: 1,
    AddTagsToResource: 2,
    StartActivityStream: 2,
    PutEvents: 1,
  });
});

test('needs the listing and two calls for each stream that it stops', async () => {
  const { simulator, toggleAt } = await play({ fleet: fleetOf(`id: orders, ${started}`), policy, at });

  await toggleAt('2026-11-20T06:30:00Z');

  expect(simulator.calls.count()).toEqual({
    GetParameter: 1,
    DescribeDBClusters: 1,
    AddTagsToResource: 1,
    StopActivityStream: 1,
    PutEvents: 1,
  });
});

test('looks at the listing, and at the key that an alias stands for, when all is as declared', async () => {
  const running = fleetOf(
    `id: orders, ${started}`,
    `id: stock, ${started}`,
    'id: idle, status: stopped, since: 2h',
  );
  const { simulator, toggleAt } = await play({ fleet: running, policy, at });

  const swept = await toggleAt('2026-11-20T08:00:00Z');

  expect(swept).toMatchObject({ counts: { 'stream-as-declared': 2, 'cluster-stopped': 1 }, done: 0 });
  expect(simulator.calls.count()).toEqual({ GetParameter: 1, DescribeDBClusters: 1, DescribeKey: 1 });
});

test('looks at the listing alone when no stream should run', async () => {
  const { simulator, toggleAt } = await play({ fleet, policy, at });

  await toggleAt('2026-11-20T20:00:00Z');

  expect(simulator.calls.count()).toEqual({ GetParameter: 1, DescribeDBClusters: 1 });
});

test("waits for the cluster's own maintenance window where the rule says so", async () => {
  const waiting = policyOf('mode: async');
  const { toggleAt, stateOf } = await play({ fleet, policy: waiting, at });

  const friday = await toggleAt('2026-11-20T12:00:00Z');
  const sunday = await toggleAt('2026-11-22T05:05:00Z');

  expect(friday).toMatchObject({ reasons: { orders: 'restart-waits' }, done: 0 });
  expect(sunday).toMatchObject({ reasons: { orders: 'stream-due' }, done: 1 });
  expect(stateOf('orders')?.restarts).toEqual([
    { at: '2026-11-22T05:05:00.000Z', why: 'activity-stream-start' },
  ]);
});

test.each([
  ['mode', 'activityStream: { mode: sync, key: alias/das }'],
  ['key', 'activityStream: { mode: async, key: alias/old }'],
])('stops a stream that runs with another %s, and starts it again', async (_, running) => {
  const { toggleAt, stateOf } = await play({ fleet: fleetOf(`id: orders, ${running}`), policy, at });

  expect(await toggleAt('2026-11-20T08:00:00Z')).toMatchObject({
    reasons: { orders: 'stream-drift' },
    done: 1,
  });
  expect(await toggleAt('2026-11-20T08:05:00Z')).toMatchObject({
    reasons: { orders: 'stream-due' },
    done: 1,
  });
  expect(await toggleAt('2026-11-20T08:10:00Z')).toMatchObject({ reasons: { orders: 'stream-as-declared' } });
  expect(stateOf('orders')?.activityStream).toMatchObject({ status: 'started', mode: 'async' });
});

test('does what a person asks for until it is over, and remembers it on the cluster', async () => {
  readPayloadsAt(at);
  const { toggleAt, stateOf } = await play({ fleet: fleetOf(`id: orders, ${started}`), policy, at });
  const payload = { clusters: ['orders'], desired: 'off', until: '2026-11-20T10:00:00Z' };

  expect(await toggleAt('2026-11-20T08:00:00Z', payload)).toMatchObject({
    reasons: { orders: 'stream-over' },
    done: 1,
  });
  expect(await toggleAt('2026-11-20T09:00:00Z')).toMatchObject({ reasons: { orders: 'stream-as-declared' } });
  expect(stateOf('orders')).toMatchObject({
    activityStream: { status: 'stopped' },
    tags: { 'dormouse:activity-stream-override': 'off until 2026-11-20T10:00:00Z' },
  });
  expect(await toggleAt('2026-11-20T10:00:00Z')).toMatchObject({
    reasons: { orders: 'stream-due' },
    done: 1,
  });
});

test('only records the wish of a person where nothing else is due', async () => {
  readPayloadsAt(at);
  const { simulator, toggleAt, stateOf } = await play({ fleet, policy, at });

  const asked = await toggleAt('2026-11-20T06:30:00Z', {
    clusters: ['orders'],
    desired: 'off',
    until: '2026-11-20T10:00:00Z',
  });

  expect(asked).toMatchObject({ reasons: { orders: 'override-requested' }, done: 1 });
  expect(simulator.calls.count()).toMatchObject({ AddTagsToResource: 1 });
  expect(stateOf('orders')).toMatchObject({ activityStream: { status: 'stopped' }, restarts: [] });
});

test('starts nothing with a key that cannot be used, and says what to do', async () => {
  const { simulator, toggleAt } = await play({ fleet, policy, at });
  simulator.backend.setKey('alias/das', { policy: 'denied' });

  const refused = await toggleAt('2026-11-20T08:00:00Z');
  simulator.backend.setKey('alias/das', { policy: 'allowed' });
  const due = await toggleAt('2026-11-20T08:05:00Z');

  expect(refused).toMatchObject({ reasons: { orders: 'key-unusable' }, done: 0 });
  expect(refused.details).toContainEqual(expect.stringContaining('is not authorized'));
  expect(due).toMatchObject({ reasons: { orders: 'stream-due' }, done: 1 });
});

test('a key that only a comparison needs and that denies us fails nothing', async () => {
  const { simulator, toggleAt } = await play({ fleet: fleetOf(`id: orders, ${started}`), policy, at });
  simulator.backend.setKey('alias/das', { policy: 'denied' });

  expect(await toggleAt('2026-11-20T08:00:00Z')).toMatchObject({
    reasons: { orders: 'stream-as-declared' },
    statuses: { orders: 'left' },
  });
});

test('reports a stream that AWS stopped with its key', async () => {
  const { simulator, toggleAt, stateOf } = await play({ fleet, policy, at });
  await toggleAt('2026-11-20T08:00:00Z');
  simulator.clock.advanceTo(Date.parse('2026-11-20T09:00:00Z'));
  simulator.backend.setKey('alias/das', { state: 'Disabled' });

  const lost = await toggleAt('2026-11-20T10:00:00Z');

  expect(stateOf('orders')?.activityStream).toMatchObject({ status: 'stopped' });
  expect(lost).toMatchObject({ reasons: { orders: 'key-unusable' }, done: 0 });
});

test('leaves what AWS has no streams for, by its class, its instances or its version', async () => {
  const odd = fleetOf(
    'id: small, instances: [db.t4g.medium]',
    'id: scaling, serverless: { min: 1, max: 8 }',
    'id: old, version: "15.1"',
  );
  const { toggleAt } = await play({ fleet: odd, policy, at });

  expect(await toggleAt('2026-11-20T08:00:00Z')).toMatchObject({ counts: { ineligible: 3 }, done: 0 });
});

test('takes an event of RDS for a hint to look at that cluster', async () => {
  const { toggleAt, stateOf } = await play({ fleet: fleetOf('id: orders', 'id: stock'), policy, at });
  const SourceArn = 'arn:aws:rds:eu-central-1:111122223333:cluster:orders';
  const detail = { SourceArn, SourceIdentifier: 'orders', EventID: 'RDS-EVENT-0180' };

  await toggleAt('2026-11-20T08:00:00Z', {
    source: 'aws.rds',
    'detail-type': 'RDS DB Cluster Event',
    detail,
  });

  expect(stateOf('orders')?.activityStream).toMatchObject({ status: 'starting' });
  expect(stateOf('stock')?.activityStream).toMatchObject({ status: 'stopped' });
});
