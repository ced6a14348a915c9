import { expect, test } from 'vitest';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy } from '../../policy/builders.ts';
import { statuses } from '../../support/builders/outcomes.ts';
import { aGap } from '../../support/builders/streams.ts';
import { clusterAt, fakeDeps, fakeRecipe, fakeScopeFor, home, serviceError } from '../builders.ts';

const HOME = '111122223333/eu-central-1';
const two = aPolicy({
  targets: [
    { account: '111122223333', regions: ['eu-central-1', 'us-east-1'] },
    { account: '444455556666', role: 'arn:aws:iam::444455556666:role/dormouse', regions: ['eu-central-1'] },
  ],
});

test('stops the clusters that are due and reports it', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a', 'b'] } });

  const result = await runSweep(recipe, aPolicy(), {}, fakeDeps());

  expect(stopped).toEqual(['a', 'b']);
  expect(result).toMatchObject({
    function: 'stop-idle-clusters',
    mode: 'enforce',
    at: '2026-11-21T12:00:00.000Z',
    ok: true,
    summary: { status: { done: 2 }, reason: { idle: 2 } },
    scopes: [{ account: '111122223333', region: 'eu-central-1', ok: true, clusters: 2 }],
    omitted: 0,
    unmatched: [],
    warnings: [],
  });
});

test('a second run over the settled world does nothing', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a'] } });

  await runSweep(recipe, aPolicy(), {}, fakeDeps());
  const second = await runSweep(recipe, aPolicy(), {}, fakeDeps());

  expect(stopped).toEqual(['a']);
  expect(statuses(second)).toEqual({ a: 'skipped' });
});

test.each([
  { thrown: serviceError('AccessDenied'), status: 'failed', ok: false },
  { thrown: serviceError('ThrottlingException'), status: 'retry', ok: false },
  { thrown: serviceError('InvalidDBClusterStateFault'), status: 'conflict', ok: true },
  { thrown: serviceError('DBClusterNotFoundFault'), status: 'conflict', ok: true },
  { thrown: serviceError('SnapshotQuotaExceededFault'), status: 'conflict', ok: true },
  { thrown: serviceError('DBClusterSnapshotAlreadyExistsFault'), status: 'already', ok: true },
  { thrown: new TypeError('a bug'), status: 'failed', ok: false },
  { thrown: 'not even an error', status: 'failed', ok: false },
])(
  '$thrown on one cluster is $status there and keeps no other from its stop',
  async ({ thrown, status, ok }) => {
    const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a', 'b', 'c'] }, faults: { b: thrown } });

    const result = await runSweep(recipe, aPolicy(), {}, fakeDeps());

    expect(stopped).toEqual(['a', 'c']);
    expect(statuses(result)).toEqual({ a: 'done', b: status, c: 'done' });
    expect(result.ok).toBe(ok);
  },
);

test('a failure carries the name and the message of what was thrown', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: ['a'] }, faults: { a: new TypeError('a bug') } });

  const result = await runSweep(recipe, aPolicy(), {}, fakeDeps());

  expect(result.outcomes[0]?.fault).toEqual({ name: 'TypeError', message: 'a bug' });
});

test('an account that cannot be listed is a failed scope, never an empty one, and the others go on', async () => {
  const { recipe, stopped } = fakeRecipe({
    clusters: {
      [HOME]: ['a'],
      '444455556666/eu-central-1': serviceError('AccessDenied'),
      '111122223333/us-east-1': ['u'],
    },
  });

  const result = await runSweep(recipe, two, {}, fakeDeps());

  expect(stopped.toSorted()).toEqual(['a', 'u']);
  expect(result.ok).toBe(false);
  expect(result.scopes.map(({ ok }) => ok)).toEqual([true, true, false]);
  expect(result.scopes[2]).toMatchObject({
    account: '444455556666',
    fault: { name: 'AccessDenied' },
    clusters: 0,
  });
});

test('a part that could not be read fails the run, and keeps the rest from nothing', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a'] } });
  const unread = { name: 'AccessDenied', message: 'eu-west-3: said AWS' };
  const partial = {
    ...recipe,
    read: async (...args: Parameters<typeof recipe.read>) => ({
      ...(await recipe.read(...args)),
      unread,
    }),
  };

  const result = await runSweep(partial, aPolicy(), {}, fakeDeps());

  expect(stopped).toEqual(['a']);
  expect(result).toMatchObject({ ok: false, scopes: [{ ok: false, clusters: 1, fault: unread }] });
});

test('a role that cannot be assumed is a failed scope, and the others go on', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a'] } });
  const deps = fakeDeps({
    scopeFor(place) {
      if (place.role !== undefined)
        throw serviceError('AccessDenied', 'not authorized to perform sts:AssumeRole');
      return fakeScopeFor(place);
    },
  });

  const result = await runSweep(recipe, two, {}, deps);

  expect(stopped).toEqual(['a']);
  expect(result.scopes.map(({ ok }) => ok)).toEqual([true, true, false]);
});

test('asks for the home account only when the policy names no targets', async () => {
  const { recipe } = fakeRecipe({ clusters: {} });
  const deps = fakeDeps({ home: () => Promise.reject(new Error('not to be asked')) });

  await expect(runSweep(recipe, two, {}, deps)).resolves.toMatchObject({ ok: true });
  await expect(runSweep(recipe, aPolicy(), {}, deps)).rejects.toThrow('not to be asked');
});

test('a report that cannot be delivered fails the run after everything was handled', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a'], '444455556666/eu-central-1': ['b'] } });
  const deps = fakeDeps({ onScopeSweep: () => Promise.reject(new Error('the bus is gone')) });

  const result = await runSweep(recipe, two, {}, deps);

  expect(stopped.toSorted()).toEqual(['a', 'b']);
  expect(result.ok).toBe(false);
  expect(result.scopes[0]).toMatchObject({ ok: true, undelivered: { message: 'the bus is gone' } });
});

test('two runs at the same time stop a cluster once, and neither fails', async () => {
  const { recipe, stopped } = fakeRecipe({ clusters: { [HOME]: ['a'] } });
  const racing = {
    ...recipe,
    async act(...[scope, command]: Parameters<typeof recipe.act>) {
      if (stopped.includes(command.cluster)) throw serviceError('InvalidDBClusterStateFault');
      await recipe.act(scope, command);
    },
  };

  const results = await Promise.all([
    runSweep(racing, aPolicy(), {}, fakeDeps()),
    runSweep(racing, aPolicy(), {}, fakeDeps()),
  ]);

  expect(stopped).toEqual(['a']);
  expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  expect(results.map(statuses)).toEqual([{ a: 'done' }, { a: 'conflict' }]);
});

test('goes over the places of the recipe, if it has its own, and hands it the targets', async () => {
  const { recipe } = fakeRecipe({ clusters: { '111122223333/us-west-2': ['a'] } });
  const seen: unknown[] = [];
  const abroad = {
    ...recipe,
    locations: () => [{ account: '111122223333', region: 'us-west-2' }],
    read(...[scope, policy, run]: Parameters<typeof recipe.read>) {
      seen.push(run.targets.map(({ region }) => region));
      return recipe.read(scope, policy, run);
    },
  };

  const result = await runSweep(abroad, two, { regions: ['us-east-1', 'us-west-2'] }, fakeDeps());

  expect(result.scopes.map(({ region }) => region)).toEqual(['us-west-2']);
  expect(seen).toEqual([['eu-central-1', 'us-east-1', 'eu-central-1']]);
  // A target, though none of its places.
  expect(result.unmatched).toEqual([]);
});

test('hands on what the recipe measures, of the clusters that are named', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: ['a', 'b'] } });
  const point = { account: '111122223333', from: 'eu-central-1', to: 'us-west-2' };
  const measuring = {
    ...recipe,
    measure: () => ({
      quota: { used: 1, max: 2 },
      recoveryPoints: ['a', 'b'].map((cluster) => ({ ...point, cluster })),
    }),
  };

  const result = await runSweep(measuring, aPolicy(), { clusters: ['b'] }, fakeDeps());

  expect(result.recoveryPoints).toEqual([{ ...point, cluster: 'b' }]);
  expect(result.scopes[0]).toMatchObject({ quota: { used: 1, max: 2 } });
});

test('reports the gaps of the named clusters, and no recovery points where none are measured', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: ['a', 'b'] } });
  const measuring = { ...recipe, measure: () => ({ streamGaps: ['a', 'b'].map(gapOf) }) };

  const result = await runSweep(measuring, aPolicy(), { clusters: ['b'] }, fakeDeps());

  expect(result.streamGaps).toMatchObject([{ cluster: 'b' }]);
  expect(result).not.toHaveProperty('recoveryPoints');
});

test('reports the overridden streams of the named clusters', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: ['a', 'b'] } });
  const overriddenOf = (cluster: string) => {
    const { arn, account, region, rule } = gapOf(cluster);
    return { arn, account, region, cluster, rule, desired: 'off', until: 1 } as const;
  };
  const measuring = { ...recipe, measure: () => ({ overriddenStreams: ['a', 'b'].map(overriddenOf) }) };

  const result = await runSweep(measuring, aPolicy(), { clusters: ['b'] }, fakeDeps());

  expect(result.overriddenStreams).toEqual([overriddenOf('b')]);
});

test('reports for a gap the final decision', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: ['a', 'b'] } });
  const measuring = { ...recipe, measure: () => ({ streamGaps: ['a', 'b'].map(gapOf) }) };
  const policy = aPolicy({ limits: { stop: { cap: { count: 1 } } } });

  const result = await runSweep(measuring, policy, {}, fakeDeps());

  expect(result.streamGaps).toMatchObject([
    { cluster: 'a', reason: 'idle' },
    { cluster: 'b', reason: 'limit-cap', detail: expect.stringContaining('limits.stop') },
  ]);
});

function gapOf(cluster: string) {
  const { reason: _reason, detail: _detail, ...gap } = aGap({ cluster, arn: clusterAt(home, cluster).arn });
  return gap;
}
