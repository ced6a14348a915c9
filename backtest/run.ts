import { setImmediate } from 'node:timers/promises';
import type { TargetLocation } from '../shared/policy/model/location.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import { createListings } from '../shared/runtime/sweep/listings.ts';
import { locationsOf } from '../shared/runtime/sweep/locations.ts';
import type { Fault, Outcome } from '../shared/runtime/sweep/outcome.ts';
import { locationsFor } from '../shared/runtime/sweep/run.ts';
import { type ScopeSweep, type Sweep, sweepScope } from '../shared/runtime/sweep/sweep.ts';
import type { DirectCall } from '../simulator/direct-clients.ts';
import type { Fleet } from '../simulator/fleet/fleet.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import type { SeenSnapshot } from '../simulator/rds/clusters/watch.ts';
import { type Census, createCensus, needsCensus } from './census.ts';
import { findRelatives, withRelatives } from './relatives.ts';
import { type Scheduled, schedule, TICK_MS } from './schedule.ts';
import { concerns, isUnruled, matchesOwnTags, ofSnapshots } from './wake/concerns.ts';
import { nextLook } from './wake/next-look.ts';
import { createWakes } from './wake/wakes.ts';
import { createWorld, type World } from './world.ts';

export interface Simulation {
  readonly policy: Policy;
  readonly fleet: Fleet;
  /** Milliseconds; the first sweep is at `from`, and none at `to`. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly seed: number;
  /** The account and Region that the functions run in. */
  readonly home: TargetLocation;
  /** Has every recipe look at every cluster in each sweep: slow, to compare with. */
  readonly isExhaustive?: boolean;
  /** Called after each call of AWS. */
  readonly onCall?: (call: DirectCall) => void;
  /** Called for each outcome that is more than to leave something alone, in the order of time. */
  readonly onOutcome?: (at: EpochMs, cluster: Cluster, outcome: Outcome) => void;
  /** Called whenever the activity stream of a cluster that a rule decides has been looked at. */
  readonly onStream?: (at: EpochMs, cluster: Cluster, stream: SeenStream) => void;
  /** Called once, before the first tick. */
  readonly onBegin?: (world: World) => void;
  /** Called when a snapshot gets a status or goes, at that time, whatever reads show. */
  readonly onSnapshot?: (at: EpochMs, snapshot: SeenSnapshot, isGone: boolean) => void;
  /** Called before each tick. */
  readonly onTick?: (at: EpochMs) => void;
}

/** An activity stream as a sweep saw it. */
export interface SeenStream {
  readonly status: string;
  /** Whether it should run as declared and does not. */
  readonly isMissing: boolean;
}

export interface Simulated {
  readonly world: World;
  /** By cluster and recipe, the last decisions about the cluster itself. */
  readonly latest: ReadonlyMap<Cluster, ReadonlyMap<string, readonly Outcome[]>>;
  /** Sweeps that could not read their account and Region. */
  readonly failures: readonly { readonly at: EpochMs; readonly by: string; readonly fault: Fault }[];
}

/** How much simulated time passes without a break. */
const BREAK_MS = 72 * TICK_MS;

/**
 * Lets a policy run on a simulated fleet: the recipes of the functions, on their schedules. A recipe looks only at the
 * clusters about which it may decide something else than last time, so a tick at which nothing can change costs nothing.
 */
export async function simulate(simulation: Simulation): Promise<Simulated> {
  const { policy, from, to, isExhaustive = false } = simulation;
  const wakes = createWakes(schedule, from, to);
  const areTagsMatched = matchesOwnTags(policy);
  /** Those with a copy in progress, which takes a slot from the others. */
  const copying = new Set<Cluster>();
  /** For each recipe, the clusters that no rule gives it anything to do about. */
  const unruled = schedule.map(() => new Set<Cluster>());
  const world = createWorld({
    ...simulation,
    onChange(cluster, change, visibleAt) {
      const at = Math.max(visibleAt, world.clock.now());
      if (change.kind === 'snapshot' && change.status === 'copying') copying.add(cluster);
      for (const [index, { recipe }] of schedule.entries()) {
        const isOfAll = change.kind === 'tags' && change.of === 'cluster' && areTagsMatched;
        if (!isOfAll && (unruled[index]?.has(cluster) || !concerns(change, recipe.name, cluster))) continue;
        wakes.wake(index, cluster, at);
      }
    },
  });
  const { clusters, clock } = world;
  simulation.onBegin?.(world);
  const everyone = new Set(clusters);
  for (const index of schedule.keys()) for (const cluster of clusters) wakes.wake(index, cluster, from);
  const targets = await locationsOf(policy, async () => simulation.home);
  const relatives = findRelatives(policy, clusters);
  for (const cluster of clusters) if (isCopying(world, cluster)) copying.add(cluster);
  const failures: { at: EpochMs; by: string; fault: Fault }[] = [];
  const latest = new Map<Cluster, Map<string, readonly Outcome[]>>();
  const censuses = needsCensus(policy) ? new Map<string, Census>() : undefined;

  for (let at = from; at < to; at += TICK_MS) {
    simulation.onTick?.(at);
    // Lets timers run, which show progress and hear of an interruption.
    if ((at - from) % BREAK_MS === 0) await setImmediate();
    clock.advanceTo(at);
    for (const [index, scheduled] of schedule.entries()) {
      if ((at - from) % scheduled.everyMs !== 0) continue;
      const woken = wakes.begin(index, at);
      const due = isExhaustive ? everyone : woken;
      if (due !== undefined && due.size > 0) await sweep(index, scheduled, due, at);
    }
  }
  clock.advanceTo(to);
  world.focus(undefined);
  return { world, latest, failures };

  async function sweep(
    index: number,
    { recipe }: Scheduled,
    due: ReadonlySet<Cluster>,
    at: EpochMs,
  ): Promise<void> {
    const isOfSnapshots = ofSnapshots.has(recipe.name);
    for (const cluster of copying) if (!isCopying(world, cluster)) copying.delete(cluster);
    const listed = withRelatives(isOfSnapshots ? new Set([...due, ...copying]) : due, relatives);
    world.focus(isExhaustive ? undefined : listed);
    const owners = isOfSnapshots ? ownersOf(world, listed) : new Map<string, Cluster>();
    const places = new Set(Array.from(listed, isOfSnapshots ? accountOf : placeOf));
    const censusOf = (place: TargetLocation): Census | undefined => {
      const key = `${recipe.name} ${placeOf(place)}`;
      const census = censuses?.get(key) ?? (censuses && createCensus());
      if (census !== undefined) censuses?.set(key, census);
      return census;
    };
    const run: Sweep = {
      recipe,
      policy,
      mode: policy.mode,
      isFullSweep: true,
      run: { targets, listings: isExhaustive ? createListings() : world.listings() },
      scopeFor: world.scopeFor,
      outOfTime: () => false,
      unlisted: (action, place) => (isExhaustive ? 0 : (censusOf(place)?.others(action, listed) ?? 0)),
    };
    for (const location of locationsFor(recipe, policy, targets)) {
      if (!places.has(isOfSnapshots ? location.account : placeOf(location))) continue;
      const swept = await sweepScope(run, location);
      const { fault } = swept.scope;
      if (fault !== undefined) failures.push({ at, by: recipe.name, fault });
      note(index, recipe.name, location, swept, listed, owners, at, censusOf(location));
    }
  }

  function note(
    index: number,
    name: string,
    location: TargetLocation,
    { outcomes, world: read, snapshots = [], streamGaps, scope }: ScopeSweep,
    listed: ReadonlySet<Cluster>,
    owners: ReadonlyMap<string, Cluster>,
    at: EpochMs,
    census: Census | undefined,
  ): void {
    const { store } = world.whole;
    const ownerOf = (arn: string) => owners.get(arn) ?? store.find(arn);
    const byCluster = Map.groupBy(outcomes, ({ decision }) => ownerOf(decision.resourceArn));
    const byOwner = Map.groupBy(snapshots, ({ arn }) => ownerOf(arn));
    const described = new Map((read?.clusters ?? []).map(({ cluster }) => [cluster.arn, cluster]));
    const gaps = streamGaps && new Set(streamGaps.map(({ arn }) => arn));
    for (const cluster of listed) {
      if (!ofSnapshots.has(name) && placeOf(cluster) !== placeOf(location)) continue;
      const own = byCluster.get(cluster) ?? [];
      for (const outcome of own)
        if (outcome.status !== 'skipped' && outcome.status !== 'planned')
          simulation.onOutcome?.(at, cluster, outcome);
      const stream = described.get(cluster.arn)?.activityStream;
      if (
        gaps !== undefined &&
        stream !== undefined &&
        own.some(({ decision }) => decision.rule !== undefined)
      )
        simulation.onStream?.(at, cluster, { status: stream.status, isMissing: gaps.has(cluster.arn) });
      census?.count(cluster, own);
      if (!ofSnapshots.has(name)) keepLatest(cluster, name, own);
      if (isExhaustive) continue;
      if (!scope.ok) {
        wakes.wake(index, cluster, at + 1);
        continue;
      }
      const look = {
        ...{ policy, recipe: name, cluster, outcomes: own, now: at },
        described: described.get(cluster.arn),
        snapshots: byOwner.get(cluster) ?? [],
      };
      if (isUnruled(look)) unruled[index]?.add(cluster);
      else {
        unruled[index]?.delete(cluster);
        wakes.wake(index, cluster, nextLook(look));
      }
    }
  }

  function keepLatest(cluster: Cluster, name: string, outcomes: readonly Outcome[]): void {
    const decisions = latest.get(cluster) ?? new Map<string, readonly Outcome[]>();
    latest.set(cluster, decisions.set(name, outcomes));
  }
}

function ownersOf({ whole }: World, clusters: Iterable<Cluster>): Map<string, Cluster> {
  const owners = new Map<string, Cluster>();
  for (const cluster of clusters)
    for (const { arn } of whole.snapshotStore.ofCluster(cluster.resourceId)) owners.set(arn, cluster);
  return owners;
}

function isCopying({ whole }: World, { resourceId }: Cluster): boolean {
  return Array.from(whole.snapshotStore.ofCluster(resourceId)).some(({ status }) => status === 'copying');
}

function placeOf({ account, region }: { readonly account: string; readonly region: string }): string {
  return `${account}/${region}`;
}

function accountOf({ account }: { readonly account: string }): string {
  return account;
}
