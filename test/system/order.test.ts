import { expect, test } from 'vitest';
import { home } from '../support/cloudformation.ts';
import { deployedFunctions } from './deployed.ts';
import { aWorld, fleetOf, HOUR, MINUTE, type Place, start, targetsOf } from './fleet.ts';
import { inProcessInvokes } from './in-process-functions.ts';
import { toldBy } from './news.ts';
import { createSystem } from './system.ts';

const place: Place = { account: home.account, region: home.region };

/** For a policy and a fleet of a database and the cluster that comes after it, what is told within an hour without a second sweep. */
async function toldInAnHour(power: string, status: string) {
  const policy = `${targetsOf([place])}
rules:
  - name: databases
    match: { tags: { tier: [db] } }
    power: { ${power} }
  - name: applications
    match: { tags: { tier: [app] } }
    power: { ${power}, after: { tags: { tier: db } } }
`;
  const clusters = ['app', 'db'].map(
    (tier) => `{ id: ${tier}, tags: { tier: ${tier} }, status: ${status}, since: 10h }`,
  );
  const simulator = aWorld(fleetOf(clusters, [place.account]), [place]);
  const functions = deployedFunctions();
  const invoke = await inProcessInvokes(simulator, functions, policy);
  const system = createSystem({ simulator, functions, invoke, everyMs: 6 * HOUR });

  await system.runUntil(start + HOUR - MINUTE);

  expect(system.errors()).toEqual([]);
  return toldBy(simulator);
}

test('in process: a cluster is started as soon as the one before it is available, however rare sweeps are', async () => {
  expect(await toldInAnHour('hours: always', 'stopped')).toMatchObject({
    'Cluster Start Requested': 2,
    'Cluster Start Confirmed': 2,
  });
});

test('in process: a cluster is stopped as soon as the one after it is stopped, however rare sweeps are', async () => {
  expect(await toldInAnHour('stop: atOnce', 'available')).toMatchObject({
    'Cluster Stop Requested': 2,
    'Cluster Stop Confirmed': 2,
  });
});
