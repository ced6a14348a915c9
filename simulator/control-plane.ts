import type { Clock } from './clock.ts';
import { createCloudWatchService } from './cloudwatch/service.ts';
import { type ClusterControl, createClusterControl } from './cluster-control.ts';
import { type PlaneFaults, planeFaults } from './faults.ts';
import type { Fleet } from './fleet/fleet.ts';
import { createKeys } from './kms/keys.ts';
import { createKmsService } from './kms/service.ts';
import type { Plane } from './plane.ts';
import { createRandom, type Random } from './random.ts';
import { createAutoPause } from './rds/auto-pause.ts';
import { createBackups } from './rds/backups.ts';
import { buildClusters } from './rds/build-cluster.ts';
import { buildSnapshots } from './rds/build-snapshots.ts';
import type { Cluster } from './rds/cluster.ts';
import { createEventLog } from './rds/event-log.ts';
import type { EventId } from './rds/event-types.ts';
import { createPower } from './rds/power.ts';
import type { RdsEvent } from './rds/rds-event.ts';
import { createScaling } from './rds/scaling.ts';
import { createRdsService } from './rds/service.ts';
import { createSnapshotQuotas } from './rds/snapshot-quotas.ts';
import { type SnapshotState, toSnapshotState } from './rds/snapshot-state.ts';
import { createSnapshotStore } from './rds/snapshot-store.ts';
import { createSnapshots } from './rds/snapshots.ts';
import { type ClusterState, toState } from './rds/state.ts';
import { createStore } from './rds/store.ts';
import { createStreams } from './rds/streams.ts';
import { createSnapshotControl, type SnapshotControl } from './snapshot-control.ts';

export interface ControlPlane extends Plane, SnapshotControl {
  readonly accounts: Fleet['accounts'];
  /** Every cluster, in the order of the fleet; JSON. */
  state(): { readonly now: string; readonly clusters: readonly ClusterState[] };
  /** Every snapshot: apart, as they may be tens of thousands; JSON. */
  snapshots(): readonly SnapshotState[];
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
  const keys = createKeys(fleet.keys);
  const { quirks } = fleet;
  const clusters = buildClusters(fleet.clusters, keys, quirks, clock.now());
  const store = createStore(clusters);
  const events = createEventLog({ clock, random, faults });
  const autoPause = createAutoPause({ clock, store, events });
  const power = createPower({ clock, random, faults, fleet, events, onChange: autoPause.look });
  const snapshotStore = createSnapshotStore();
  // A stream of its own, so that a snapshot or an activity stream more or less changes no stop or start.
  const own = createRandom(Math.floor(random() * 2 ** 32));
  const snapshots = createSnapshots({ store: snapshotStore, clock, random: own, faults, fleet, events });
  const backups = createBackups({ clock, store, snapshotStore, snapshots });
  const scaling = createScaling({ clock, random: own, faults, fleet, autoPause });
  const streams = createStreams({ clock, random: own, faults, fleet, events, store, keys });
  for (const { id, cluster, at } of earlierEvents(clusters)) events.enter(id, cluster, at);
  for (const cluster of clusters) {
    power.resume(cluster);
    streams.resume(cluster);
    autoPause.begin(cluster);
  }
  for (const [index, cluster] of clusters.entries()) {
    const written = fleet.clusters[index]?.snapshots ?? [];
    const built = written.flatMap((entry) => buildSnapshots(cluster, entry, keys, clock.now()));
    for (const snapshot of built) snapshots.enter(snapshot);
    backups.begin(cluster);
  }
  const inner = { store, power, streams, scaling, keys };
  const control = createClusterControl({ ...inner, autoPause, clock, fleet, backups });
  const { routes, ...snapshotControl } = createSnapshotControl({
    ...{ clock, keys, store: snapshotStore, snapshots },
    findCluster: control.find,
    onKey: streams.noteKey,
  });
  const quotas = createSnapshotQuotas(snapshotStore, fleet.quotas);
  const listSnapshots = () =>
    Array.from(snapshotStore.all(), (snapshot) => toSnapshotState(snapshot, clock.now()));
  return {
    services: [
      createRdsService({ ...inner, snapshotStore, snapshots, quotas, events, quirks }),
      createCloudWatchService(store),
      createKmsService(keys),
    ],
    accounts: fleet.accounts,
    state: () => ({
      now: new Date(clock.now()).toISOString(),
      clusters: Array.from(store.all(), (cluster) => toState(cluster, clock.now())),
    }),
    snapshots: listSnapshots,
    onEvent: events.onEvent,
    cluster: control.of,
    ...snapshotControl,
    views: { snapshots: listSnapshots },
    control: { cluster: control.change, ...routes },
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
