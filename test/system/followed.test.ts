import { expect, test } from 'vitest';
import { home } from '../support/cloudformation.ts';
import { deployedFunctions } from './deployed.ts';
import { aWorld, fleetOf, HOUR, MINUTE, type Place, regions, start, targetsOf } from './fleet.ts';
import { inProcessInvokes } from './in-process-functions.ts';
import { deadLetters, requestedAndConfirmed, toldBy, waiting } from './news.ts';
import { createSystem } from './system.ts';

const place: Place = { account: home.account, region: home.region };
const policy = `${targetsOf([place])}
rules:
  - name: prod
    match: { tags: { env: [prod] } }
    snapshots:
      create: { cron: 0 3 * * *, keep: { daily: 3 } }
      copy: { sources: [manual], to: [{ region: ${regions[1]}, kmsKey: alias/dormouse, keep: { daily: 2 } }] }
  - name: dev
    match: { tags: { env: [dev] } }
    power: { stop: atOnce, snapshotFirst: true }
  - name: audited
    match: { tags: { env: [audited] } }
    activityStream: { mode: async, kmsKey: alias/dormouse, restart: anytime }
`;
const clusters = [
  '{ id: prod, tags: { env: prod }, encrypted: alias/dormouse }',
  '{ id: dev, tags: { env: dev } }',
  '{ id: audited, tags: { env: audited }, use: always }',
];

test('in process: a request is confirmed where its effect shows: a snapshot, its copy in another Region, a stream, a stop', async () => {
  const simulator = aWorld(fleetOf(clusters, [place.account]), [place]);
  const functions = deployedFunctions();
  const invoke = await inProcessInvokes(simulator, functions, policy);
  const system = createSystem({ simulator, functions, invoke });

  await system.runUntil(start + 3 * HOUR - MINUTE);

  const { requested, confirmed, twice } = requestedAndConfirmed(simulator);
  const told = toldBy(simulator);
  expect(system.errors()).toEqual([]);
  expect([deadLetters(simulator), waiting(simulator), twice]).toEqual([[], [], 0]);
  // The snapshot before the stop is followed by the stop alone.
  expect(requested.filter((one) => !confirmed.includes(one))).toEqual([
    expect.stringMatching(/^Snapshot Create .*:cluster:dev /),
  ]);
  expect(told).toMatchObject({
    'Snapshot Create Confirmed': 1,
    'Snapshot Copy Confirmed': 1,
    'Activity Stream Change Confirmed': 1,
    'Cluster Stop Confirmed': 1,
  });
});
