import { expect, test, vi } from 'vitest';
import { play } from './stage.ts';

const policyOf = (stream: string) => `
version: 1
mode: enforce
rules: [{ name: audited, match: {}, activityStream: { kmsKey: alias/das, ${stream} } }]
`;
const policy = policyOf('mode: async, hours: mon-fri 07:00-19:00, restart: anytime');

const fleetOf = (orders: string) => `
clusters: [{ ${orders} }]
keys: [{ alias: alias/das }]
timings: { lag: 0s, stream: 4m, restart: 1m }
`;
const fleet = fleetOf('id: orders');
const at = '2026-11-20T06:00:00Z';

test('a key that KMS is too busy to describe keeps no stream with another key from being started', async () => {
  const ruleOf = (id: string) =>
    `  - { name: ${id}, match: { clusters: [${id}] }, activityStream: { kmsKey: alias/${id}, mode: async, restart: anytime } }`;
  const { simulator, toggleAt, stateOf } = await play({
    fleet: 'clusters: [{ id: a }, { id: b }]\nkeys: [{ alias: alias/a }, { alias: alias/b }]',
    policy: ['version: 1', 'mode: enforce', 'rules:', ruleOf('a'), ruleOf('b')].join('\n'),
    at,
  });
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  simulator.faults.setRules([{ kind: 'throttle', action: 'DescribeKey', nth: 1 }]);

  await expect(toggleAt(at)).rejects.toThrow(/alias\/a in eu-central-1: /);

  const tagsOf = (id: string) => Object.keys(stateOf(id)?.tags ?? {});
  expect([tagsOf('a'), tagsOf('b')]).toEqual([[], ['dormouse:activity-stream']]);
});

test('a change that AWS refuses is requested again half an hour later', async () => {
  const { simulator, toggleAt, stateOf } = await play({ fleet, policy, at });

  simulator.faults.setRules([{ kind: 'denied', action: 'StartActivityStream' }]);
  await expect(toggleAt('2026-11-20T07:00:00Z')).rejects.toThrow();
  simulator.faults.setRules([]);

  expect(stateOf('orders')?.tags).toMatchObject({
    'dormouse:activity-stream': expect.stringMatching(
      /^start 2026-11-20T07:00:00Z attempt 1 refused by audited @[0-9a-f]{8} v[\d.]+$/,
    ),
  });
  expect(await toggleAt('2026-11-20T07:25:00Z')).toMatchObject({
    reasons: { orders: 'restart-waits' },
    details: [
      expect.stringContaining(
        'refused to start its stream (async; inside mon-fri 07:00-19:00 until Fri 19:00 UTC',
      ),
    ],
  });
  expect(await toggleAt('2026-11-20T07:30:00Z')).toMatchObject({ statuses: { orders: 'done' } });
});

test('a start that AWS always refuses is asked for three times a day, and no more, until its tag is removed', async () => {
  const { simulator, toggleAt } = await play({ fleet, policy, at });

  simulator.faults.setRules([{ kind: 'denied', action: 'StartActivityStream' }]);
  for (const time of ['07:00', '07:30', '08:00']) {
    await expect(toggleAt(`2026-11-20T${time}:00Z`)).rejects.toThrow();
  }
  simulator.faults.setRules([]);

  expect(await toggleAt('2026-11-20T08:30:00Z')).toMatchObject({ reasons: { orders: 'stream-lost' } });
  expect(simulator.calls.count()).toMatchObject({ StartActivityStream: 3 });

  simulator.backend.cluster('orders').changeTags({ 'dormouse:activity-stream': null });
  expect(await toggleAt('2026-11-20T08:35:00Z')).toMatchObject({ statuses: { orders: 'done' } });
});

test('a stop that AWS refuses is not taken for one that somebody undoes', async () => {
  const { simulator, toggleAt } = await play({
    fleet: fleetOf('id: orders, activityStream: { mode: async, key: alias/das }'),
    policy,
    at,
  });

  simulator.faults.setRules([{ kind: 'denied', action: 'StopActivityStream' }]);
  for (const time of ['03:00', '03:30', '04:00', '04:30', '05:00']) {
    await expect(toggleAt(`2026-11-21T${time}:00Z`)).rejects.toThrow();
  }
  simulator.faults.setRules([]);

  expect(await toggleAt('2026-11-21T05:30:00Z')).toMatchObject({ reasons: { orders: 'stream-over' } });
});
