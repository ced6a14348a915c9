import { expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import { carryOut } from '../../../shared/runtime/sweep/act.ts';
import { aRule, SATURDAY } from '../../policy/builders.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { fakeScopeFor, home, serviceError } from '../builders.ts';

/** The outcome of an act that AWS answers with this error. */
function answered(error: Error, decision: Decision = anAct()) {
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

const noting = {
  ...aSkip('orphan'),
  note: {
    kind: 'tag-snapshot',
    account: home.account,
    region: home.region,
    cluster: 'a',
    snapshot: 's',
    arn: 'arn',
    tags: {},
  },
} as Decision;

test('what can not be noted of a target that is skipped is a failure', async () => {
  expect(await answered(serviceError('AccessDenied'), noting)).toMatchObject({
    status: 'failed',
    fault: { name: 'AccessDenied' },
  });
  expect(await answered(serviceError('Throttling'), noting)).toMatchObject({ status: 'retry' });
});

test.each([
  ['the policy observes', { mode: 'observe' }],
  ['its rule observes', { policy: { rules: [{ ...aRule(), name: 'developers', mode: 'observe' }] } }],
  ['there is no time left', { outOfTime: () => true }],
] as const)('nothing is noted when %s', async (_, some) => {
  let calls = 0;
  const recipe = {
    act: async () => {
      calls += 1;
    },
  };
  const acting = {
    recipe,
    mode: 'enforce',
    policy: { rules: [] },
    outOfTime: () => false,
    ageMs: () => 0,
  } as const;

  const outcome = await carryOut({ ...acting, ...some }, fakeScopeFor(home), noting);

  expect(outcome.status).toBe('skipped');
  expect(calls).toBe(0);
});

test.each([
  [{ action: 'stop' }, 120_000, 'done'],
  [{ action: 'stop' }, 120_001, 'skipped'],
  [{ action: 'start' }, 3_600_000, 'done'],
  [{ action: 'start', dependsOnUse: true }, 120_001, 'skipped'],
] as const)('%o %d ms after its facts were read is %s', async (some, ageMs, status) => {
  const acting = {
    mode: 'enforce',
    policy: { rules: [] },
    outOfTime: () => false,
    ageMs: () => ageMs,
  } as const;
  const recipe = { act: async () => {} };

  const outcome = await carryOut({ ...acting, recipe }, fakeScopeFor(home), anAct(some));

  expect(outcome).toMatchObject({ status });
  expect(outcome.decision.reason === 'out-of-time').toBe(status === 'skipped');
});
