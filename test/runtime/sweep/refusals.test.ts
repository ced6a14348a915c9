import { expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import type { Recipe } from '../../../shared/runtime/sweep/recipe.ts';
import { createRefusals } from '../../../shared/runtime/sweep/refusals.ts';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy, SATURDAY } from '../../policy/builders.ts';
import { anOutcome } from '../../support/builders/outcomes.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { fakeDeps, fakeRecipe, home, serviceError } from '../builders.ts';

const MINUTE = 60_000;
const fault = { name: 'InvalidDBClusterStateFault', message: 'not now' };
const conflict = anOutcome('conflict', anAct(), fault);

/** The statuses that are reported of outcomes, five minutes apart. */
function reported(outcomes: readonly Outcome[], minutes = 5): string[] {
  const refusals = createRefusals();
  return outcomes.map((outcome, index) => refusals.note(outcome, index * minutes * MINUTE).status);
}

const skipped = (reason: Decision['reason']) => anOutcome('skipped', aSkip(reason));

test('the same conflict again is a failure, and so is each one after it', () => {
  expect(reported([conflict, conflict, conflict])).toEqual(['conflict', 'failed', 'failed']);
});

test('one while RDS may still report the state of before is none', () => {
  expect(reported([conflict, conflict, conflict, conflict], 2)).toEqual([
    'conflict',
    'conflict',
    'failed',
    'failed',
  ]);
});

test('another conflict, or that of another target or action, is the first of its kind', () => {
  const other = anOutcome('conflict', anAct(), { ...fault, name: 'DBInstanceNotFoundFault' });
  const elsewhere = anOutcome('conflict', anAct({ resourceArn: 'other' }), fault);
  const start = anOutcome('conflict', anAct({ action: 'start' }), fault);

  expect(reported([conflict, other, elsewhere, start])).toEqual(Array(4).fill('conflict'));
  expect(reported([conflict, elsewhere, conflict])).toEqual(['conflict', 'conflict', 'failed']);
});

test('a full quota is one for an hour', () => {
  const full = anOutcome('conflict', anAct(), { ...fault, name: 'SnapshotQuotaExceededFault' });

  expect(reported(Array(6).fill(full), 15)).toEqual([...Array(4).fill('conflict'), 'failed', 'failed']);
});

test.each<[name: string, between: Outcome, isForgotten: boolean]>([
  ['it was done', anOutcome('done'), true],
  ['it had been done', anOutcome('already'), true],
  ['it is as the rule says', skipped('in-hours'), true],
  ['it changes', skipped('in-transition'), true],
  ['a cap has left it', skipped('limit-cap'), false],
  ['it waits for its next try', skipped('restart-waits'), false],
  ['AWS was busy', anOutcome('retry', anAct(), { name: 'Throttling', message: 'busy' }), false],
])('what is remembered when %s', (_, between, isForgotten) => {
  expect(reported([conflict, between, conflict]).at(-1)).toBe(isForgotten ? 'conflict' : 'failed');
});

test('a run fails that meets the same conflict as the one before', async () => {
  const { recipe } = fakeRecipe({
    clusters: { [`${home.account}/${home.region}`]: ['a'] },
    faults: { a: serviceError('InvalidDBClusterStateFault') },
  });
  const refusals = createRefusals();
  const results: boolean[] = [];
  for (const minutes of [0, 5]) {
    const read: Recipe['read'] = async (...of) => ({
      ...(await recipe.read(...of)),
      observedAt: SATURDAY + minutes * MINUTE,
    });
    results.push((await runSweep({ ...recipe, read }, aPolicy(), {}, fakeDeps({ refusals }))).ok);
  }

  expect(results).toEqual([true, false]);
});
