import { type FleetSimulation, simulateFleet } from '../../backtest/threads/simulate-fleet.ts';
import type { Timeline } from '../../timeline/timeline.ts';

/** The course of a fleet, simulated in this thread. */
export async function simulateTimeline(simulation: FleetSimulation): Promise<Timeline> {
  return (await simulateFleet(simulation, 1)).timeline;
}
