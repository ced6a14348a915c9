import { expect, test } from 'vitest';
import type { ClusterState } from '../../simulator/rds/state.ts';
import { deployedFunctions } from './deployed.ts';
import { aWorld, fleetOf, HOUR, MINUTE, places, start, suffixOf, targetsOf } from './fleet.ts';
import { inProcessInvokes } from './in-process-functions.ts';
import { deadLetters, toldBy, waiting } from './news.ts';
import { createSystem } from './system.ts';

/** AWS starts them all an hour after the start. */
const sevenDays = 'status: stopped, since: 6d23h';
const clusters = places.flatMap((place) => {
  const where = `account: "${place.account}", region: ${place.region}, ${sevenDays}`;
  const at = suffixOf(place);
  return [
    `{ id: "idle-{n}-${at}", count: 5, ${where}, tags: { env: idle } }`,
    `{ id: "once-{n}-${at}", count: 5, ${where}, tags: { env: once } }`,
    `{ id: held-${at}, ${where}, tags: { env: once, "dormouse:hold": forever } }`,
    `{ id: prod-${at}, ${where}, tags: { env: once, tier: prod } }`,
    `{ id: hours-${at}, ${where}, tags: { env: hours } }`,
  ];
});

const policy = `${targetsOf(places)}
protect: [{ tags: { tier: [prod] } }]
rules:
  - { name: idle, match: { tags: { env: [idle] } }, power: { stop: whenIdle, idleFor: 30m } }
  - { name: once, match: { tags: { env: [once] } }, power: { stop: atOnce } }
  - name: hours
    match: { tags: { env: [hours] } }
    power: { hours: mon-fri 06:00-20:00, start: false, stop: atOnce }
`;

test('in process: 50 clusters that AWS restarts at once are stopped again while calls are throttled and events get lost', async () => {
  const simulator = aWorld(fleetOf(clusters));
  simulator.faults.delivery = {
    ...simulator.faults.delivery,
    events: { lost: 0.3, doubled: 0.3, reordered: 0.3 },
    queue: { doubled: 0.3 },
  };
  simulator.faults.setRules([{ kind: 'throttle', rate: 0.3 }]);
  const functions = deployedFunctions().filter(({ fn }) => /^(stop|start)/.test(fn.name));
  const invoke = await inProcessInvokes(simulator, functions, policy);
  const system = createSystem({ simulator, functions, invoke });
  const began = performance.now();

  await system.runUntil(start + 3 * HOUR);
  // A request that is still followed by then is looked at again within the half hour for which a queue hides it at most.
  simulator.faults.clear();
  await system.runUntil(start + 4 * HOUR - MINUTE);

  const seconds = Math.round((performance.now() - began) / 1000);
  const ended = Map.groupBy(simulator.backend.state().clusters, ({ id }) => id.split('-')[0] ?? '');
  const due = [...(ended.get('idle') ?? []), ...(ended.get('once') ?? [])];
  const others = ['held', 'prod', 'hours'].flatMap((kind) => ended.get(kind) ?? []);
  const ran = due.map(ranMinutes).sort((a, b) => a - b);
  const stops = simulator.calls.list({ action: 'StopDBCluster', outcome: 'ok' });
  expect(due.map(({ status }) => status)).toEqual(Array(50).fill('stopped'));
  expect(others.map(({ status }) => status)).toEqual(Array(15).fill('available'));
  expect(others.filter(({ history }) => history.some(({ status }) => status === 'stopping'))).toEqual([]);
  // Stopped once each: no message that comes twice, and no sweep at the same time, stops it twice.
  expect(stops.length).toBe(50);
  expect(deadLetters(simulator)).toEqual([]);
  for (const { fn } of functions) expect(waiting(simulator, fn.name)).toEqual([]);
  const figures = `min ${ran[0]}, median ${ran[25]}, max ${ran.at(-1)} minutes`;
  const throttled = simulator.calls.list().filter(({ fault }) => fault === 'throttle').length;
  console.log(
    `restarts: ran for ${figures}; ${throttled} of ${simulator.calls.list().length} calls throttled, ${seconds} s, ${JSON.stringify(toldBy(simulator))}`,
  );
});

/** How long it was available, after AWS had started it, until it was being stopped. */
function ranMinutes({ history }: ClusterState): number {
  const at = (wanted: string): number =>
    Date.parse(history.findLast(({ status }) => status === wanted)?.at ?? '');
  return Math.round((at('stopping') - at('available')) / MINUTE);
}
