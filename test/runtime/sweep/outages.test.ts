import { expect, test } from 'vitest';
import type { MetricsOutage } from '../../../shared/aws/read/metrics.ts';
import type { SweepRequest } from '../../../shared/runtime/request/event.ts';
import { createOutages, lastingFault } from '../../../shared/runtime/sweep/outages.ts';
import type { Recipe } from '../../../shared/runtime/sweep/recipe.ts';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { aPolicy, SATURDAY } from '../../policy/builders.ts';
import { fakeDeps, fakeRecipe, home } from '../builders.ts';

const MINUTE = 60_000;
const busy = { name: 'Throttling', message: 'no metrics could be read', toleratedMs: 60 * MINUTE };

/** The faults told at these minutes, while `outageAt` says how the metrics are. */
function toldAt(minutes: readonly number[], outageAt: (minute: number) => typeof busy | undefined) {
  const outages = createOutages();
  return minutes.map((minute) => outages.note(home, outageAt(minute), minute * MINUTE)?.message);
}

test('an outage is a fault once it has lasted for as long as it is tolerated', () => {
  expect(toldAt([0, 30, 59, 60, 65], () => busy)).toEqual([
    ...[undefined, undefined, undefined],
    'for 60 minutes, no metrics could be read',
    'for 65 minutes, no metrics could be read',
  ]);
});

test('two sweeps that are far apart are no pattern', () => {
  expect(toldAt([0, 600, 605], () => busy).map(Boolean)).toEqual([false, false, true]);
});

test('metrics that have come again end it', () => {
  const outageAt = (minute: number) => (minute === 60 ? undefined : busy);

  expect(toldAt([0, 30, 60, 61, 90, 125], outageAt).map(Boolean)).toEqual([
    ...[false, false, false, false, false, true],
  ]);
});

test('an outage of clusters counts for each of them, and names those that it has lasted for too long', () => {
  const outages = createOutages();
  const told = ([minute, ...clusters]: readonly [number, ...string[]]) =>
    outages.note(home, { ...busy, clusters }, minute * MINUTE)?.message;
  const many = Array.from({ length: 12 }, (_, n) => `c${n}`);

  expect([
    told([0, 'a']),
    told([30, 'a', 'b']),
    told([65, 'a', 'b']),
    told([95, 'b']),
    told([100, 'a']),
    told([130, 'a', ...many]),
    told([160, 'a', ...many]),
    told([200, ...many]),
  ]).toEqual([
    ...[undefined, undefined],
    'for 65 minutes, a: no metrics could be read',
    'for 65 minutes, b: no metrics could be read',
    ...[undefined, undefined],
    'for 60 minutes, a: no metrics could be read',
    'for 70 minutes, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, and 2 more: no metrics could be read',
  ]);
});

test('an outage of everything in between does not end that of a cluster', () => {
  const outages = createOutages();
  const told = (minute: number, outage: MetricsOutage) =>
    outages.note(home, outage, minute * MINUTE)?.message;
  const some = { ...busy, clusters: ['a'] };

  expect([told(0, some), told(30, busy), told(40, some), told(65, some)].map(Boolean)).toEqual([
    ...[false, false, false, true],
  ]);
  expect([told(70, busy), told(71, some), told(72, busy)].map(Boolean)).toEqual([false, true, false]);
});

test('each account and Region has its own', () => {
  const outages = createOutages();
  for (const minute of [0, 30, 60]) outages.note(home, busy, minute * MINUTE);

  expect(outages.note({ ...home, region: 'us-east-1' }, busy, 65 * MINUTE)).toBeUndefined();
  expect(outages.note(home, busy, 65 * MINUTE)).toMatchObject({ name: 'Throttling' });
});

test('an error that stays until somebody changes something is a fault at once, one that may pass is none yet', () => {
  const denied = { name: 'AccessDenied', message: 'no metrics could be read', toleratedMs: 0 };

  expect([lastingFault(denied), lastingFault(busy), lastingFault(undefined)]).toEqual([
    { name: 'AccessDenied', message: 'no metrics could be read' },
    undefined,
    undefined,
  ]);
});

/** Whether runs fail, one after the other, whose metrics can't be read. */
async function runsWith(outage: typeof busy, requests: readonly SweepRequest[]): Promise<boolean[]> {
  const { recipe } = fakeRecipe({ clusters: { [`${home.account}/${home.region}`]: ['a'] } });
  const outages = createOutages();
  const results: boolean[] = [];
  for (const [index, request] of requests.entries()) {
    const read: Recipe['read'] = async (...of) => ({
      ...(await recipe.read(...of)),
      observedAt: SATURDAY + index * 30 * MINUTE,
      outage,
    });
    results.push((await runSweep({ ...recipe, read }, aPolicy(), request, fakeDeps({ outages }))).ok);
  }
  return results;
}

test('a refusal fails the first run, an outage that may pass the third within an hour', async () => {
  expect(await runsWith({ ...busy, toleratedMs: 0 }, [{}])).toEqual([false]);
  expect(await runsWith(busy, [{}, {}, {}])).toEqual([true, true, false]);
});

test('a run about some clusters notes nothing, because it shows nothing of the others', async () => {
  const some = { clusters: ['a'] };

  expect(await runsWith(busy, [{}, some, some, {}])).toEqual([true, true, true, true]);
});

test('an outage of some clusters names them and fails no run, because the rest could be read', async () => {
  const { recipe } = fakeRecipe({ clusters: { [`${home.account}/${home.region}`]: ['a', 'b'] } });
  const outages = createOutages();
  const outage: MetricsOutage = { ...busy, clusters: ['a'], isOfSome: true };
  let index = 0;
  const read: Recipe['read'] = async (...of) => ({
    ...(await recipe.read(...of)),
    observedAt: SATURDAY + index * 30 * MINUTE,
    outage,
  });
  const results = [];
  for (; index < 3; index += 1)
    results.push(await runSweep({ ...recipe, read }, aPolicy(), {}, fakeDeps({ outages })));

  expect(results.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(results.map(({ scopes: [scope] }) => scope?.fault?.message)).toEqual([
    ...[undefined, undefined],
    'for 60 minutes, a: no metrics could be read',
  ]);
});
