import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { runs } from '../support/runs.ts';
import { type GeneratedWorld, generatedWorld } from './generated-world.ts';
import { checkCap, checkOneDecisionEach, checkTruth, targetOf } from './laws.ts';
import { writesOf } from './let-loose.ts';
import { mayStart, mayStop, settledStatus } from './oracle.ts';
import { stage, statusesOf } from './stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

/** Each of these is run through for every law, so they are the worlds that `npm test` has seen. */
const WORLDS = runs(1_000, 200);

/** Sweeps twice in bad weather, and hands over what happened. */
async function inBadWeather(world: GeneratedWorld) {
  const staged = stage(world);
  staged.simulator.faults.setRules(world.faults);
  const results = [await staged.stop(), await staged.start()];
  staged.later(0.1);
  results.push(await staged.stop(), await staged.start());
  return { staged, results, writes: writesOf(staged.simulator) };
}

function plannedIn({ outcomes }: SweepResult) {
  return outcomes.filter(({ status }) => status === 'planned');
}

test(`holds the laws in ${WORLDS.numRuns} generated worlds and faults`, async () => {
  const seen = { writes: 0, failures: 0, planned: 0, left: new Set<string>() };

  await fc.assert(
    fc.asyncProperty(generatedWorld, async (world) => {
      const { staged, results, writes } = await inBadWeather(world);

      // Laws 1 and 2: nothing but what may be done, whatever went wrong.
      for (const write of writes) {
        const cluster = targetOf(write, world);
        const may = { stop: mayStop(cluster, world), start: mayStart(cluster, world) };
        expect(write.action === 'StartDBCluster' || may.stop || may.start).toBe(true);
        if (write.action === 'StopDBCluster') expect(may.stop).toBe(true);
        if (write.action === 'StartDBCluster') expect(may.start).toBe(true);
      }
      // Law 4: one decision for each cluster, with a reason, in order.
      for (const result of results) checkOneDecisionEach(result, staged.simulator);
      // Law 6: what is said to be done was done, and a failure shows.
      checkTruth(results, writes);
      // Law 7: observing writes nothing, neither the policy's nor a rule's.
      if (world.mode === 'observe') expect(writes).toEqual([]);
      const observed = writes.filter((write) => world.observed.includes(targetOf(write, world).engine));
      expect(observed).toEqual([]);
      if (world.mode === 'enforce') seen.planned += results.flatMap(plannedIn).length;
      // Law 8: no sweep does more than its cap in an account and Region.
      for (const result of results) checkCap(result, world);

      seen.writes += writes.length;
      seen.failures += results.filter(({ ok }) => !ok).length;
      for (const { decision } of results.flatMap(({ outcomes }) => outcomes)) seen.left.add(decision.reason);
    }),
    { ...WORLDS, endOnFailure: true },
  );

  // The laws would hold as well if nothing happened at all.
  expect(seen.writes).toBeGreaterThan(WORLDS.numRuns / 2);
  expect(seen.failures).toBeGreaterThan(WORLDS.numRuns / 4);
  expect(seen.planned).toBeGreaterThan(WORLDS.numRuns / 32);
  expect([...seen.left]).toEqual(
    expect.arrayContaining([
      'idle',
      // Whoever uses a cluster here does so without a break, and nothing has ever stopped it.
      'busy-for-days',
      'idle-unknown',
      'in-hours',
      ...['held', 'held-stopped', 'held-up'],
      'protected',
      'ineligible',
      'limit-cap',
    ]),
  );
});

test('comes to rest as the policy says once the weather is fair, and then does nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(generatedWorld, async (world) => {
      const { staged } = await inBadWeather(world);
      staged.simulator.faults.setRules([]);
      // As many sweeps as the smallest cap takes; a start may be followed by minUptime.
      for (let sweeps = 0; sweeps < world.clusters.length + 2; sweeps++) {
        staged.later(0.4);
        await staged.stop();
        await staged.start();
      }
      staged.later(0.4);
      const settled = statusesOf(staged.simulator);
      staged.simulator.calls.clear();
      const last = [await staged.stop(), await staged.start()];

      const expected = world.clusters.map((one) => [
        one.id,
        world.mode === 'enforce' ? settledStatus(one, world) : one.status,
      ]);
      expect(Object.fromEntries(world.clusters.map(({ id }) => [id, settled[id]]))).toEqual(
        Object.fromEntries(expected),
      );
      expect(writesOf(staged.simulator)).toEqual([]);
      if (world.mode === 'enforce') expect(last.every(({ ok }) => ok)).toBe(true);
    }),
    { ...runs(200), endOnFailure: true },
  );
});

test('decides the same of the same world, in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(generatedWorld, async (world) => {
      const observed = { ...world, mode: 'observe' as const, faults: [] };

      const [one, two] = [stage(observed), stage(observed)];

      expect(await one.stop()).toEqual(await two.stop());
      expect(await one.start()).toEqual(await two.start());
      // Looking changes nothing, so looking again sees the same.
      expect((await one.stop()).outcomes).toEqual((await two.stop()).outcomes);
    }),
    { ...runs(200), endOnFailure: true },
  );
});
