import { recipe as copySnapshots } from '../functions/recipes/copy-snapshots.ts';
import { recipe as createSnapshots } from '../functions/recipes/create-snapshots.ts';
import { recipe as pruneSnapshots } from '../functions/recipes/prune-snapshots.ts';
import { recipe as scaleCapacity } from '../functions/recipes/scale-capacity.ts';
import { recipe as startClusters } from '../functions/recipes/start-clusters.ts';
import { recipe as stopIdleClusters } from '../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggleActivityStreams } from '../functions/recipes/toggle-activity-streams.ts';
import { MINUTE_MS } from '../shared/policy/time/units.ts';
import type { Recipe } from '../shared/runtime/sweep/recipe.ts';

/** The shortest interval between two sweeps. */
export const TICK_MS = 5 * MINUTE_MS;

/** A recipe, and how often its schedule invokes it. */
export interface Scheduled {
  readonly recipe: Recipe;
  readonly everyMs: number;
}

/** In the order of their invocations at one tick, which is that of `npm start`. */
export const schedule: readonly Scheduled[] = [
  { recipe: startClusters, everyMs: TICK_MS },
  { recipe: stopIdleClusters, everyMs: TICK_MS },
  { recipe: createSnapshots, everyMs: TICK_MS },
  { recipe: toggleActivityStreams, everyMs: TICK_MS },
  { recipe: scaleCapacity, everyMs: TICK_MS },
  { recipe: copySnapshots, everyMs: 3 * TICK_MS },
  { recipe: pruneSnapshots, everyMs: 3 * TICK_MS },
];
