import { assemble, type Simulator, type SimulatorOptions } from './assemble.ts';
import type { Fleet } from './fleet/fleet.ts';
import { loadFleet } from './fleet/load-fleet.ts';
import { createFleetBackend } from './fleet-backend.ts';
import type { ControlPlane } from './rds/control-plane.ts';

/**
 * A simulated AWS with the clusters of a fleet, given as the text of a fleet file or as a fleet read from one.
 *
 * @throws FleetError when the text is no fleet file
 * @example
 * const simulator = createSimulator({ fleet: await readFile('examples/fleet.yml', 'utf8'), seed: 7 });
 * const rds = new RDSClient({ region, credentials, requestHandler: inProcess(simulator) });
 */
export function createSimulator({
  fleet,
  ...options
}: SimulatorOptions & { readonly fleet: Fleet | string }): Simulator<ControlPlane> {
  const read = typeof fleet === 'string' ? loadFleet(fleet) : fleet;
  return assemble((context) => createFleetBackend({ fleet: read, ...context }), options);
}
