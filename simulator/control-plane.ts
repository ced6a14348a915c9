import type { Clock } from './clock.ts';
import { createCloudWatchService } from './cloudwatch/service.ts';
import { type ClusterControl, createClusterControl } from './cluster-control.ts';
import { type PlaneFaults, planeFaults } from './faults.ts';
import type { Fleet } from './fleet/fleet.ts';
import type { Plane } from './plane.ts';
import type { Random } from './random.ts';
import { buildClusters } from './rds/build-cluster.ts';
import type { Cluster } from './rds/cluster.ts';
import { createEventLog } from './rds/event-log.ts';
import type { EventId } from './rds/event-types.ts';
import { createPower } from './rds/power.ts';
import type { RdsEvent } from './rds/rds-event.ts';
import { createRdsService } from './rds/service.ts';
import { type ClusterState, toState } from './rds/state.ts';
import { createStore } from './rds/store.ts';

export interface ControlPlane extends Plane {
  readonly accounts: Fleet['accounts'];
  /** Every cluster, in the order of the fleet; JSON. */
  state(): { readonly now: string; readonly clusters: readonly ClusterState[] };
  onEvent(listener: (event: RdsEvent) => void): void;
  /**
   * What happens to a cluster without Dormouse: people and AWS at work. By ARN, or by the id when it is the only one.
   *
   * @throws Error when there is no such cluster
   */
  cluster(name: string): ClusterControl;
}

/** The control plane of a fleet, as a function of virtual time and of the calls it gets. */
export function createControlPlane(parts: {
  readonly fleet: Fleet;
  readonly clock: Clock;
  readonly random: Random;
  /** Read whenever something happens, so they may change in between. */
  readonly faults?: { readonly plane: PlaneFaults };
}): ControlPlane {
  const { fleet, clock, random, faults = { plane: planeFaults.parse({}) } } = parts;
  const clusters = buildClusters(fleet.clusters, clock.now());
  const store = createStore(clusters);
  const events = createEventLog({ clock, random, faults });
  const power = createPower({ clock, random, faults, fleet, events });
  for (const { id, cluster, at } of earlierEvents(clusters)) events.enter(id, cluster, at);
  for (const cluster of clusters) power.resume(cluster);
  const control = createClusterControl({ store, power, clock, fleet });
  return {
    services: [
      createRdsService({ store, power, events, quirks: fleet.quirks }),
      createCloudWatchService(store),
    ],
    accounts: fleet.accounts,
    state: () => ({
      now: new Date(clock.now()).toISOString(),
      clusters: Array.from(store.all(), (cluster) => toState(cluster, clock.now())),
    }),
    onEvent: events.onEvent,
    cluster: control.of,
    control: { cluster: control.change },
  };
}

const arrivals: Readonly<Record<string, EventId>> = {
  stopped: 'RDS-EVENT-0150',
  available: 'RDS-EVENT-0151',
};

/** How the clusters have got the status that they begin with, oldest first. */
function earlierEvents(clusters: readonly Cluster[]) {
  return clusters
    .flatMap((cluster) => {
      const { status, at } = cluster.statuses.current();
      const id = arrivals[status];
      return id === undefined ? [] : [{ id, cluster, at }];
    })
    .sort((a, b) => a.at - b.at);
}
