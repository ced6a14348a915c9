import type { Backend } from '../core/backend.ts';
import type { Clock } from '../core/clock.ts';
import type { Draw } from '../core/draw.ts';
import { type DeliveryFaults, deliveryFaults } from '../core/faults.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { createKeys } from '../kms/keys.ts';
import { createKmsService } from '../kms/service.ts';
import { type AutoPause, createAutoPause } from './capacity/auto-pause.ts';
import { createScaling } from './capacity/scaling.ts';
import { type ClusterActions, createClusterActions } from './cluster-actions.ts';
import { buildClusters } from './clusters/build-cluster.ts';
import type { Cluster } from './clusters/cluster.ts';
import { createPower } from './clusters/power.ts';
import { createStore, type Store } from './clusters/store.ts';
import { nobody, type Watch } from './clusters/watch.ts';
import { createEventLog, type EventLog, retentionMs } from './events/event-log.ts';
import type { EventId } from './events/event-types.ts';
import type { RdsEvent } from './events/rds-event.ts';
import { createLifecycle } from './lifecycle/lifecycle.ts';
import { createNewClusterActions } from './new-cluster-actions.ts';
import { createPlaces, type Places } from './places/places.ts';
import { createRdsService } from './service.ts';
import { createSnapshotActions, type SnapshotActions } from './snapshots/actions.ts';
import { createBackups } from './snapshots/backups.ts';
import { buildSnapshots } from './snapshots/build-snapshots.ts';
import { createRetainedBackups } from './snapshots/retained-backups.ts';
import { createSnapshotQuotas } from './snapshots/snapshot-quotas.ts';
import { type SnapshotState, toSnapshotState } from './snapshots/snapshot-state.ts';
import { createSnapshotStore, type SnapshotStore } from './snapshots/snapshot-store.ts';
import { createSnapshots } from './snapshots/snapshots.ts';
import { type ClusterState, toState } from './state.ts';
import { createStreams } from './streams/streams.ts';
import { createTaggingService } from './tagging-service.ts';

export interface ControlPlane extends Backend, SnapshotActions {
  readonly accounts: Fleet['accounts'];
  readonly organization: Fleet['organization'];
  readonly changeCalendars: Fleet['changeCalendars'];
  readonly store: Store;
  readonly autoPause: Pick<AutoPause, 'look'>;
  readonly places: Places;
  readonly faults: { readonly delivery: DeliveryFaults };
  /** Every cluster, in the order of the fleet; JSON. */
  state(): { readonly now: string; readonly clusters: readonly ClusterState[] };
  /** Every snapshot: apart, as they may be tens of thousands; JSON. */
  snapshots(): readonly SnapshotState[];
  onEvent(listener: (event: RdsEvent) => void): void;
  /**
   * Changes a cluster as people and AWS do, without Dormouse. By ARN, or by the id when it is the only one.
   *
   * @throws Error when there is no such cluster
   */
  cluster(name: string): ClusterActions;
  /** A cluster written as in a fleet file, there at once and created now unless it says when; gives its ARN. */
  addCluster(written: unknown): string;
  /** A new cluster from a snapshot's volume, there at once, with the given id and the settings of a fleet file. */
  restoreCluster(snapshot: string, written: unknown): string;
}

/** Everything that there is to read. */
export interface Whole {
  readonly store: Store;
  readonly snapshotStore: SnapshotStore;
  readonly events: EventLog;
}

/** The control plane of a fleet, as a function of virtual time and of the calls it gets. */
export function createControlPlane(parts: {
  readonly fleet: Fleet;
  readonly clock: Clock;
  readonly draw: Draw;
  /** Read whenever something happens, so they may change in between. */
  readonly faults?: { readonly delivery: DeliveryFaults };
  readonly watch?: Watch;
  /** The stores that calls of RDS read from; default: the whole. */
  readonly view?: (whole: Whole) => Whole;
}): ControlPlane {
  const { fleet, clock, draw, watch = nobody, view = (whole) => whole } = parts;
  const { faults = { delivery: deliveryFaults.parse({}) } } = parts;
  const keys = createKeys(fleet.keys);
  const { quirks } = fleet;
  const isRecorded = fleet.recorded !== undefined;
  const built = buildClusters(fleet.clusters, keys, quirks, clock.now());
  // Those of a recorded fleet come when they came; those that are gone have left nothing but snapshots.
  const isLater = (at: number) => isRecorded && at > clock.now();
  const existing = built.filter((_, index) => fleet.clusters[index]?.deleted !== true);
  const clusters = existing.filter(({ createdAt }) => !isLater(createdAt));
  const present = new Set(clusters);
  const store = createStore(clusters);
  const events = createEventLog({ clock, draw, faults });
  const autoPause = createAutoPause({ clock, store, events });
  const power = createPower({ clock, draw, faults, fleet, events, watch, onChange: autoPause.look });
  const snapshotStore = createSnapshotStore();
  const snapshots = createSnapshots({ store: snapshotStore, clock, draw, faults, fleet, events, watch });
  const backups = createBackups({ clock, store, snapshotStore, snapshots, fleet });
  const scaling = createScaling({ clock, draw, faults, fleet, autoPause, watch });
  const streams = createStreams({ clock, draw, faults, fleet, events, store, keys, watch });
  for (const { id, cluster, at } of earlierEvents(clusters, clock.now())) events.enter(id, cluster, at);
  for (const cluster of clusters) {
    power.resume(cluster);
    streams.resume(cluster);
    autoPause.begin(cluster);
  }
  for (const [index, cluster] of built.entries()) {
    const written = fleet.clusters[index]?.snapshots ?? [];
    const known = written
      .flatMap((entry) => buildSnapshots(cluster, entry, { keys, quirks, now: clock.now(), isRecorded }))
      .filter(({ createdAt }) => !isLater(createdAt));
    for (const snapshot of known) snapshots.enter(snapshot);
    if (present.has(cluster)) backups.begin(cluster);
  }
  const retained = createRetainedBackups(store);
  const lifecycle = createLifecycle({
    ...{ clock, draw, faults, fleet, events, store, autoPause, backups, retained, watch },
  });
  for (const cluster of existing) {
    if (!present.has(cluster)) clock.at(cluster.createdAt, () => lifecycle.enter(cluster));
  }
  const inner = { store, power, streams, scaling, keys, lifecycle, events, clock };
  const control = createClusterActions({ ...inner, autoPause, fleet });
  const newClusters = createNewClusterActions({ ...inner, fleet, snapshotStore });
  const { routes, ...snapshotActions } = createSnapshotActions({
    ...{ clock, keys, quirks, store: snapshotStore, snapshots },
    findCluster: control.find,
    onKey: streams.noteKey,
  });
  const quotas = createSnapshotQuotas(snapshotStore, fleet.quotas);
  const places = createPlaces(fleet.places, store);
  const listSnapshots = () =>
    Array.from(snapshotStore.all(), (snapshot) => toSnapshotState(snapshot, clock.now()));
  return {
    services: [
      createRdsService({
        ...inner,
        ...view({ store, snapshotStore, events }),
        ...{ snapshots, retained },
        quotas,
        quirks,
        places,
      }),
      createTaggingService({ store, snapshotStore }),
      createKmsService(keys),
    ],
    accounts: fleet.accounts,
    organization: fleet.organization,
    changeCalendars: fleet.changeCalendars,
    functions: fleet.functions,
    ...{ store, autoPause, places, faults },
    state: () => ({
      now: new Date(clock.now()).toISOString(),
      clusters: Array.from(store.all(), (cluster) => toState(cluster, clock.now())),
    }),
    snapshots: listSnapshots,
    onEvent: events.onEvent,
    cluster: control.of,
    ...snapshotActions,
    views: { snapshots: listSnapshots },
    ...{ addCluster: newClusters.add, restoreCluster: newClusters.restore },
    control: { cluster: control.change, ...newClusters.routes, ...routes },
  };
}

const arrivals: Readonly<Record<string, EventId>> = {
  stopped: 'RDS-EVENT-0150',
  available: 'RDS-EVENT-0151',
};

/** How the clusters have come, and have got the status that they begin with, oldest first. */
function earlierEvents(clusters: readonly Cluster[], now: number) {
  return clusters
    .flatMap((cluster) => {
      const { status, at } = cluster.statuses.current();
      const { createdAt } = cluster;
      const id = at === createdAt ? undefined : arrivals[status];
      return [
        ...(createdAt > now - retentionMs ? [{ id: 'RDS-EVENT-0170' as const, cluster, at: createdAt }] : []),
        ...(id === undefined ? [] : [{ id, cluster, at }]),
      ];
    })
    .sort((a, b) => a.at - b.at);
}
