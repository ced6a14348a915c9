import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handleQueueEvent } from '../../../shared/runtime/function/queue-event.ts';
import { runAndReport } from '../../../shared/runtime/function/runner.ts';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { parseEvent } from '../../../shared/runtime/request/event.ts';
import type { Recipe } from '../../../shared/runtime/sweep/recipe.ts';
import { DAY, SATURDAY } from '../../policy/builders.ts';
import { aSkip } from '../../support/builders/power.ts';
import { runs } from '../../support/runs.ts';
import { clusterAt, home } from '../builders.ts';
import { spyOnMetricsInEach } from '../metrics-spy.ts';
import { aRunner, HOME } from '../runner-builders.ts';
import { aBatch, aFollowUp, failedIds, rdsEvent } from './builders.ts';

const here = { accounts: [home.account], regions: [home.region] };
const fleet = { clusters: { [HOME]: ['a', 'b', 'c', 'd'] } };
const policy = { limits: { stop: { breaker: { count: 1 } } } };
const started = (cluster: string) => rdsEvent(cluster, { id: 'RDS-EVENT-0151' });
const follow = (cluster: string) => followUpBody(aFollowUp({ kind: 'start-cluster', cluster }));

const metrics = spyOnMetricsInEach();

test.each([
  ['an event', [started('a')]],
  ['the news that AWS restarts it', [rdsEvent('a')]],
  ['a follow-up', [follow('a')]],
  ['events of all, one batch', ['a', 'b', 'c', 'd'].map(started)],
])('%s shows too little for a breaker: nothing is done, and nothing tripped', async (_, bodies) => {
  const { deps, stopped, types, log } = aRunner({ fleet, policy });

  await handleQueueEvent(aBatch(bodies), deps);

  expect(stopped).toEqual([]);
  expect(types()).not.toContain('Limit Breaker Tripped');
  expect(log.lines).not.toContain('error limit breaker tripped');
  expect(metrics().join()).not.toContain('BreakersTripped');
});

test('a function that is invoked with an event itself leaves what has a breaker to a sweep, too', async () => {
  const { deps, stopped } = aRunner({ fleet, policy });
  const parsed = parseEvent(started('a'));

  const { result } = await runAndReport(deps, parsed.ok ? parsed.request : {});

  expect(stopped).toEqual([]);
  expect(result.scopes[0]).not.toHaveProperty('breaker');
  expect(result.outcomes[0]?.decision).toMatchObject({
    reason: 'limit-breaker',
    detail: expect.stringContaining('the next full sweep decides'),
  });
});

test('a message in which somebody names clusters is done, as when the function is invoked with it', async () => {
  const { deps, stopped } = aRunner({ fleet, policy });

  await handleQueueEvent(aBatch([{ ...here, clusters: ['a', '!b'] }]), deps);

  expect(stopped).toEqual(['a']);
});

test('an event of a snapshot, which is about all of its account, is decided as a sweep is', async () => {
  const { deps, stopped, types } = aRunner({ fleet, policy });
  const snapshot = {
    ...rdsEvent('a'),
    'detail-type': 'RDS DB Cluster Snapshot Event',
    detail: { SourceArn: `arn:aws:rds:${home.region}:${home.account}:cluster-snapshot:a` },
  };

  await handleQueueEvent(aBatch([snapshot]), deps);

  expect([stopped, types()]).toEqual([[], ['Limit Breaker Tripped']]);
});

test('that a breaker has tripped is told once, however many events come in between', async () => {
  const { deps, types } = aRunner({ fleet, policy });

  for (const body of [here, started('a'), rdsEvent('b'), here]) await handleQueueEvent(aBatch([body]), deps);

  expect(types()).toEqual(['Limit Breaker Tripped']);
});

test('a cluster that AWS restarts waits for the sweep that stops it, which is then confirmed', async () => {
  const { deps, stopped, sent, types } = aRunner({ fleet: { clusters: { [HOME]: ['a'] } }, policy });
  const restarted = aBatch([rdsEvent('a')]);

  expect(failedIds(await handleQueueEvent(restarted, deps))).toEqual(['m0']);
  await handleQueueEvent(aBatch([here]), deps);
  expect(failedIds(await handleQueueEvent(restarted, deps))).toEqual(['m0']);
  const later = { ...deps, recipe: whenStopped(deps.recipe) };
  const followed = sent.flatMap(([bodies]) => bodies);

  expect(failedIds(await handleQueueEvent(aBatch([rdsEvent('a'), ...followed]), later))).toEqual([]);
  expect(stopped).toEqual(['a']);
  expect(types()).toEqual(['Cluster Stop Requested', 'Cluster Stop Confirmed']);
});

// Nothing is done in observe mode, so nothing gets round the breaker; no sweep will stop it either.
test('in observe mode, a cluster that AWS restarts waits for no sweep', async () => {
  const { deps, types } = aRunner({ fleet, policy: { ...policy, mode: 'observe' } });

  expect(failedIds(await handleQueueEvent(aBatch([rdsEvent('a')]), deps))).toEqual([]);
  expect(types()).toEqual(['Cluster Stop Planned']);
});

/** The cluster is seen stopped, to be restarted by AWS in another seven days. */
function whenStopped(recipe: Recipe): Recipe {
  const cluster = clusterAt(home, 'a', { status: 'stopped', automaticRestartAt: SATURDAY + 7 * DAY });
  return {
    ...recipe,
    read: async () => ({ ...home, observedAt: SATURDAY, clusters: [{ cluster }] }),
    decide: () => [aSkip('already-stopped', cluster)],
  };
}

test('law: where more is due than the breaker allows, no order of sweeps and messages gets anything done', async () => {
  const cluster = fc.constantFrom('a', 'b', 'c', 'd');
  const body = fc.oneof(fc.constant<object>(here), cluster.map(started), cluster.map(follow));
  const batches = fc.array(fc.array(body, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 });

  await fc.assert(
    fc.asyncProperty(batches, fc.nat(5), async (all, count) => {
      const { deps, stopped } = aRunner({ fleet, policy: { limits: { stop: { breaker: { count } } } } });

      for (const bodies of all) await handleQueueEvent(aBatch(bodies), deps);

      const isSwept = all.flat().includes(here);
      expect(stopped.toSorted()).toEqual(isSwept && count >= 4 ? ['a', 'b', 'c', 'd'] : []);
    }),
    runs(200),
  );
});
