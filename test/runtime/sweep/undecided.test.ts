import { expect, test } from 'vitest';
import { skipInstead } from '../../../shared/policy/model/decision.ts';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy } from '../../policy/builders.ts';
import { fakeDeps, fakeRecipe } from '../builders.ts';

const HOME = '111122223333/eu-central-1';

test('a cluster that could not be decided is a failure that names its rule, and the others are stopped', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a', 'b'] } });
  const error = { name: 'RangeError', message: 'Forbidden time zone' };
  const decide: typeof recipe.decide = (policy, world) =>
    recipe
      .decide(policy, world)
      .map((decision) =>
        decision.cluster === 'a'
          ? { ...skipInstead(decision, { reason: 'undecided', detail: error.message }), error }
          : decision,
      );

  const result = await runSweep({ ...recipe, decide }, aPolicy(), {}, fakeDeps());

  expect(stopped).toEqual(['b']);
  expect(result.ok).toBe(false);
  expect(result.outcomes[0]).toMatchObject({
    status: 'failed',
    fault: error,
    decision: { rule: 'developers' },
  });
});
