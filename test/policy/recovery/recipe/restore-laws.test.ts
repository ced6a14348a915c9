import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRecipes } from '../../../../shared/policy/recovery/recipe/compare.ts';
import { planRestore } from '../../../../shared/policy/recovery/recipe/restore.ts';
import { runs } from '../../../support/runs.ts';
import { HOME } from '../../snapshots/builders.ts';
import { anyRecipe } from './generated-recipe.ts';
import { ARN, away, home, resultOf } from './restored.ts';

test('differs from the source in nothing but what it lists, wherever and of whatever it is restored', () => {
  const cluster = fc.constantFrom(ARN, `arn:aws:rds:${HOME}:111122223333:cluster:a`);
  const place = fc.constantFrom(home, away);
  fc.assert(
    fc.property(anyRecipe, cluster, place, (some, arn, snapshot) => {
      const source = { ...some, cluster: arn };
      const plan = planRestore({ snapshot, recipe: source });
      const fields = compareRecipes(source, resultOf(plan, snapshot.region)).map(({ field }) => field);
      const listed = plan.differences.map(({ field }) => field);

      expect(fields.filter((field) => !listed.includes(field))).toEqual([]);
    }),
    runs(10_000, 300),
  );
});
