import { expect, test } from 'vitest';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy } from '../../policy/builders.ts';
import { statuses } from '../../support/builders/outcomes.ts';
import { fakeDeps, fakeRecipe } from '../builders.ts';

const HOME = '111122223333/eu-central-1';

test('a run that decides for another instant does nothing, though the policy enforces', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a'] } });
  const decidedFor: number[] = [];
  const decide: typeof recipe.decide = (policy, world) => {
    decidedFor.push(world.observedAt);
    return recipe.decide(policy, world);
  };

  const result = await runSweep({ ...recipe, decide }, aPolicy(), {}, { ...fakeDeps(), at: 12 });

  expect([decidedFor, stopped, statuses(result)]).toEqual([[12], [], { a: 'planned' }]);
});
