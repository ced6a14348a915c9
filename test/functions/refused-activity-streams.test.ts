import { expect, test } from 'vitest';
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

test('asks for what AWS has refused in the next sweep again, while the window lasts', async () => {
  const { simulator, toggleAt, stateOf } = await play({ fleet, policy: policyOf('mode: async'), at });

  simulator.faults.setRules([{ kind: 'denied', action: 'StartActivityStream' }]);
  await expect(toggleAt('2026-11-22T05:05:00Z')).rejects.toThrow();
  simulator.faults.setRules([]);

  expect(stateOf('orders')?.tags).toMatchObject({
    'dormouse:activity-stream': 'start 2026-11-22T05:05:00Z attempt 1 refused by audited',
  });
  expect(await toggleAt('2026-11-22T05:10:00Z')).toMatchObject({ statuses: { orders: 'done' } });
  expect(stateOf('orders')?.tags).toMatchObject({
    'dormouse:activity-stream': 'start 2026-11-22T05:10:00Z attempt 2 by audited',
  });
});

test('a start that AWS always refuses is asked for three times a day, and no more', async () => {
  const { simulator, toggleAt } = await play({ fleet, policy, at });

  simulator.faults.setRules([{ kind: 'denied', action: 'StartActivityStream' }]);
  for (const minute of ['00', '05', '10']) {
    await expect(toggleAt(`2026-11-20T07:${minute}:00Z`)).rejects.toThrow();
  }

  expect(await toggleAt('2026-11-20T07:15:00Z')).toMatchObject({ reasons: { orders: 'stream-lost' } });
  expect(simulator.calls.count()).toMatchObject({ StartActivityStream: 3 });
});

test('a stop that AWS refuses is not taken for one that somebody undoes', async () => {
  const { simulator, toggleAt } = await play({
    fleet: fleetOf('id: orders, activityStream: { mode: async, key: alias/das }'),
    policy,
    at,
  });

  simulator.faults.setRules([{ kind: 'denied', action: 'StopActivityStream' }]);
  for (const minute of ['00', '05', '10', '15', '20']) {
    await expect(toggleAt(`2026-11-20T06:${minute}:00Z`)).rejects.toThrow();
  }
  simulator.faults.setRules([]);

  expect(await toggleAt('2026-11-20T06:25:00Z')).toMatchObject({ reasons: { orders: 'stream-over' } });
});
