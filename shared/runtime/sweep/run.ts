import pMap from 'p-map';
import type { AwsScope } from '../../aws/client/aws-scope.ts';
import type { DrillStore } from '../../aws/evidence/drill-store.ts';
import { defined } from '../../defined.ts';
import type { TargetLocation } from '../../policy/model/location.ts';
import type { Restraints } from '../../policy/model/pause.ts';
import type { Mode, Policy } from '../../policy/model/policy.ts';
import type { RequestedOverride } from '../../policy/streams/stream.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { SweepRequest } from '../request/event.ts';
import type { CalendarStateOf } from './calendar-states.ts';
import { toFault } from './fault.ts';
import type { Hourly } from './hourly.ts';
import { createListings } from './listings.ts';
import { locationsOf, narrowLocations } from './locations.ts';
import { abandonedScope, withOpenDrills } from './open-drills.ts';
import type { Outages } from './outages.ts';
import type { Outcome } from './outcome.ts';
import type { Recipe } from './recipe.ts';
import type { Refusals } from './refusals.ts';
import type { SweepResult } from './result.ts';
import { isFailure, summarise } from './summary.ts';
import { type ScopeSweep, type Sweep, sweepScope } from './sweep.ts';

/** No act is begun with less time left: one may wait for retries. */
const MIN_REMAINING_MS = 10_000;

/** Dependencies of a run: a Lambda, the command line and tests provide their own. */
export interface RunDeps {
  /** The account and Region to look at when the policy names no targets. */
  home(): Promise<TargetLocation>;
  scopeFor(location: TargetLocation): AwsScope | Promise<AwsScope>;
  /** Called for each account and Region when it is done. An error fails the run after everything has been handled. */
  onScopeSweep?(scopeSweep: ScopeSweep, mode: Mode): void | Promise<void>;
  /** Aborted: no act is begun any more. */
  readonly signal?: AbortSignal;
  /** Milliseconds left; default: no end. */
  remaining?(): number;
  /** Accounts and Regions at the same time, default 4. */
  readonly concurrency?: number;
  /** Remembers outages of metrics from one run to the next. Absent: those that may pass are no failure. */
  readonly outages?: Outages;
  /** Remembers refusals from one run to the next. Absent: a conflict is never a failure for being the second. */
  readonly refusals?: Refusals;
  /** Whether warnings of changes can be sent, as events. Absent: nobody is warned, and what needs a warning is not done. */
  readonly canWarn?: boolean;
  /** The restraints of the run. Absent: nothing is paused, and the policy is the newest. */
  readonly restraints?: Restraints;
  /** Reads the state of a change calendar. Absent: it is unknown. */
  readonly calendarState?: CalendarStateOf;
  /** The records of restore drills. Absent: there is no bucket for evidence. */
  readonly drills?: DrillStore;
  /** Whether accounts of an organization are missing among the targets, because they could not be listed. */
  readonly accountsUnlisted?: boolean;
  /** Remembers what was looked at within this hour. Absent: what is only looked at hourly is not looked at. */
  readonly hourly?: Hourly;
  /** For a plan: also read what explains targets that only wait. */
  readonly thorough?: boolean;
  /** For a plan: the instant to decide for, by what is read now. Nothing is done then. Absent: now. */
  readonly at?: EpochMs;
}

/** The result of a run. */
export interface RunOutput {
  readonly result: SweepResult;
  /** The details for each account and Region. */
  readonly sweeps: readonly ScopeSweep[];
}

/**
 * One run of a recipe over every account and Region of the policy, as far as the request narrows it. One target's
 * failure keeps no other from being handled; `ok` is false when any failed, and the caller has to say so.
 *
 * @throws when it is not even known where to look.
 */
export async function runSweep(
  recipe: Recipe,
  policy: Policy,
  request: SweepRequest,
  deps: RunDeps,
): Promise<SweepResult> {
  const mode = request.mode === 'observe' || deps.at !== undefined ? 'observe' : policy.mode;
  const targets = await locationsOf(policy, deps.home);
  const drills = recipe.openDrills && deps.drills;
  const own = await withOpenDrills(locationsFor(recipe, policy, targets), targets, drills);
  const { locations, unmatched } = narrowLocations(own.locations, request, [...targets, ...own.abandoned]);
  const sweep: Sweep = {
    recipe,
    policy,
    mode,
    // Where nothing is done, nothing gets round a breaker.
    isFullSweep: mode === 'observe' || request.hinted !== true || request.clusters === undefined,
    run: {
      targets,
      listings: createListings(),
      ...(deps.thorough && { thorough: true }),
      ...(request.hinted && { withNeighbours: true }),
      ...(recipe.drillable && request.drill === 'now' && { drillNow: true }),
      ...defined({
        clusters: request.clusters,
        override: overrideOf(recipe, request),
        at: deps.at,
        drills: deps.drills,
        hourly: deps.hourly,
      }),
    },
    scopeFor: deps.scopeFor,
    calendarState: deps.calendarState,
    restraints: deps.restraints,
    outages: deps.outages,
    refusals: deps.refusals,
    ...defined({ canWarn: deps.canWarn }),
    outOfTime: () =>
      deps.signal?.aborted === true || (deps.remaining?.() ?? Number.POSITIVE_INFINITY) < MIN_REMAINING_MS,
  };
  const swept = await pMap(
    locations,
    async (location) => notify(deps, await sweepScope(sweep, location), mode),
    {
      concurrency: deps.concurrency ?? 4,
    },
  );
  const abandoned = narrowLocations(deps.accountsUnlisted ? [] : own.abandoned, request).locations;
  const reported = await pMap(abandoned, async (place) =>
    notify(deps, await abandonedScope(place, drills), mode),
  );
  const all = [...swept, ...reported];
  const scopes = all.map(({ scope }) => scope);
  const outcomes = all.flatMap((scopeSweep) => scopeSweep.outcomes);
  const matched = new Set(all.flatMap((scopeSweep) => scopeSweep.matched));
  return {
    function: recipe.name,
    mode,
    at: scopes.find(({ observedAt }) => observedAt !== undefined)?.observedAt ?? new Date().toISOString(),
    ok: scopes.every(({ ok, undelivered }) => ok && undelivered === undefined) && !outcomes.some(isFailure),
    summary: summarise(outcomes),
    scopes,
    outcomes,
    ...defined({
      recoveryPoints: joined(all.map((scopeSweep) => scopeSweep.recoveryPoints)),
      streamGaps: joined(all.map((scopeSweep) => scopeSweep.streamGaps)),
      overriddenStreams: joined(all.map((scopeSweep) => scopeSweep.overriddenStreams)),
      provenAges: joined(all.map((scopeSweep) => scopeSweep.provenAges)),
      overdueDrills: joined(all.map((scopeSweep) => scopeSweep.overdueDrills)),
      unreadyClusters: joined(all.map((scopeSweep) => scopeSweep.unreadyClusters)),
    }),
    omitted: 0,
    unmatched: [...(request.clusters ?? []).filter((glob) => !matched.has(glob)), ...unmatched],
    warnings: [...modeWarnings(policy, request), ...busWarnings(mode, deps, outcomes)],
  };
}

/** The accounts and Regions that a run goes over when nothing narrows it. */
export function locationsFor(
  recipe: Recipe,
  policy: Policy,
  targets: readonly TargetLocation[],
): readonly TargetLocation[] {
  return recipe.locations?.(policy, targets) ?? targets;
}

/** An override that no cluster is named for would be one of all clusters. */
function overrideOf(recipe: Recipe, { clusters, override }: SweepRequest): RequestedOverride | undefined {
  return recipe.overridable && clusters !== undefined ? override : undefined;
}

/** All of what was measured anywhere; undefined where nothing was. */
function joined<T>(lists: readonly (readonly T[] | undefined)[]): T[] | undefined {
  const measured = lists.filter((list) => list !== undefined);
  return measured.length === 0 ? undefined : measured.flat();
}

async function notify(deps: RunDeps, scopeSweep: ScopeSweep, mode: Mode): Promise<ScopeSweep> {
  try {
    await deps.onScopeSweep?.(scopeSweep, mode);
    return scopeSweep;
  } catch (error) {
    return { ...scopeSweep, scope: { ...scopeSweep.scope, undelivered: toFault(error) } };
  }
}

/** A payload can only make a run more careful. */
function modeWarnings(policy: Policy, { mode }: SweepRequest): string[] {
  return mode === 'enforce' && policy.mode === 'observe'
    ? ['the payload asks for enforce, but the policy says mode: observe; nothing was changed']
    : [];
}

/** Without a bus nobody can be warned, so what needs a warning is never done. */
function busWarnings(mode: Mode, { canWarn }: RunDeps, outcomes: readonly Outcome[]): string[] {
  const unsent = outcomes.filter(
    ({ decision }) => decision.verdict === 'skip' && decision.warning !== undefined,
  );
  return canWarn || mode === 'observe' || unsent.length === 0
    ? []
    : [
        `${unsent.length} changes are due that need a warning first, and no events can be sent: deploy with an event bus`,
      ];
}
