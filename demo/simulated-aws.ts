import { readFile } from 'node:fs/promises';
import { CliError } from '../cli/cli-error.ts';
import { FleetError, loadFleet } from '../simulator/load-fleet.ts';
import { createSimulator } from '../simulator/simulator.ts';
import type { DemoWorld } from './day.ts';

/** A simulated AWS that any client in this process or another may talk to. */
export interface SimulatedAws extends DemoWorld {
  readonly url: string;
  /** AWS calls so far. */
  calls(): number;
  close(): Promise<void>;
}

/**
 * Starts the simulator with a fleet, on a free port of this machine, its clock at `now` in epoch milliseconds.
 *
 * @throws CliError when the fleet file can't be used.
 */
export async function startAws(fleetFile: string, now: number): Promise<SimulatedAws> {
  const simulator = createSimulator({ fleet: await readFleetFile(fleetFile), now });
  const { url, close } = await simulator.listen();
  return {
    url,
    close,
    advanceTo: (at) => simulator.clock.advanceTo(at),
    events: simulator.events,
    calls: () => simulator.calls.list().length,
    snapshots: () => simulator.plane.snapshots(),
    clusters: () =>
      simulator.plane
        .state()
        .clusters.map(({ instances, ...cluster }) => ({ ...cluster, instances: instances.length })),
  };
}

async function readFleetFile(path: string): Promise<ReturnType<typeof loadFleet>> {
  try {
    return loadFleet(await readFile(path, 'utf8'), path);
  } catch (cause) {
    if (cause instanceof FleetError) throw cause;
    throw new CliError(`${path}: cannot be read`, 'name a fleet file with --fleet; docs/fleet-file.md', {
      cause,
    });
  }
}
