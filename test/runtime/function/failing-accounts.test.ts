import { expect, test } from 'vitest';
import type { RunnerDeps } from '../../../shared/runtime/function/runner.ts';
import { runAndReport } from '../../../shared/runtime/function/runner.ts';
import { outcomeEventSchema } from '../../../shared/runtime/report/event-schema.ts';
import { createFailingAccounts } from '../../../shared/runtime/sweep/failing-accounts.ts';
import { spyOnMetricsInEach } from '../metrics-spy.ts';
import { aRunner, HOME } from '../runner-builders.ts';

const metrics = spyOnMetricsInEach();

const at = { account: '444455556666', clusters: 0 };
const refused = { ok: false, fault: { name: 'AccessDenied', message: 'no' } };
const read = { ok: true, observedAt: '2026-11-20T19:05:00Z' };

/** The answers of a memory after each look at these Regions. */
function notes(...looks: readonly (readonly [string, typeof refused | typeof read | object])[]) {
  const failing = createFailingAccounts();
  return looks.map(([region, how]) => {
    const { failing: count, began, recovered } = failing.note([{ ...at, ok: true, ...how, region }]);
    return [count, began.map((one) => one.region).join(), recovered.map((one) => one.region).join()];
  });
}

test('an account fails from its second failure in a row, which is said once', () => {
  expect(notes(['eu', refused], ['eu', refused], ['eu', refused], ['eu', read], ['eu', read])).toEqual([
    [0, '', ''],
    [1, 'eu', ''],
    [1, '', ''],
    [0, '', 'eu'],
    [0, '', ''],
  ]);
});

test('one failure between good looks is none of an account', () => {
  expect(notes(['eu', refused], ['eu', read], ['eu', refused])).toEqual([
    [0, '', ''],
    [0, '', ''],
    [0, '', ''],
  ]);
});

test('an account that fails in several Regions fails once, and recovers with the last', () => {
  const both = [
    ['eu', refused],
    ['us', refused],
  ] as const;

  expect(notes(...both, ...both, ['eu', read], ['us', read]).slice(2)).toEqual([
    [1, 'eu', ''],
    [1, '', ''],
    [0, '', ''],
    [0, '', 'us'],
  ]);
});

test('a new account whose role lets nobody in yet neither fails nor recovers', () => {
  const notReady = { ok: true, fault: { name: 'AccountNotReady', message: 'yet' } };

  expect(notes(['eu', refused], ['eu', notReady], ['eu', notReady])).toEqual([
    [0, '', ''],
    [0, '', ''],
    [0, '', ''],
  ]);
});

/** Sweeps with a fleet that cannot be listed, twice, and then can. */
async function sweepThrice(watchesAccounts: boolean) {
  const fails: RunnerDeps['recipe']['read'] = async () => {
    throw new Error('not today');
  };
  const { deps, types, told } = aRunner({ fleet: { clusters: { [HOME]: [] } } });
  const recipe = { ...deps.recipe, watchesAccounts };
  for (const one of [fails, fails, deps.recipe.read])
    await runAndReport({ ...deps, recipe: { ...recipe, read: one } }, {});
  return { types: types(), told };
}

test('a function that watches accounts counts those that fail, and sends an event when one begins to and recovers', async () => {
  const { types, told } = await sweepThrice(true);

  expect(types).toEqual(['Sweep Failed', 'Account Failing', 'Account Recovered']);
  for (const { detailType, resources, detail } of told)
    outcomeEventSchema.parse({ source: 'dormouse', 'detail-type': detailType, resources, detail });
  expect(metrics().map((line) => JSON.parse(line).AccountsFailing)).toEqual([undefined, 1, undefined]);
});

test('other functions count them as well, and leave the events to it', async () => {
  const { types } = await sweepThrice(false);

  expect(types).toEqual(['Sweep Failed']);
  expect(metrics().map((line) => JSON.parse(line).AccountsFailing)).toEqual([undefined, 1, undefined]);
});

test('a lost event neither fails a run nor is kept', async () => {
  const { deps, log } = aRunner({
    putEvents: async () => {
      throw new Error('no bus');
    },
  });
  const recipe = { ...deps.recipe, watchesAccounts: true, read: async () => Promise.reject(new Error('no')) };
  for (let sweep = 0; sweep < 2; sweep += 1) await runAndReport({ ...deps, recipe }, {});

  expect(JSON.stringify(log)).toContain('report not delivered');
});
