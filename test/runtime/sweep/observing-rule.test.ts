import { expect, test } from 'vitest';
import type { Recipe } from '../../../shared/runtime/sweep/recipe.ts';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy, aRule } from '../../policy/builders.ts';
import { statuses } from '../../support/builders/outcomes.ts';
import { fakeDeps, fakeRecipe } from '../builders.ts';

const rules = [aRule({ name: 'watched', mode: 'observe' }), aRule()];

/** Stops all that is up, the cluster `b` by another rule. */
function byTwoRules() {
  const { recipe, stopped } = fakeRecipe({ clusters: { '111122223333/eu-central-1': ['a', 'b', 'c'] } });
  const split: Recipe = {
    ...recipe,
    decide: (policy, world) =>
      recipe
        .decide(policy, world)
        .map((decision) => (decision.cluster === 'b' ? { ...decision, rule: 'watched' } : decision)),
  };
  return { recipe: split, stopped };
}

test('changes of an observing rule are planned, those of others are made', async () => {
  const { recipe, stopped } = byTwoRules();

  const result = await runSweep(recipe, aPolicy({ rules }), {}, fakeDeps());

  expect(stopped).toEqual(['a', 'c']);
  expect(statuses(result)).toEqual({ a: 'done', b: 'planned', c: 'done' });
  expect(result).toMatchObject({ ok: true, mode: 'enforce' });
});

test('no payload makes an observing rule act', async () => {
  const { recipe, stopped } = byTwoRules();

  await runSweep(recipe, aPolicy({ rules }), { mode: 'enforce', clusters: ['b'] }, fakeDeps());

  expect(stopped).toEqual([]);
});
