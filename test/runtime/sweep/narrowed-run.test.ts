import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy } from '../../policy/builders.ts';
import { statuses } from '../../support/builders/outcomes.ts';
import { aCopy } from '../../support/builders/snapshots.ts';
import { runs } from '../../support/runs.ts';
import { fakeDeps, fakeRecipe } from '../builders.ts';

const HOME = '111122223333/eu-central-1';
const targets = [
  { account: '111122223333', regions: ['eu-central-1', 'us-east-1'] },
  { account: '444455556666', regions: ['eu-central-1'] },
];

test('acts on the named clusters only, and tells which names nothing answers to', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['dev-a', 'dev-b', 'other'] } });
  const clusters = ['dev-*', '!dev-b', 'nothing-*'];

  const result = await runSweep(recipe, aPolicy(), { clusters }, fakeDeps());

  expect(stopped).toEqual(['dev-a']);
  expect(statuses(result)).toEqual({ 'dev-a': 'done' });
  expect(result.unmatched).toEqual(['nothing-*']);
});

test('a name that answers in any of the accounts is not unmatched', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: ['a'], '444455556666/eu-central-1': ['b'] } });

  const result = await runSweep(recipe, aPolicy({ targets }), { clusters: ['b'] }, fakeDeps());

  expect(result.unmatched).toEqual([]);
  expect(statuses(result)).toEqual({ b: 'done' });
});

test('looks only where it is told to, and says which places are no targets', async () => {
  const { recipe } = fakeRecipe({ clusters: {} });
  const request = { accounts: ['111122223333', '999999999999'], regions: ['us-east-1', 'eu-west-1'] };

  const result = await runSweep(recipe, aPolicy({ targets }), request, fakeDeps());

  expect(result.scopes.map(({ account, region }) => `${account}/${region}`)).toEqual([
    '111122223333/us-east-1',
  ]);
  expect(result.unmatched).toEqual(['999999999999', 'eu-west-1']);
});

test('a breaker in percent counts the whole fleet, so that one named cluster does not trip it', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a', 'b', 'c', 'd'] } });
  const policy = aPolicy({ limits: { stop: { breaker: { percent: 25 } } } });

  const whole = await runSweep(recipe, policy, {}, fakeDeps());
  const named = await runSweep(recipe, policy, { clusters: ['b'] }, fakeDeps());

  expect(whole.summary.reason).toEqual({ 'limit-breaker': 4 });
  expect(whole.scopes[0]?.breaker).toContain('4 clusters are due');
  expect(stopped).toEqual(['b']);
  expect(statuses(named)).toEqual({ b: 'done' });
});

test('says that a payload cannot turn an observing policy into an enforcing one', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a'] } });

  const result = await runSweep(recipe, aPolicy({ mode: 'observe' }), { mode: 'enforce' }, fakeDeps());

  expect(stopped).toEqual([]);
  expect(result).toMatchObject({ mode: 'observe', ok: true, summary: { status: { planned: 1 } } });
  expect(result.warnings).toEqual([expect.stringContaining('the policy says mode: observe')]);
});

test('law: nothing is written unless policy and payload both enforce, whatever else is asked for', async () => {
  const mode = fc.constantFrom('observe' as const, 'enforce' as const);
  const asked = fc.record(
    { mode, clusters: fc.array(fc.constantFrom('a', 'b*', '!a', 'zzz'), { minLength: 1 }) },
    { requiredKeys: [] },
  );

  await fc.assert(
    fc.asyncProperty(mode, asked, async (policyMode, request) => {
      const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a', 'b1', 'b2'] } });

      const result = await runSweep(recipe, aPolicy({ mode: policyMode }), request, fakeDeps());

      const careful = policyMode === 'observe' || request.mode === 'observe';
      expect(result.mode).toBe(careful ? 'observe' : 'enforce');
      expect(result.summary.status.done ?? 0).toBe(stopped.length);
      if (careful) expect(stopped).toEqual([]);
    }),
    runs(200),
  );
});

test('goes by the cluster of a decision, also when that is not there any more', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: ['a'] } });
  const about = {
    ...recipe,
    decide: () => ['a', 'gone'].map((cluster) => aCopy({ cluster, resourceArn: cluster })),
  };
  const request = { clusters: ['gone'] };

  const result = await runSweep(about, aPolicy({ mode: 'observe' }), request, fakeDeps());

  expect(statuses(result)).toEqual({ gone: 'planned' });
  expect(result.unmatched).toEqual([]);
});

test('each action keeps to its own limits', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: ['a', 'b', 'c'] } });
  const both = {
    ...recipe,
    decide: (...[policy, world]: Parameters<typeof recipe.decide>) => [
      ...recipe.decide(policy, world),
      ...['x', 'y'].map((resourceArn) => aCopy({ cluster: resourceArn, resourceArn })),
    ],
  };
  const limits = { stop: { cap: { count: 1 } }, copySnapshot: { breaker: { count: 1 } } };

  const result = await runSweep(both, aPolicy({ limits }), { mode: 'observe' }, fakeDeps());

  expect(result.summary.reason).toEqual({ idle: 1, 'limit-cap': 2, 'limit-breaker': 2 });
});
