import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { runs } from '../support/runs.ts';
import { changingWorld, type GeneratedCluster, type GeneratedWorld } from './generated-world.ts';
import { checkCap, checkOneDecisionEach, checkTruth, targetOf } from './laws.ts';
import { type Write, writesOf } from './let-loose.ts';
import { hasCapacity, hasStream, mayScale, mayToggle, scaledTo } from './oracle.ts';
import { stage } from './stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const WORLDS = runs(100);

/** Sweeps twice in bad weather, and hands over what happened. */
async function inBadWeather(world: GeneratedWorld) {
  const staged = stage(world);
  staged.simulator.faults.setRules(world.faults);
  const results = [await staged.toggle(), await staged.scale()];
  staged.later(0.1);
  results.push(await staged.toggle(), await staged.scale());
  return { staged, results, writes: writesOf(staged.simulator) };
}

/** The limits that it may be given: the min goes first, too, while the weather keeps the use unknown. */
function mayBecome(one: GeneratedCluster): (string | undefined)[] {
  return [limits[scaledTo(one)], ...(one.capacity === 'more' ? [limits.minFirst] : [])];
}

function askedOf({ input }: Write): string {
  const { MinCapacity, MaxCapacity } = Object(input.ServerlessV2ScalingConfiguration);
  return `${MinCapacity}-${MaxCapacity}`;
}

function isAllowed(write: Write, world: GeneratedWorld): boolean {
  const cluster = targetOf(write, world);
  const may = { toggle: mayToggle(cluster, world), scale: mayScale(cluster, world) };
  switch (write.action) {
    case 'StartActivityStream':
      return may.toggle && world.inHours;
    case 'StopActivityStream':
      return may.toggle && (!world.inHours || cluster.stream === 'sync');
    case 'ModifyDBCluster':
      return may.scale && mayBecome(cluster).includes(askedOf(write));
    case 'AddTagsToResource':
      return write.tags['dormouse:capacity'] === undefined ? may.toggle : may.scale;
    default:
      return false;
  }
}

/** The stream and the capacity of each cluster of the world, once nothing changes any more. */
function endsOf({ clusters }: GeneratedWorld, { simulator }: ReturnType<typeof stage>) {
  const states = new Map(simulator.backend.state().clusters.map((state) => [state.id, state]));
  return clusters.map((one) => {
    const { activityStream: stream, serverless } = states.get(one.id) ?? {};
    const runs = stream?.status === 'started' ? stream.mode : stream?.status;
    return [one.id, hasStream(one) ? runs : 'none', serverless && `${serverless.min}-${serverless.max}`];
  });
}

const limits = { none: undefined, declared: '2-16', less: '1-8', more: '1-32', minFirst: '2-32' };

/** The state that each cluster of the world should reach in fair weather. */
function expectedEnds(world: GeneratedWorld) {
  const isEnforced = world.mode === 'enforce';
  return world.clusters.map((one) => {
    const now = one.stream === 'starting' ? 'async' : one.stream;
    const toggled = isEnforced && mayToggle(one, world);
    const stream = toggled ? (world.inHours ? 'async' : 'stopped') : now;
    const capacity = isEnforced && mayScale(one, world) ? scaledTo(one) : one.capacity;
    return [one.id, hasStream(one) ? stream : 'none', hasCapacity(one) ? limits[capacity] : undefined];
  });
}

test(`holds the laws for streams and capacity in ${WORLDS.numRuns} generated worlds and faults`, async () => {
  const seen = { writes: 0, failures: 0, reasons: new Set<string>() };

  await fc.assert(
    fc.asyncProperty(changingWorld, async (world) => {
      const { staged, results, writes } = await inBadWeather(world);

      for (const write of writes) expect(isAllowed(write, world), JSON.stringify(write)).toBe(true);
      for (const result of results) checkOneDecisionEach(result, staged.simulator);
      checkTruth(results, writes);
      for (const result of results) checkCap(result, world);
      if (world.mode === 'observe') expect(writes).toEqual([]);

      seen.writes += writes.length;
      seen.failures += results.filter(({ ok }) => !ok).length;
      for (const { decision } of results.flatMap(({ outcomes }) => outcomes))
        seen.reasons.add(decision.reason);
    }),
    { ...WORLDS, endOnFailure: true },
  );

  // The laws would hold as well if nothing happened at all.
  expect(seen.writes).toBeGreaterThan(WORLDS.numRuns);
  expect(seen.failures).toBeGreaterThan(WORLDS.numRuns / 8);
  expect([...seen.reasons]).toEqual(
    expect.arrayContaining([
      ...['stream-due', 'stream-over', 'stream-as-declared', 'stream-in-transition', 'capacity-differs'],
      ...['capacity-as-declared', 'held', 'protected', 'ineligible'],
    ]),
  );
});

test('streams and capacity come to rest as the policy says once the weather is fair, and then nothing is done', async () => {
  await fc.assert(
    fc.asyncProperty(changingWorld, async (world) => {
      const { staged } = await inBadWeather(world);
      staged.simulator.faults.setRules([]);
      // As many sweeps as the smallest cap takes, each of a stop and a start, and half an hour after a note of neither.
      for (let sweeps = 0; sweeps < 2 * world.clusters.length + 3; sweeps++) {
        staged.later(0.4);
        await staged.toggle();
        await staged.scale();
      }
      staged.later(0.4);
      staged.simulator.calls.clear();
      const last = [await staged.toggle(), await staged.scale()];

      expect(endsOf(world, staged)).toEqual(expectedEnds(world));
      expect(writesOf(staged.simulator)).toEqual([]);
      if (world.mode === 'enforce') expect(last.every(({ ok }) => ok)).toBe(true);
    }),
    { ...runs(20), endOnFailure: true },
  );
});

test('decides the same of the same streams and capacity, in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(changingWorld, async (world) => {
      const observed = { ...world, mode: 'observe' as const, faults: [] };

      const [one, two] = [stage(observed), stage(observed)];

      expect(await one.toggle()).toEqual(await two.toggle());
      expect(await one.scale()).toEqual(await two.scale());
      // Looking changes nothing, so looking again sees the same.
      expect((await one.toggle()).outcomes).toEqual((await two.toggle()).outcomes);
    }),
    { ...runs(20), endOnFailure: true },
  );
});
