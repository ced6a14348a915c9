import { readFile } from 'node:fs/promises';
import { CliError } from '../../cli/errors/cli-error.ts';
import { defined } from '../../shared/defined.ts';
import { FleetError, loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import type { Deed } from './people.ts';
import type { DemoWorld } from './world.ts';

/** A simulated AWS that any client in this process or another may talk to. */
export interface SimulatedAws extends DemoWorld {
  readonly url: string;
  /** AWS calls so far. */
  calls(): number;
  close(): Promise<void>;
}

/**
 * Starts the simulator with a fleet, on a free port of this machine, its clock at `now` in epoch milliseconds. The changes
 * that people make follow as time passes.
 *
 * @throws CliError when the fleet file can't be used.
 */
export async function startAws(
  fleetFile: string,
  now: number,
  people: readonly Deed[] = [],
): Promise<SimulatedAws> {
  const simulator = createSimulator({ fleet: await readFleetFile(fleetFile), now });
  const { clock, backend } = simulator;
  const { url, close } = await simulator.listen();
  const coming = people.filter(({ at }) => at >= now);
  const deeds: Deed[] = [];
  return {
    url,
    close,
    advanceTo(to) {
      for (const deed of coming.slice(deeds.length)) {
        if (deed.at > to) break;
        clock.advanceTo(deed.at);
        perform(deed);
        deeds.push(deed);
      }
      clock.advanceTo(to);
    },
    deeds,
    events: simulator.events,
    calls: () => simulator.calls.list().length,
    snapshots: () =>
      backend.snapshots().map(({ sourceArn, ...snapshot }) => ({
        ...snapshot,
        ...defined({ source: sourceArn }),
      })),
    clusters: () =>
      backend.state().clusters.map(({ instances, activityStream, restarts, ...cluster }) => ({
        ...cluster,
        instances: instances.length,
        restarts: restarts.length,
        isPaused: cluster.serverless?.units === 0 && instances.every((one) => one.class === 'db.serverless'),
        ...defined({ stream: activityStream?.status }),
      })),
  };

  function perform({ door, body, does, to }: Deed): void {
    try {
      backend.control?.[door]?.(body);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new CliError(`nobody can do this, ${does}: ${to}`, why, { cause });
    }
  }
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
