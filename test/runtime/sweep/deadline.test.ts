import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { TargetLocation } from '../../../shared/policy/model/location.ts';
import { OutOfTime } from '../../../shared/runtime/request/errors.ts';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy } from '../../policy/builders.ts';
import { statuses } from '../../support/builders/outcomes.ts';
import { fakeDeps, fakeRecipe, fakeScopeFor } from '../builders.ts';

const clusters = { '111122223333/eu-central-1': ['a', 'b', 'c'] };

test('begins no act when little time is left, counts what waits, and does not fail for it', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters });

  const result = await runSweep(recipe, aPolicy(), {}, fakeDeps({ remaining: () => 9_999 }));

  expect(stopped).toEqual([]);
  expect(result).toMatchObject({
    ok: true,
    summary: { status: { skipped: 3 }, reason: { 'out-of-time': 3 } },
  });
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
  expect(statuses(result)).toEqual({ a: 'done', b: 'skipped', c: 'skipped' });
});

test('looks at no further account once the time is over, and fails for it', async () => {
  const { recipe } = fakeRecipe({ clusters });
  const observed: string[] = [];
  const watched: typeof recipe = {
    ...recipe,
    read(scope, policy, run) {
      observed.push(scope.region);
      return recipe.read(scope, policy, run);
    },
  };
  const signal = AbortSignal.abort(new OutOfTime());
  const scopeFor = (place: TargetLocation) => ({ ...fakeScopeFor(place), signal });

  const result = await runSweep(watched, aPolicy(), {}, fakeDeps({ signal, scopeFor }));

  expect(observed).toEqual([]);
  expect(result).toMatchObject({ ok: false, scopes: [{ ok: false, fault: { name: 'OutOfTime' } }] });
});

test('waits for no observation that hangs once the time is over, and reports that account and Region', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters });
  const controller = new AbortController();
  const hanging: typeof recipe = {
    ...recipe,
    read: () => {
      queueMicrotask(() => controller.abort(new OutOfTime()));
      // As when STS does not answer: credentials outlive the run, so its signal does not end that call.
      return new Promise(() => {});
    },
  };
  const { signal } = controller;
  const told: unknown[] = [];
  const deps = fakeDeps({
    signal,
    scopeFor: (place) => ({ ...fakeScopeFor(place), signal }),
    onScopeSweep: ({ scope }) => void told.push(scope.fault?.name),
  });

  const result = await runSweep(hanging, aPolicy(), {}, deps);

  expect([stopped, told]).toEqual([[], ['OutOfTime']]);
  expect(result).toMatchObject({ ok: false, scopes: [{ ok: false, fault: { name: 'OutOfTime' } }] });
});

test("what fails after the time is over is nobody's failure any more", async () => {
  const { recipe } = fakeRecipe({ clusters });
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const failing: typeof recipe = { ...recipe, read: () => late.promise };
  const { signal } = controller;
  const scopeFor = (place: TargetLocation) => ({ ...fakeScopeFor(place), signal });

  const run = runSweep(failing, aPolicy(), {}, fakeDeps({ signal, scopeFor }));
  await setImmediate();
  controller.abort(new OutOfTime());
  const result = await run;
  late.reject(new Error('STS has answered at last'));
  // An unhandled rejection would fail the test here.
  await setImmediate();

  expect(result.scopes).toMatchObject([{ fault: { name: 'OutOfTime' } }]);
});

test('acts while there is time', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters });

  await runSweep(recipe, aPolicy(), {}, fakeDeps({ remaining: () => 10_000 }));

  expect(stopped).toEqual(['a', 'b', 'c']);
});

test('stops nothing more once the facts are two minutes old', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters });
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  onTestFinished(() => now.mockRestore());
  const slow: typeof recipe = {
    ...recipe,
    async act(scope, command) {
      await recipe.act(scope, command);
      now.mockReturnValue(120_001);
    },
  };

  const result = await runSweep(slow, aPolicy(), {}, fakeDeps());

  expect(stopped).toEqual(['a']);
  expect(result).toMatchObject({ ok: true, summary: { status: { done: 1, skipped: 2 } } });
});
