import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { World } from '../../../shared/policy/model/cluster.ts';
import type { RequestedOverride } from '../../../shared/policy/streams/stream.ts';
import type { SweepRequest } from '../../../shared/runtime/request/event.ts';
import type { Recipe, RunContext } from '../../../shared/runtime/sweep/recipe.ts';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy } from '../../policy/builders.ts';
import { statuses } from '../../support/builders/outcomes.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { runs } from '../../support/runs.ts';
import { fakeDeps, fakeRecipe } from '../builders.ts';

const HOME = '111122223333/eu-central-1';
const ABROAD = '111122223333/us-east-1';
const override: RequestedOverride = { desired: 'off', until: Date.parse('2026-12-01T00:00:00Z') };
const twoRegions = { targets: [{ account: '111122223333', regions: ['eu-central-1', 'us-east-1'] }] };

type Asked = World & { readonly requested?: RequestedOverride };

/** A recipe that acts on whatever it is asked to, on every cluster of its world, and the clusters that it acted on. */
function anObedient(some: Partial<Recipe> = {}) {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a', 'b', 'c'], [ABROAD]: ['a', 'd'] } });
  const obedient: Recipe<Asked> = {
    ...recipe,
    overridable: true,
    async read(scope, policy, run) {
      const world = await recipe.read(scope, policy, run);
      return run.override === undefined ? world : { ...world, requested: run.override };
    },
    decide: (_policy, { clusters, requested }) =>
      clusters.map(({ cluster }) =>
        requested === undefined ? aSkip('stream-as-declared', cluster) : anAct({}, cluster),
      ),
    ...some,
  };
  return { recipe: obedient as Recipe, stopped };
}

test('an override reaches the clusters that are named, and no other', async () => {
  const { recipe, stopped } = anObedient();

  const result = await runSweep(recipe, aPolicy(), { clusters: ['a'], override }, fakeDeps());

  expect(stopped).toEqual(['a']);
  expect(statuses(result)).toEqual({ a: 'done' });
});

test('an override is carried out in the Regions that are named only', async () => {
  const { recipe, stopped } = anObedient();
  const request = { clusters: ['*'], regions: ['us-east-1'], override };

  await runSweep(recipe, aPolicy(twoRegions), request, fakeDeps());

  expect(stopped).toEqual(['a', 'd']);
});

test('observing only plans it', async () => {
  const { recipe, stopped } = anObedient();
  const request: SweepRequest = { mode: 'observe', clusters: ['a'], override };

  const result = await runSweep(recipe, aPolicy(), request, fakeDeps());

  expect(stopped).toEqual([]);
  expect(statuses(result)).toEqual({ a: 'planned' });
});

test('an override that names no cluster is none', async () => {
  const { recipe, stopped } = anObedient();

  const result = await runSweep(recipe, aPolicy(), { override }, fakeDeps());

  expect(stopped).toEqual([]);
  expect(statuses(result)).toEqual({ a: 'skipped', b: 'skipped', c: 'skipped' });
});

test('a recipe that is not overridable never hears of one', async () => {
  const { recipe, stopped } = anObedient({ overridable: false });

  await runSweep(recipe, aPolicy(), { clusters: ['a'], override }, fakeDeps());

  expect(stopped).toEqual([]);
});

test('an override for a cluster that is not there does nothing, and says so', async () => {
  const { recipe, stopped } = anObedient();

  const result = await runSweep(recipe, aPolicy(), { clusters: ['gone'], override }, fakeDeps());

  expect(stopped).toEqual([]);
  expect(result).toMatchObject({ ok: true, unmatched: ['gone'], outcomes: [] });
});

test('law: whatever names, limits and modes, an override touches nothing that is not named', async () => {
  const request = fc.record(
    {
      mode: fc.constantFrom('observe' as const, 'enforce' as const),
      clusters: fc.array(fc.constantFrom('a', 'b', '!a', '[cd]'), { minLength: 1 }),
      regions: fc.constant<string[]>(['us-east-1']),
      override: fc.constantFrom<RequestedOverride>(override, { desired: 'declared' }),
    },
    { requiredKeys: ['override'] },
  );
  const cap = fc.constantFrom({}, { stop: { cap: { count: 1 } } }, { stop: { breaker: { percent: 40 } } });

  await fc.assert(
    fc.asyncProperty(request, cap, async (asked, limits) => {
      const { recipe, stopped } = anObedient();

      await runSweep(recipe, aPolicy({ ...twoRegions, limits }), asked, fakeDeps());

      const named: readonly string[] = asked.clusters ?? [];
      const only = named.every((name) => name.startsWith('!'));
      for (const id of stopped) {
        expect(named).not.toContain(`!${id}`);
        expect(only || named.includes(id) || named.includes('[cd]')).toBe(true);
      }
      if (named.length === 0 || asked.mode === 'observe') expect(stopped).toEqual([]);
    }),
    runs(200),
  );
});

test('a plan reads thoroughly, a function does not', async () => {
  const seen: RunContext[] = [];
  const { recipe } = anObedient();
  const watched: Recipe = {
    ...recipe,
    read(scope, policy, run) {
      seen.push(run);
      return recipe.read(scope, policy, run);
    },
  };

  await runSweep(watched, aPolicy(), {}, fakeDeps({ thorough: true }));
  await runSweep(watched, aPolicy(), {}, fakeDeps());

  expect(seen.map(({ thorough = false }) => thorough)).toEqual([true, false]);
});
