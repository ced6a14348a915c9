import { noteAnswer } from '../shared/aws/client/aws-clock.ts';
import type { AwsScope } from '../shared/aws/client/aws-scope.ts';
import { type Location, placeName } from '../shared/policy/model/location.ts';
import { SECOND_MS } from '../shared/policy/time/units.ts';
import type { Listings } from '../shared/runtime/sweep/listings.ts';
import { type Clock, createClock } from '../simulator/core/clock.ts';
import { createDraw } from '../simulator/core/draw.ts';
import { type DirectCall, type DirectClients, directClients } from '../simulator/direct-clients.ts';
import type { Fleet } from '../simulator/fleet/fleet.ts';
import { createFleetBackend } from '../simulator/fleet-backend.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import type { SeenSnapshot, Watch } from '../simulator/rds/clusters/watch.ts';
import type { Whole } from '../simulator/rds/control-plane.ts';
import { type Copies, createCopies } from './copies.ts';
import { simulatedFacts } from './facts.ts';
import { rememberedListings } from './listings.ts';
import { createSeenClusters } from './seen-clusters.ts';
import { createSeenSnapshots } from './seen-snapshots.ts';
import { createView, type View } from './view.ts';
import type { Change } from './wake/concerns.ts';

/** A simulated AWS in this process, spoken to without the wire. */
export interface World {
  readonly clock: Clock;
  readonly whole: Whole;
  /** In the order of the fleet. */
  readonly clusters: readonly Cluster[];
  readonly copiesIn: Copies['shownIn'];
  readonly focus: View['focus'];
  /** The cluster with an ARN, or the cluster of the snapshot with that ARN, even if this sweep has deleted it. */
  ownerOf(arn: string): Cluster | undefined;
  /** The listings of one run, in which only the clusters in focus are. */
  readonly listings: () => Listings;
  scopeFor(place: Location): AwsScope;
}

/** The world at `from` (ms). `onChange` hears what has changed, and from when on (ms) reads show it. */
export function createWorld({
  fleet,
  from,
  seed,
  onChange,
  onSnapshot,
  onCall,
}: {
  readonly fleet: Fleet;
  readonly from: number;
  readonly seed: number;
  readonly onChange: (cluster: Cluster, change: Change, visibleAt: number) => void;
  /** Called when a snapshot gets a status or goes, at that time (ms), whatever reads show. */
  readonly onSnapshot?: ((at: number, snapshot: SeenSnapshot, isGone: boolean) => void) | undefined;
  readonly onCall?: ((call: DirectCall) => void) | undefined;
}): World {
  const clock = createClock(from);
  const byResource = new Map<string, Cluster>();
  const watch: Watch = {
    cluster: (cluster, at) => onChange(cluster, { kind: 'state' }, at),
    snapshot(snapshot, at, isGone = false) {
      const { arn, origin, account, region, type, status } = snapshot;
      onSnapshot?.(clock.now(), snapshot, isGone);
      if (isGone) copies?.forget(arn);
      else copies?.note(whole?.snapshotStore.find(arn));
      seenSnapshots.forget(snapshot);
      const cluster = byResource.get(origin.resourceId);
      if (isGone && cluster !== undefined) gone.set(arn, cluster);
      if (cluster !== undefined)
        onChange(cluster, { kind: 'snapshot', arn, account, region, type, status, isGone }, at);
    },
  };
  let view: View | undefined;
  let copies: Copies | undefined;
  let whole: Whole | undefined;
  const seenClusters = createSeenClusters();
  const seenSnapshots = createSeenSnapshots();
  /** The clusters of snapshots that have gone in this sweep, by the ARN of the snapshot. */
  const gone = new Map<string, Cluster>();
  const { services, store } = createFleetBackend({
    ...{ fleet, clock, watch, draw: createDraw(seed, clock) },
    view(stores) {
      whole = stores;
      copies = createCopies(stores.snapshotStore.all(), clock.now);
      view = createView(stores, copies);
      return view.stores;
    },
  });
  if (view === undefined || whole === undefined || copies === undefined)
    throw new Error('the control plane has made no view');
  const { snapshotStore } = whole;
  for (const cluster of store.all()) byResource.set(cluster.resourceId, cluster);

  function note(call: DirectCall): void {
    onCall?.(call);
    const { action, input } = call;
    if ('error' in call) return;
    if (action.startsWith('Describe'))
      noteAnswer(call.output, Math.floor(clock.now() / SECOND_MS) * SECOND_MS);
    if (action !== 'AddTagsToResource' && action !== 'RemoveTagsFromResource') return;
    const arn = String(input.ResourceName);
    const snapshot = snapshotStore.find(arn);
    const cluster = snapshot ? byResource.get(snapshot.origin.resourceId) : store.find(arn);
    if (snapshot !== undefined) seenSnapshots.forget(snapshot);
    else if (cluster !== undefined) seenClusters.forget(cluster);
    if (cluster === undefined) return;
    const of = snapshot === undefined ? 'cluster' : 'snapshot';
    onChange(cluster, { kind: 'tags', of, keys: keysOf(input) }, clock.now());
  }

  const scopes = new Map<string, AwsScope>();
  function scopeFor(place: Location): AwsScope {
    const name = placeName(place);
    const scope = scopes.get(name) ?? makeScope(place);
    scopes.set(name, scope);
    return scope;
  }

  function makeScope({ account, region }: Location): AwsScope {
    const { rds, cloudwatch, kms }: DirectClients = directClients(services, { account, region }, clock, note);
    const clients = { rds, cloudwatch: async () => cloudwatch, kms: async () => kms };
    const inRegion = (other: string) => scopeFor({ account, region: other });
    return { account, region, clients, inRegion, warn: () => {} };
  }

  const { focus } = view;
  const facts = simulatedFacts(view, clock.now, (place) =>
    onCall?.({ ...place, action: 'GetMetricData', input: {}, output: {} }),
  );
  const remembered = rememberedListings(
    view,
    { clusters: seenClusters, snapshots: seenSnapshots },
    clock.now,
  );
  const listings = () => ({ ...remembered(), ...facts });
  return {
    ...{ clock, whole, clusters: [...store.all()], listings, scopeFor, copiesIn: copies.shownIn },
    focus(clusters, withCopies) {
      gone.clear();
      focus(clusters, withCopies);
    },
    ownerOf(arn) {
      const snapshot = snapshotStore.find(arn);
      return snapshot === undefined
        ? (store.find(arn) ?? gone.get(arn))
        : byResource.get(snapshot.origin.resourceId);
    },
  };
}

/** The keys of the tags that a call writes or takes away. */
function keysOf({ Tags, TagKeys }: Readonly<Record<string, unknown>>): string[] {
  if (Array.isArray(TagKeys)) return TagKeys.map(String);
  return Array.isArray(Tags) ? Tags.map((tag) => String(Object(tag).Key)) : [];
}
