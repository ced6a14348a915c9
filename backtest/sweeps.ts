import type { Action } from '../shared/policy/model/actions.ts';
import {
  isSamePlace,
  type Location,
  placeName,
  type TargetLocation,
} from '../shared/policy/model/location.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import { recordWarnings } from '../shared/runtime/report/record-warnings.ts';
import { createListings } from '../shared/runtime/sweep/listings.ts';
import type { Outcome } from '../shared/runtime/sweep/outcome.ts';
import { locationsFor } from '../shared/runtime/sweep/run.ts';
import { type ScopeSweep, type Sweep, sweepScope } from '../shared/runtime/sweep/sweep.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import { type Census, createCensus, isDone, needsCensus } from './census.ts';
import { calendarStateAt, nextCalendarTurn } from './change-calendars.ts';
import { findRelatives, withRelatives } from './relatives.ts';
import { type Scheduled, schedule } from './schedule.ts';
import type { Simulated, Simulation } from './simulation.ts';
import { isUnruled, ofSnapshots } from './wake/concerns.ts';
import type { Kept } from './wake/kept.ts';
import { createLines, type Line } from './wake/lines.ts';
import { inTurn, nextLook } from './wake/next-look.ts';
import type { Wakes } from './wake/wakes.ts';
import type { World } from './world.ts';

/** The sweeps of a simulation, and what they have come to. */
export interface Sweeps extends Pick<Simulated, 'latest' | 'failures'> {
  /** The sweep of a recipe of the schedule at `at` (ms), over the clusters that are due. */
  sweep(index: number, at: EpochMs): Promise<void>;
}

interface Parts {
  readonly simulation: Simulation;
  readonly world: World;
  readonly wakes: Wakes;
  readonly kept: Kept;
  readonly targets: readonly TargetLocation[];
}

/** One pass over an account and Region. */
interface Pass {
  readonly index: number;
  readonly recipe: Scheduled['recipe'];
  readonly at: EpochMs;
  readonly location: TargetLocation;
  readonly listed: ReadonlySet<Cluster>;
  readonly line: Line | undefined;
  readonly census: Census | undefined;
}

export function createSweeps({ simulation, world, wakes, kept, targets }: Parts): Sweeps {
  const { policy, fleet, to, isExhaustive = false } = simulation;
  const everyone = new Set(world.clusters);
  const relatives = findRelatives(policy, world.clusters);
  const failures: Simulated['failures'][number][] = [];
  const latest = new Map<Cluster, Map<string, readonly Outcome[]>>();
  const censuses = needsCensus(policy) ? new Map<string, Census>() : undefined;
  const lines = createLines(policy, (location) => world.copiesIn(location).length);
  /** Where each recipe of the schedule is run, with those that wait there for their turn. */
  const spots = schedule.map(({ recipe }) =>
    locationsFor(recipe, policy, targets).map((location) => ({
      location,
      line: isExhaustive ? undefined : lines.of(recipe.name, location),
    })),
  );

  function censusOf(name: string, place: TargetLocation): Census | undefined {
    const key = `${name} ${placeName(place)}`;
    const census = censuses?.get(key) ?? (censuses && createCensus());
    if (census !== undefined) censuses?.set(key, census);
    return census;
  }

  async function sweep(index: number, at: EpochMs): Promise<void> {
    const scheduled = schedule[index];
    const woken = wakes.begin(index, at);
    if (scheduled === undefined) return;
    const { recipe, everyMs } = scheduled;
    // The last sweeps of power look at everybody, so that the reasons shown at the end are those of the end.
    const isOfAll = isExhaustive || (recipe.aspect === 'power' && at + everyMs >= to);
    const due = withRelatives(isOfAll ? everyone : (woken ?? new Set()), relatives);
    const isHere = ofSnapshots.has(recipe.name) ? isOfAccount : isSamePlace;
    for (const { location, line } of spots[index] ?? []) {
      const near = new Set([...due].filter((cluster) => isHere(cluster, location)));
      const isWaitedFor = line !== undefined && line.length() > 0;
      if (near.size === 0 && !isWaitedFor) continue;
      const here = isExhaustive ? near : kept.others(recipe.name, near, location, at);
      const isPrune = !isExhaustive && recipe.name === 'prune-snapshots';
      const isDue = near.size > 0 && (!isPrune || hasSnapshots(here, location));
      if (!isDue && !isWaitedFor) continue;
      const census = censusOf(recipe.name, location);
      const about = { index, recipe, at, location, line, census };
      await passes(about, isDue ? here : new Set());
    }
  }

  /** Where clusters have no manual snapshots, none of theirs is deleted. */
  function hasSnapshots(clusters: Iterable<Cluster>, { account, region }: TargetLocation): boolean {
    for (const { resourceId } of clusters)
      for (const one of world.whole.snapshotStore.ofCluster(resourceId))
        if (one.region === region && one.account === account && one.type === 'manual') return true;
    return false;
  }

  /** Looks at those that are due and at those whose turn it is, until no turn is left or nobody waits. */
  async function passes(about: Omit<Pass, 'listed'>, due: ReadonlySet<Cluster>): Promise<void> {
    const { recipe, location, line, census } = about;
    const free = line?.turns(location, (action) => (census?.total(action) ?? 0) + due.size) ?? 0;
    // Those that are looked at anyway may have another place by now.
    for (const cluster of due) line?.put(cluster, []);
    let acts = 0;
    for (let wanted = due; ; wanted = new Set()) {
      const before = line?.length() ?? 0;
      const next = line?.take(free - acts) ?? [];
      const listed = next.length === 0 ? wanted : withRelatives(new Set([...wanted, ...next]), relatives);
      if (listed.size === 0) return;
      const made = await pass({ ...about, listed }, recipe, acts);
      acts += made;
      if (line === undefined || line.length() === 0 || (made === 0 && line.length() >= before)) return;
    }
  }

  /** Gives how many acts it has come to that count towards a cap. */
  async function pass(one: Pass, recipe: Scheduled['recipe'], acts: number): Promise<number> {
    const { at, location, listed, census, line } = one;
    world.focus(isExhaustive ? undefined : listed, recipe.name === 'copy-snapshots');
    const run: Sweep = {
      recipe: isOfStreams(recipe) ? recipe : { ...recipe, measure: () => ({}) },
      policy,
      mode: policy.mode,
      isFullSweep: true,
      canWarn: true,
      run: { targets, listings: isExhaustive ? createListings() : world.listings() },
      scopeFor: world.scopeFor,
      calendarState: async (name) => calendarStateAt(fleet, name, at),
      outOfTime: () => false,
      beyond: (action) => ({
        targets: isExhaustive ? 0 : (census?.others(action, listed) ?? 0),
        acts: action === line?.action ? acts : 0,
      }),
    };
    const swept = await sweepScope(run, location);
    await recordWarnings(swept, policy.mode, 0);
    const { fault } = swept.scope;
    if (fault !== undefined) failures.push({ at, by: recipe.name, fault });
    note(one, swept);
    return swept.outcomes.filter((outcome) => takesTurn(outcome, line?.action)).length;
  }

  function note({ index, recipe, at, location, listed, line, census }: Pass, swept: ScopeSweep): void {
    const { name } = recipe;
    const { outcomes, world: read, snapshots = [], streamGaps, scope } = swept;
    const byCluster = Map.groupBy(outcomes, ({ decision }) => world.ownerOf(decision.resourceArn));
    const byOwner = Map.groupBy(snapshots, ({ arn }) => world.ownerOf(arn));
    const described = new Map((read?.clusters ?? []).map(({ cluster }) => [cluster.arn, cluster]));
    const gaps = streamGaps && new Set(streamGaps.map(({ arn }) => arn));
    const places = line?.placesOf(swept);
    for (const cluster of listed) {
      if (!ofSnapshots.has(name) && !isSamePlace(cluster, location)) continue;
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
      for (const outcome of own)
        if (isDone(outcome, 'adds')) censusOf('prune-snapshots', location)?.expect(cluster, 'deleteSnapshot');
      if (recipe.aspect === 'power') keepLatest(cluster, name, own);
      if (isExhaustive) continue;
      const waiting = own.filter(({ decision }) => inTurn.has(decision.reason));
      const inLine = waiting.flatMap(({ decision }) => places?.inLine.get(decision.resourceArn) ?? []);
      const holds = own.some(({ decision }) => places?.holders.has(decision.resourceArn));
      line?.put(cluster, inLine);
      if (!scope.ok || holds) {
        wakes.wake(index, cluster, at + 1);
        continue;
      }
      const look = {
        ...{ policy, recipe: name, cluster, outcomes: own, now: at },
        nextSweepAt: at + (schedule[index]?.everyMs ?? 0),
        isInLine: inLine.length === waiting.length,
        described: described.get(cluster.arn),
        snapshots: byOwner.get(cluster) ?? [],
        calendarTurnsAt: nextCalendarTurn(fleet, at),
      };
      kept.note(look, location, world.whole.snapshotStore.ofCluster(cluster.resourceId));
      if (isUnruled(look)) wakes.rest(index, cluster);
      else if (ofSnapshots.has(name)) wakes.wake(index, cluster, nextLook(look));
      else wakes.plan(index, cluster, nextLook(look));
    }
  }

  function keepLatest(cluster: Cluster, name: string, outcomes: readonly Outcome[]): void {
    const decisions = latest.get(cluster) ?? new Map<string, readonly Outcome[]>();
    latest.set(cluster, decisions.set(name, outcomes));
  }

  return { sweep, latest, failures };
}

/** Only gaps of streams are looked at; other measurements become metrics, which nobody reads here. */
function isOfStreams({ aspect }: Scheduled['recipe']): boolean {
  return aspect === 'activityStream';
}

/** A warning takes the turn of the act that it is sent before. */
function takesTurn({ decision, status }: Outcome, counted: Action | undefined): boolean {
  return (decision.verdict === 'act' || status === 'warned') && decision.action === counted;
}

function isOfAccount(cluster: Location, { account }: Location): boolean {
  return cluster.account === account;
}
