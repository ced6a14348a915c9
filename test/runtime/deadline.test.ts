import { expect, test } from 'vitest';
import { OutOfTime } from '../../shared/runtime/errors.ts';
import { runSweep } from '../../shared/runtime/run.ts';
import type { Place } from '../../shared/runtime/targets.ts';
import { aPolicy } from '../policy/builders.ts';
import { fakeDeps, fakeRecipe, fakeScopeFor, statuses } from './builders.ts';

const clusters = { '111122223333/eu-central-1': ['a', 'b', 'c'] };

test('begins no act when little time is left, counts what waits, and does not fail for it', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters });

  const result = await runSweep(recipe, aPolicy(), {}, fakeDeps({ remaining: () => 9_999 }));

  expect(stopped).toEqual([]);
  expect(result).toMatchObject({ ok: true, summary: { status: { left: 3 }, reason: { 'out-of-time': 3 } } });
  expect(result.outcomes[0]?.decision).not.toHaveProperty('command');
});

test('begins no act once the signal is aborted; what was done stays done', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters });
  const controller = new AbortController();
  const aborting = {
    ...recipe,
    async act(...[scope, command]: Parameters<typeof recipe.act>) {
      controller.abort();
      await recipe.act(scope, command);
    },
  };

  const result = await runSweep(aborting, aPolicy(), {}, fakeDeps({ signal: controller.signal }));

  expect(stopped).toEqual(['a']);
  expect(statuses(result)).toEqual({ a: 'done', b: 'left', c: 'left' });
});

test('looks at no further account once the time is over, and fails for it', async () => {
  const { recipe } = fakeRecipe({ clusters });
  const observed: string[] = [];
  const watched: typeof recipe = {
    ...recipe,
    observe(scope, policy, run) {
      observed.push(scope.region);
      return recipe.observe(scope, policy, run);
    },
  };
  const signal = AbortSignal.abort(new OutOfTime());
  const scopeFor = (place: Place) => ({ ...fakeScopeFor(place), signal });

  const result = await runSweep(watched, aPolicy(), {}, fakeDeps({ signal, scopeFor }));

  expect(observed).toEqual([]);
  expect(result).toMatchObject({ ok: false, scopes: [{ ok: false, fault: { name: 'OutOfTime' } }] });
});

test('acts while there is time', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters });

  await runSweep(recipe, aPolicy(), {}, fakeDeps({ remaining: () => 10_000 }));

  expect(stopped).toEqual(['a', 'b', 'c']);
});
