import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRecipes } from '../../shared/policy/recovery/recipe/compare.ts';
import { runs, sized } from '../support/runs.ts';
import { type Attempt, disaster } from './disaster-stage.ts';
import { disasters } from './generated-disaster.ts';

const WORLDS = runs(sized(10_000, 1_500), 60);
/** The simulator's ModifyDBCluster does not take it. */
const notSimulated = ['backup'];

test(`readiness names before what a restore meets after the loss of a Region, in ${WORLDS.numRuns} worlds`, async () => {
  const met = new Map<string, number>();
  const counts = { restores: 0, failed: 0, named: 0, right: 0 };
  await fc.assert(
    fc.asyncProperty(disasters, async (world) => {
      for (const attempt of await disaster(world)) {
        checkAttempt(attempt);
        const { error, named } = attempt;
        counts.restores += 1;
        counts.failed += error === undefined ? 0 : 1;
        counts.named += named.length > 0 ? 1 : 0;
        counts.right += named.length > 0 && error !== undefined ? 1 : 0;
        if (error !== undefined) met.set(error, (met.get(error) ?? 0) + 1);
      }
    }),
    WORLDS,
  );
  const precision = Math.round((100 * counts.right) / counts.named);
  console.log(
    `${counts.restores} restores, ${counts.failed} failed, recall 100 %, precision ${precision} %; met`,
    Object.fromEntries(met),
  );

  expect(counts.failed).toBeGreaterThan(0);
  expect(counts.restores).toBeGreaterThan(counts.failed);
});

function checkAttempt({ cluster, named, error, source, restored, plan }: Attempt): void {
  expect(error === undefined || named.length > 0, `${cluster}: ${error} was not named`).toBe(true);
  if (source === undefined || restored === undefined || plan === undefined) return;
  const listed = [...plan.differences.map(({ field }) => field), ...notSimulated];
  const differing = compareRecipes(source, restored).map(({ field }) => field);
  expect(differing.filter((field) => !listed.includes(field))).toEqual([]);
}
