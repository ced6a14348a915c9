import { setImmediate } from 'node:timers/promises';
import { locationsOf } from '../shared/runtime/sweep/locations.ts';
import { schedule, TICK_MS } from './schedule.ts';
import type { Simulated, Simulation } from './simulation.ts';
import { createSweeps } from './sweeps.ts';
import { concerned, matchesOwnTags } from './wake/concerns.ts';
import { createKept } from './wake/kept.ts';
import { createWakes } from './wake/wakes.ts';
import { createWorld } from './world.ts';

/** How much simulated time passes without a break. */
const BREAK_MS = 72 * TICK_MS;

/**
 * Lets a policy run on a simulated fleet: the recipes of the functions, on their schedules. A recipe looks only at the
 * clusters about which it may decide something else than last time, so a tick at which nothing can change costs nothing.
 */
export async function simulate(simulation: Simulation): Promise<Simulated> {
  const { policy, from, to } = simulation;
  const wakes = createWakes(schedule, from, to);
  const areTagsMatched = matchesOwnTags(policy);
  const kept = createKept();
  /** The recipe of the schedule whose sweep is under way. */
  let sweeping: number | undefined;
  const world = createWorld({
    ...simulation,
    onChange(cluster, change, visibleAt) {
      const at = Math.max(visibleAt, world.clock.now());
      kept.change(cluster, change, at);
      if (change.kind === 'tags' && change.of === 'cluster' && areTagsMatched) {
        for (const index of schedule.keys()) wakes.wake(index, cluster, at);
        return;
      }
      const isConcerned = concerned(change, cluster);
      for (const [index, { recipe }] of schedule.entries()) {
        // Whoever tags a cluster knows when to look at it again.
        const isOwn = change.kind === 'tags' && index === sweeping;
        if (!isOwn && isConcerned(recipe.name) && !wakes.isUnruled(index, cluster))
          wakes.wake(index, cluster, at);
      }
    },
  });
  const { clusters, clock } = world;
  simulation.onBegin?.(world);
  for (const index of schedule.keys()) for (const cluster of clusters) wakes.wake(index, cluster, from);
  const targets = await locationsOf(policy, async () => simulation.home);
  const sweeps = createSweeps({ simulation, world, wakes, kept, targets });

  for (let at = from; at < to; at += TICK_MS) {
    simulation.onTick?.(at);
    // Lets timers run, which show progress and hear of an interruption.
    if ((at - from) % BREAK_MS === 0) await setImmediate();
    clock.advanceTo(at);
    for (const [index, { everyMs }] of schedule.entries()) {
      if ((at - from) % everyMs !== 0) continue;
      sweeping = index;
      await sweeps.sweep(index, at);
    }
    sweeping = undefined;
  }
  clock.advanceTo(to);
  world.focus(undefined);
  return { world, latest: sweeps.latest, failures: sweeps.failures };
}
