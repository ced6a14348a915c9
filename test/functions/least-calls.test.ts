import { expect, test, vi } from 'vitest';
import { countCalls, whetherPaused } from '../../bench/least-calls.ts';
import { scenarios } from '../../bench/scenarios.ts';
import { play } from './stage.ts';

// Powertools looks when it is loaded.
vi.hoisted(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

test.each(scenarios)('$name, with the fewest possible calls', async (scenario) => {
  const calls = await countCalls(scenario);

  console.log(`${scenario.name}: ${JSON.stringify(calls)}`);
  expect(calls).toEqual({ ...whetherPaused, ...scenario.least });
});

const quietPolicy = `
version: 1
mode: enforce
rules:
  - name: audited
    match: { clusters: ["audited-*"] }
    activityStream: { mode: async, kmsKey: alias/das, hours: mon-fri 07:00-19:00, restart: anytime }
  - name: scaled
    match: { clusters: ["scaled-*"] }
    capacity:
      - { hours: mon-fri 07:00-19:00, min: 2, max: 16 }
      - { min: 0.5, max: 4 }
`;

const quietFleet = `
clusters:
  - { id: "audited-{n}", count: 500, instances: 1, activityStream: { mode: async, key: alias/das } }
  - { id: "scaled-{n}", count: 500, instances: 1, engine: neptune, serverless: { min: 2, max: 16 } }
keys: [{ alias: alias/das }]
`;

const pages = { DescribeDBClusters: 10 };

test('1,000 clusters whose streams and capacity are as declared cost their listing, and the key to compare', async () => {
  const at = '2026-11-20T12:00:00Z';
  const { simulator, toggleAt, scaleAt } = await play({ fleet: quietFleet, policy: quietPolicy, at });

  await toggleAt(at);
  const toggling = simulator.calls.count();
  simulator.calls.clear();
  await scaleAt(at);

  expect(toggling).toEqual({ ...whetherPaused, ...pages, DescribeKey: 1 });
  expect(simulator.calls.count()).toEqual({ ...whetherPaused, ...pages });
});
