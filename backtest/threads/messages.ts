import type { Fleet, FleetCluster } from '../../simulator/fleet/fleet.ts';
import type { Part, PricedSimulation } from '../part.ts';

/** A simulation without anything that only its own thread can call. */
export type PlainSimulation = Omit<
  PricedSimulation,
  'onCall' | 'onOutcome' | 'onBegin' | 'onSnapshot' | 'onTick' | 'isExhaustive'
>;

/** All that the parts of a simulation have in common, as it is sent to threads. */
export interface Common extends Omit<PlainSimulation, 'fleet'> {
  readonly fleet: Omit<Fleet, 'clusters' | 'readCluster'>;
}

export interface ToWorker {
  readonly clusters: readonly FleetCluster[];
}

/** How far it is, or the part when it is done. */
export type FromWorker = { readonly at: number } | { readonly part: Part };

export function commonOf({ fleet, ...simulation }: PlainSimulation): Common {
  const { clusters, readCluster, ...rest } = fleet;
  return { ...simulation, fleet: rest };
}

/** The simulation of some clusters. */
export function withClusters(common: Common, clusters: readonly FleetCluster[]): PlainSimulation {
  const fleet: Fleet = {
    ...common.fleet,
    clusters,
    readCluster() {
      throw new Error('no cluster is added in a simulation');
    },
  };
  return { ...common, fleet };
}
