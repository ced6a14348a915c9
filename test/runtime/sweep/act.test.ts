import { expect, test } from 'vitest';
import { carryOut } from '../../../shared/runtime/sweep/act.ts';
import { SATURDAY } from '../../policy/builders.ts';
import { anAct } from '../../support/builders/power.ts';
import { fakeScopeFor, home, serviceError } from '../builders.ts';

/** The outcome of an act that AWS answers with this error. */
function answered(error: Error, decision = anAct()) {
  const recipe = { act: () => Promise.reject(error) };
  return carryOut(
    { recipe, mode: 'enforce', policy: { rules: [] }, outOfTime: () => false, ageMs: () => 0 },
    fakeScopeFor(home),
    decision,
  );
}

const forItsState = serviceError('InvalidDBClusterStateFault');

test('an act that AWS refuses for its state may pass, and is decided again', async () => {
  expect(await answered(forItsState)).toMatchObject({ status: 'conflict' });
});

test('an act that AWS refuses for the second time is a failure, because nothing has changed in between', async () => {
  const again = anAct({ refusedAt: SATURDAY - 300_000 });

  expect(await answered(forItsState, again)).toMatchObject({
    status: 'failed',
    fault: { name: 'InvalidDBClusterStateFault' },
  });
});

test('an act that AWS was busy for is tried again, and one that somebody else has done is done, refused before or not', async () => {
  const again = anAct({ refusedAt: SATURDAY - 300_000 });

  expect(await answered(serviceError('Throttling'), again)).toMatchObject({ status: 'retry' });
  expect(await answered(serviceError('AlreadyRequested'), again)).toMatchObject({ status: 'already' });
});

test.each([
  ['stop', 120_000, 'done'],
  ['stop', 120_001, 'skipped'],
  ['start', 3_600_000, 'done'],
] as const)('a %s %d ms after its facts were read is %s', async (action, ageMs, status) => {
  const acting = {
    mode: 'enforce',
    policy: { rules: [] },
    outOfTime: () => false,
    ageMs: () => ageMs,
  } as const;
  const recipe = { act: async () => {} };

  const outcome = await carryOut({ ...acting, recipe }, fakeScopeFor(home), anAct({ action }));

  expect(outcome).toMatchObject({ status });
  expect(outcome.decision.reason === 'out-of-time').toBe(status === 'skipped');
});
