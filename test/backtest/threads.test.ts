import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runParts } from '../../backtest/threads/run-parts.ts';
import { type FleetSimulation, simulateFleet } from '../../backtest/threads/simulate-fleet.ts';
import { loadPrices } from '../../prices/read-prices.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { DAY_MS } from '../../shared/policy/time/units.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { priceText } from './bill.ts';

const parsed = parsePolicy(readFileSync('examples/policy.yml', 'utf8'));
if (!parsed.ok) throw new Error('examples/policy.yml is not valid');
const from = Date.parse('2026-11-23T00:00:00Z');

const simulation: FleetSimulation = {
  policy: parsed.policy,
  fleet: loadFleet(readFileSync('examples/fleet.yml', 'utf8')),
  ...{ from, to: from + 3 * DAY_MS, seed: 1 },
  home: { account: '111122223333', region: 'eu-central-1' },
  names: { policy: 'policy', fleet: 'fleet' },
};

test('a fleet on several threads has the course, the money and the acts that it has on one', async () => {
  const prices = loadPrices(priceText);
  const commitments = { reservedInstances: [], savingsPlans: [{ hourly: 0.1, discount: 20 }] };
  const priced = { ...simulation, prices, commitments, keepsActs: true };
  const shares: number[] = [];

  const several = await simulateFleet({ ...priced, onProgress: (share) => shares.push(share) }, 3);

  const one = await simulateFleet(priced, 1);
  expect(several.timeline).toEqual(one.timeline);
  expect(several.acts.map((act) => JSON.stringify(act)).sort()).toEqual(
    one.acts.map((act) => JSON.stringify(act)).sort(),
  );
  expect(one.acts.length).toBeGreaterThan(50);
  expect(shares.at(-1)).toBeGreaterThan(0.9);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test('an error in a thread fails the simulation', async () => {
  // The first to look at it are the sweeps.
  const broken = { ...simulation, policy: { ...parsed.policy, targets: [], home: undefined } };

  await expect(simulateFleet({ ...broken, home: undefined as never }, 2)).rejects.toThrow();
});

test('an error in another thread stops the part of this one', async () => {
  const { clusters } = simulation.fleet;
  const broken = clusters.slice(0, 1).map((cluster) => ({ ...cluster, tags: undefined as never }));
  const year = { ...simulation, to: from + 365 * DAY_MS };
  const ticks: number[] = [];
  const simulated = runParts(year, [clusters, broken], 2, (part, at) => part === 0 && ticks.push(at));

  await expect(simulated).rejects.toThrow();

  const heard = ticks.length;
  await setTimeout(200);
  expect(ticks.length).toBe(heard);
  expect(ticks.at(-1)).toBeLessThan(year.to - 2 * DAY_MS);
});
