import { expect, test } from 'vitest';
import { play } from './stage.ts';

const policyOf = (...lines: readonly string[]) => `
version: 1
mode: enforce
rules:
  - name: shops
    match: { tags: { env: [shop] } }
    capacity:
${lines.map((line) => `      - { ${line} }`).join('\n')}
`;
const day = 'hours: mon-fri 07:00-19:00, min: 2, max: 16';
const policy = policyOf(day, 'min: 0.5, max: 4');

const fleetOf = (...clusters: readonly string[]) => `
clusters:
${clusters.map((cluster) => `  - { tags: { env: shop }, ${cluster} }`).join('\n')}
  - { id: other, serverless: { min: 1, max: 8 } }
timings: { lag: 0s }
`;
const fleet = fleetOf('id: shop, serverless: { min: 0.5, max: 4 }');
const at = '2026-11-20T06:00:00Z';

test('sets the capacity of the line that holds now, when it begins and when it ends, with a note', async () => {
  const { scaleAt, stateOf, statusOf, told } = await play({ fleet, policy, at });

  expect(await scaleAt('2026-11-20T06:55:00Z')).toMatchObject({
    reasons: { shop: 'capacity-as-declared', other: 'no-rule' },
  });
  const up = await scaleAt('2026-11-20T07:00:00Z');
  expect(up).toMatchObject({ statuses: { shop: 'done' }, reasons: { shop: 'capacity-differs' } });
  expect(up.details).toContainEqual(expect.stringContaining('0.5-4 ACU to 2-16 ACU'));
  expect(stateOf('shop')?.tags).toMatchObject({
    'dormouse:capacity': expect.stringMatching(/^2-16 2026-11-20T07:00:00Z by shops @[0-9a-f]{8} v[\d.]+$/),
  });
  expect(await scaleAt('2026-11-20T07:15:00Z')).toMatchObject({ reasons: { shop: 'capacity-as-declared' } });
  expect(await scaleAt('2026-11-20T19:00:00Z')).toMatchObject({
    reasons: { shop: 'capacity-differs' },
    done: 1,
  });
  expect(await scaleAt('2026-11-20T19:15:00Z')).toMatchObject({ reasons: { shop: 'capacity-as-declared' } });
  expect(statusOf('shop')).toBe('available');
  expect(told()).toEqual(['Capacity Change Requested', 'Capacity Change Requested']);
});

test('needs the listings and two calls for each cluster whose capacity grows', async () => {
  const { simulator, scaleAt } = await play({ fleet, policy, at });

  await scaleAt('2026-11-20T07:00:00Z');

  expect(simulator.calls.count()).toEqual({
    GetParameter: 1,
    DescribeDBClusters: 1,
    DescribeDBInstances: 1,
    AddTagsToResource: 1,
    ModifyDBCluster: 1,
    PutEvents: 1,
  });
});

test('sends the capacity alone, so that nothing else that is pending is applied', async () => {
  const { simulator, scaleAt } = await play({
    fleet,
    policy: policyOf('min: 0, max: 8, autoPauseAfter: 10m'),
    at,
  });

  await scaleAt('2026-11-20T07:00:00Z');

  const [call] = simulator.calls.list({ action: 'ModifyDBCluster' });
  expect(call?.input).toEqual({
    DBClusterIdentifier: 'shop',
    ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 8, SecondsUntilAutoPause: 600 },
  });
});

test('looks at the listing alone when all is as declared', async () => {
  const { simulator, scaleAt } = await play({ fleet, policy, at });

  await scaleAt('2026-11-20T06:30:00Z');

  expect(simulator.calls.count()).toEqual({ GetParameter: 1, DescribeDBClusters: 1 });
});

test('makes a max smaller when no more than that is used, and asks for the metrics of all clusters at once', async () => {
  const wide = 'serverless: { min: 2, max: 16 }';
  const { simulator, scaleAt } = await play({
    fleet: fleetOf(`id: shop, ${wide}`, `id: busy, ${wide}, use: always`),
    policy: policyOf('min: 0.5, max: 4'),
    at,
  });

  const swept = await scaleAt('2026-11-20T20:00:00Z');

  expect(swept).toMatchObject({ reasons: { shop: 'capacity-differs', busy: 'capacity-in-use' }, done: 1 });
  expect(simulator.calls.count()).toMatchObject({ DescribeDBInstances: 1, GetMetricData: 1 });
});

test('makes no max smaller than what the busiest instance uses, however idle the others are', async () => {
  const wide = 'serverless: { min: 0.5, max: 16 }';
  const uneven = `${fleetOf(
    `id: uneven, instances: 3, ${wide}, use: heavy`,
    `id: mixed, instances: [db.serverless, db.r6g.large], ${wide}`,
  )}useProfiles: { heavy: [{ connections: 9, cpu: 30 }] }`;
  const { scaleAt } = await play({ fleet: uneven, policy: policyOf('min: 0.5, max: 4'), at });

  const swept = await scaleAt('2026-11-20T20:00:00Z');

  expect(swept).toMatchObject({ reasons: { uneven: 'capacity-in-use', mixed: 'capacity-differs' }, done: 1 });
  expect(swept.details).toContainEqual(expect.stringContaining('it uses 5 of 16 ACU'));
});

test('raises the min when the hours begin, though the smaller max has to wait', async () => {
  const { scaleAt, stateOf } = await play({
    fleet: fleetOf('id: shop, instances: 1, serverless: { min: 1, max: 64 }, use: always'),
    policy: policyOf('hours: mon-fri 07:00-19:00, min: 8, max: 10'),
    at,
  });

  expect(await scaleAt('2026-11-20T07:00:00Z')).toMatchObject({ reasons: { shop: 'capacity-differs' } });
  expect(stateOf('shop')?.serverless).toMatchObject({ min: 8, max: 64 });
  expect(await scaleAt('2026-11-20T07:15:00Z')).toMatchObject({ reasons: { shop: 'capacity-in-use' } });
});

test('makes no max smaller when the use is not known, but where the line says so', async () => {
  const unknown = fleetOf('id: shop, serverless: { min: 2, max: 16 }, use: missing');
  const { scaleAt, setPolicy } = await play({ fleet: unknown, policy: policyOf('min: 0.5, max: 4'), at });

  expect(await scaleAt('2026-11-20T20:00:00Z')).toMatchObject({ reasons: { shop: 'use-unknown' }, done: 0 });
  setPolicy(policyOf('min: 0.5, max: 4, whenBusy: apply'));
  expect(await scaleAt('2026-11-20T20:05:00Z')).toMatchObject({
    reasons: { shop: 'capacity-differs' },
    done: 1,
  });
});

test('a change that AWS refuses twice for the state of the cluster is a failure that is heard', async () => {
  const { scaleAt, simulator } = await play({
    fleet: fleetOf('id: shop, serverless: { min: 1, max: 8 }'),
    policy: policyOf('min: 2, max: 16'),
    at,
  });
  simulator.faults.setRules([{ kind: 'refused', action: 'ModifyDBCluster' }]);

  expect(await scaleAt('2026-11-20T20:00:00Z')).toMatchObject({ statuses: { shop: 'conflict' } });
  await expect(scaleAt('2026-11-20T20:05:00Z')).rejects.toThrow('shop: InvalidDBClusterStateFault');
});

test('leaves what is stopped, what is not serverless and what AWS does not allow', async () => {
  const { scaleAt } = await play({
    fleet: fleetOf(
      'id: down, serverless: { min: 1, max: 8 }, status: stopped, since: 2h',
      'id: fixed',
      'id: old, version: "14.7", serverless: { min: 1, max: 8 }',
    ),
    policy: policyOf('min: 0, max: 200'),
    at,
  });

  expect(await scaleAt('2026-11-20T12:00:00Z')).toMatchObject({
    reasons: { down: 'cluster-stopped', fixed: 'not-serverless', old: 'ineligible' },
    done: 0,
  });
});
