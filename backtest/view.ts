import { isSamePlace, type Location, placeName } from '../shared/policy/model/location.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import type { Instance } from '../simulator/rds/clusters/store.ts';
import type { Whole } from '../simulator/rds/control-plane.ts';
import type { LoggedEvent } from '../simulator/rds/events/event-log.ts';
import type { Snapshot } from '../simulator/rds/snapshots/snapshot.ts';
import type { Copies } from './copies.ts';

/** The stores as they look to calls that list: with the clusters in focus, their instances, snapshots and events alone. */
export interface View {
  readonly stores: Whole;
  /**
   * Undefined: everything. Whatever is found by its name is always the whole. `withCopies`: lists also show all copies that
   * are under way.
   */
  focus(clusters: ReadonlySet<Cluster> | undefined, withCopies?: boolean): void;
  inFocus(): Iterable<Cluster>;
  /** The copies under way in an account and Region that lists show besides those of the clusters in focus. */
  otherCopiesIn(place: Location): readonly Snapshot[];
}

export function createView({ store, snapshotStore, events }: Whole, copies: Copies): View {
  let focused: ReadonlySet<Cluster> | undefined;
  let showsCopies = false;
  let clusters = new Map<string, readonly Cluster[]>();
  let resources: ReadonlySet<string> = new Set();

  function clustersIn(place: Location): readonly Cluster[] {
    return clusters.get(placeName(place)) ?? [];
  }

  return {
    stores: {
      store: {
        ...store,
        clustersIn: (place) => (focused === undefined ? store.clustersIn(place) : clustersIn(place)),
        instancesIn: (place) =>
          focused === undefined
            ? store.instancesIn(place)
            : clustersIn(place).flatMap(instancesOf).sort(byMember),
      },
      snapshotStore: {
        ...snapshotStore,
        list: (place) => (focused === undefined ? snapshotStore.list(place) : snapshotsIn(place)),
      },
      events: {
        ...events,
        list: (place) =>
          focused === undefined ? events.list(place) : clustersIn(place).flatMap(eventsOf).sort(byOrder),
      },
    },
    focus(next, withCopies = false) {
      focused = next;
      showsCopies = withCopies;
      clusters = Map.groupBy([...(next ?? [])].sort(byId), placeName);
      resources = new Set(Array.from(next ?? [], ({ resourceId }) => resourceId));
    },
    inFocus: () => focused ?? store.all(),
    otherCopiesIn,
  };

  function otherCopiesIn(place: Location): readonly Snapshot[] {
    return showsCopies ? copies.shownIn(place).filter(({ origin }) => !resources.has(origin.resourceId)) : [];
  }

  function snapshotsIn(place: Location): readonly Snapshot[] {
    const found = [...otherCopiesIn(place)];
    for (const resourceId of resources)
      for (const snapshot of snapshotStore.ofCluster(resourceId))
        if (isSamePlace(snapshot, place)) found.push(snapshot);
    return found.sort(byId);
  }

  function eventsOf({ arn }: Cluster): readonly LoggedEvent[] {
    return events.of(arn);
  }
}

function instancesOf(cluster: Cluster): Instance[] {
  return cluster.members.map((member) => ({ cluster, member }));
}

/** By code unit, as the markers of pages go. */
function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function byMember({ member: a }: Instance, { member: b }: Instance): number {
  return byId(a, b);
}

function byOrder(a: LoggedEvent, b: LoggedEvent): number {
  return a.order - b.order;
}
