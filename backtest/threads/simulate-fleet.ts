import { availableParallelism } from 'node:os';
import { DAY_MS } from '../../shared/policy/time/units.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import type { Act } from '../act.ts';
import { withFleetAccounts } from '../fleet-accounts.ts';
import { type NamedSimulation, timelineOf } from '../timeline.ts';
import type { PlainSimulation } from './messages.ts';
import { runParts } from './run-parts.ts';
import { sharesOf } from './shares.ts';

/** Clusters times days that take as long as a thread takes to begin. */
const THREAD_WORK = 2_000;
/** So that no thread waits long for the last one. */
const SHARES_PER_THREAD = 2;

export interface FleetSimulation extends PlainSimulation, Pick<NamedSimulation, 'names'> {
  /** Called now and then with the share that is done, from 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** The course of a fleet, and the single acts if they are kept. */
export interface SimulatedFleet {
  readonly timeline: Timeline;
  readonly acts: readonly Act[];
}

/**
 * Lets a policy run on a simulated fleet, and gives the course of every cluster with its sums. On `threads` threads, as far
 * as clusters do not depend on each other and there is enough to do: what comes of it is the same for any number.
 */
export async function simulateFleet(
  { names, onProgress, ...given }: FleetSimulation,
  threads?: number,
): Promise<SimulatedFleet> {
  const { fleet, from, to } = given;
  const simulation = { ...given, policy: withFleetAccounts(given.policy, fleet, from) };
  const most = threads ?? threadsFor((fleet.clusters.length * (to - from)) / DAY_MS);
  const shares = sharesOf(simulation.policy, fleet, most === 1 ? 1 : most * SHARES_PER_THREAD);
  const work = shares.reduce((sum, share) => sum + share.work, 0);
  const done = shares.map(() => 0);
  const parts = await runParts(
    simulation,
    shares.map(({ clusters }) => clusters),
    most,
    (index, at) => {
      done[index] = ((shares[index]?.work ?? 0) * (at - from)) / (to - from);
      onProgress?.(done.reduce((sum, one) => sum + one, 0) / work);
    },
  );
  return { timeline: timelineOf({ ...simulation, names }, parts), acts: parts.flatMap(({ acts }) => acts) };
}

/** As many threads as there are processors, unless the work is done sooner with fewer. */
function threadsFor(work: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(work / THREAD_WORK)));
}
