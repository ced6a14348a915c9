import { expect, test } from 'vitest';
import { startCluster, stopCluster } from '../../../shared/aws/write/cluster-power.ts';
import { pruneSnapshot } from '../../../shared/aws/write/snapshot-commands.ts';
import { decideStarts } from '../../../shared/policy/power/decide-start.ts';
import { decidePrunes } from '../../../shared/policy/snapshots/decide-prune.ts';
import { readToStart } from '../../../shared/runtime/read/power.ts';
import { readToPrune } from '../../../shared/runtime/read/snapshots.ts';
import { defineRecipe } from '../../../shared/runtime/sweep/recipe.ts';

const common = { name: 'any', aspect: 'power', permissions: [] } as const;

// The compiler checks these expectations: `npx tsc` fails if it would accept one of these recipes.
test('a recipe whose parts fit is taken as it is', () => {
  const start = { ...common, read: readToStart, decide: decideStarts, act: startCluster };
  const prune = { ...common, read: readToPrune, decide: decidePrunes, act: pruneSnapshot };

  expect([defineRecipe(start), defineRecipe(prune)]).toEqual([start, prune]);
});

test('a recipe whose parts do not fit does not compile', () => {
  // @ts-expect-error: what is decided on is snapshots to delete, and what is carried out is the start of clusters
  defineRecipe({ ...common, read: readToPrune, decide: decidePrunes, act: startCluster });
  // @ts-expect-error: what is decided on is the start of clusters, and what is carried out is their stop
  defineRecipe({ ...common, read: readToStart, decide: decideStarts, act: stopCluster });
  // @ts-expect-error: the clusters alone are read, and the decision is about snapshots
  defineRecipe({ ...common, read: readToStart, decide: decidePrunes, act: pruneSnapshot });
});
