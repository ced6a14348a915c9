import { expect, test } from 'vitest';
import { fanOutIfMany } from '../../../shared/runtime/queue/fan-out.ts';
import { runSweep } from '../../../shared/runtime/sweep/run.ts';
import { keptDrills } from '../../aws/evidence/kept-drills.ts';
import { aPolicy } from '../../policy/builders.ts';
import { aDrill } from '../../support/builders/open-drills.ts';
import { fakeDeps, fakeLog, fakeRecipe, home } from '../builders.ts';

const GONE = '999988887777';
const drill = aDrill({ place: { account: GONE, region: 'eu-central-1' } });

/** A policy without the account in which a drill is under way. */
async function abandoned() {
  const { store } = keptDrills();
  await store.begin(drill);
  const { recipe } = fakeRecipe({ clusters: { [`${home.account}/${home.region}`]: ['a'] } });
  return { store, recipe: { ...recipe, openDrills: () => [] } };
}

test('a drill in an account that has left the policy fails the run and is left over, until it is closed', async () => {
  const { store, recipe } = await abandoned();
  const deps = { ...fakeDeps(), drills: store };

  const result = await runSweep(recipe, aPolicy(), {}, deps);

  expect(result).toMatchObject({
    ...{ ok: false, overdueDrills: [drill.restored.arn] },
    summary: { status: { done: 1 } },
    scopes: [
      { account: home.account, ok: true },
      { account: GONE, ok: false, fault: { name: 'DrillAbandoned' } },
    ],
  });
  expect(result.scopes[1]?.fault?.message).toContain(drill.restored.cluster);

  const [open] = await store.open(drill.place);
  await store.close({ ...drill, verdict: 'failed' }, open?.etag ?? '');
  expect(await runSweep(recipe, aPolicy(), {}, deps)).toMatchObject({ ok: true });
});

test('a run about another account says nothing of it, and one about that account does', async () => {
  const { store, recipe } = await abandoned();
  const deps = { ...fakeDeps(), drills: store };
  const about = { accounts: [GONE], regions: ['eu-central-1'] };

  expect(await runSweep(recipe, aPolicy(), { accounts: [home.account] }, deps)).toMatchObject({ ok: true });
  expect(await runSweep(recipe, aPolicy(), about, deps)).toMatchObject({
    ...{ ok: false, unmatched: [] },
    scopes: [{ account: GONE, fault: { name: 'DrillAbandoned' } }],
  });
});

test('while accounts of an organization could not be listed, none is said to have left', async () => {
  const { store, recipe } = await abandoned();
  const deps = { ...fakeDeps(), drills: store, accountsUnlisted: true };

  expect(await runSweep(recipe, aPolicy(), {}, deps)).toMatchObject({ ok: true });
});

test.each([
  [undefined, [home.account, GONE]],
  [{ name: 'AccessDenied', message: 'no' }, undefined],
])(
  'a sweep that is split has a piece for it, unless accounts are unlisted: %j',
  async (unlisted, expected) => {
    const { store, recipe } = await abandoned();
    const sent: string[] = [];
    const queue = {
      send: async (bodies: readonly string[]) => void sent.push(...bodies),
      delay: async () => {},
      deadLetter: async () => {},
      waiting: async () => 0,
    };
    const split = await fanOutIfMany({
      ...{ recipe, queue, policy: aPolicy(), log: fakeLog(), home: async () => home },
      drills: async () => store,
      ...(unlisted && { unlisted }),
    });

    expect(split && sent.map((body) => JSON.parse(body).sweep.accounts[0])).toEqual(expected);
  },
);
