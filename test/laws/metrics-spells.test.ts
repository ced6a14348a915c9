import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { ScopeResult } from '../../shared/runtime/sweep/result.ts';
import { runs } from '../support/runs.ts';
import { outageKinds, type Spell, type SpellLife, spellLife } from './generated-spells.ts';
import { regions } from './generated-world.ts';
import { spellStage } from './spell-stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const WORLDS = runs(2_000, 200);

/** Minutes after its beginning at which a spell is looked at, as long as it lasts. */
const LOOKS = [0, 20, 40, 62, 120, 1440, 2880];
/** Outages that only somebody can put right: they are heard at once, the others after an hour. */
const AT_ONCE: readonly Spell['kind'][] = ['denied', 'html'];
const seen = { acts: 0, heard: new Map<Spell['kind'], number>() };

/** Whether a sweep has to fail for a Region whose metrics are out; undefined where it may or may not. */
function mustFail({ kind }: Spell, looks: number, minutes: number): boolean | undefined {
  if (AT_ONCE.includes(kind)) return true;
  if (looks < 3 || minutes < 60) return false;
  // New clusters have gaps for as long as their metrics are asked for, about three quarters of an hour.
  return kind === 'missing' && minutes < 120 ? undefined : true;
}

async function live(life: SpellLife): Promise<void> {
  const stage = spellStage(life);
  for (const spell of life.spells) {
    const what = JSON.stringify({ ...life, spell });
    stage.begin(spell);
    const failures = new Map<string, number>(regions.map((region) => [region, 0]));
    for (const [index, minutes] of LOOKS.filter((at) => at < spell.minutes).entries()) {
      stage.advanceTo(minutes);
      const open = new Map(regions.map((region) => [region, stage.open(region)]));
      const { scopes, acts } = await stage.sweep();
      // Nothing is stopped or made smaller without evidence.
      for (const id of acts) expect(stage.mayAct(id), `${id} ${minutes}: ${what}`).toBe(true);
      seen.acts += acts.length;
      for (const region of regions) {
        const all = open.get(region) ?? [];
        const isOut = all.some((id) => stage.isOut(id));
        const expected = isOut ? mustFail(spell, index + 1, minutes) : false;
        const { ok, fault } = scopes.find((scope) => scope.region === region) ?? ({} as ScopeResult);
        if (expected !== undefined)
          expect(fault !== undefined, `${region} ${minutes} ${fault?.message}: ${what}`).toBe(expected);
        if (!ok) expect(fault, what).toBeDefined();
        if (fault !== undefined) failures.set(region, (failures.get(region) ?? 0) + 1);
      }
    }
    // It is heard once, however long it lasts.
    for (const region of regions) {
      const events = stage.events(region);
      expect(events, what).toEqual(failures.get(region) === 0 ? [] : ['Sweep Failed']);
      if (events.length > 0) seen.heard.set(spell.kind, (seen.heard.get(spell.kind) ?? 0) + 1);
    }
    stage.end(spell);
    for (const minutes of [5, 55, 60]) {
      stage.advanceTo(minutes);
      const { ok, acts } = await stage.sweep();
      for (const id of acts) expect(stage.isDue(id), `${id}: ${what}`).toBe(true);
      seen.acts += acts.length;
      if (spell.kind !== 'missing') expect(ok, what).toBe(true);
    }
    // Then the work goes on.
    expect(stage.left(), what).toEqual([]);
    stage.reset();
  }
}

test(`in ${WORLDS.numRuns} worlds, metrics that are out for minutes or days stop nothing, and are heard once`, async () => {
  await fc.assert(fc.asyncProperty(spellLife, live), { ...WORLDS, endOnFailure: true });

  expect(seen.acts).toBeGreaterThan(WORLDS.numRuns / 2);
  for (const kind of outageKinds) expect(seen.heard.get(kind), kind).toBeGreaterThan(WORLDS.numRuns / 100);
});
