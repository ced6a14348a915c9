import { isRoleRefused } from '../../aws/client/assume-role.ts';
import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { defined } from '../../defined.ts';
import type { Action } from '../../policy/model/actions.ts';
import type { World } from '../../policy/model/cluster.ts';
import type { Act, Decision } from '../../policy/model/decision.ts';
import type { TargetLocation } from '../../policy/model/location.ts';
import { type Restraints, unrestrained } from '../../policy/model/pause.ts';
import type { Policy } from '../../policy/model/policy.ts';
import type { Snapshot } from '../../policy/model/snapshot.ts';
import type { UnreadyCluster } from '../../policy/recovery/drill/unready.ts';
import type { ProvenAge } from '../../policy/recovery/evidence/proven-age.ts';
import { holdBack, observePaused } from '../../policy/rules/hold-back.ts';
import { type Beyond, limitDecisions } from '../../policy/rules/limit.ts';
import { awaitWarnings, hasWarnings, sendWarnings, type WarningTarget } from '../../policy/rules/warning.ts';
import type { RecoveryPoint } from '../../policy/snapshots/recovery-point.ts';
import type { OverriddenStream, StreamGap } from '../../policy/streams/stream.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import { type ActDeps, carryOutAll } from './act.ts';
import type { CalendarStateOf } from './calendar-states.ts';
import { toFault } from './fault.ts';
import { explainGaps } from './gap-cause.ts';
import { findNamed, isNamed, keepOthersStill, type Named } from './narrow.ts';
import { lastingFault, type Outages } from './outages.ts';
import type { Fault, Outcome } from './outcome.ts';
import { decidedAt, type ReadWorld, type Recipe, type RunContext } from './recipe.ts';
import type { Refusals } from './refusals.ts';
import type { ScopeResult } from './result.ts';
import { untilAborted } from './until-aborted.ts';
import { waitForOpen } from './wait-for-open.ts';

/** Acts under way at the same time in one account and Region. */
const MAX_CONCURRENT_ACTS = 5;

/** The values that all accounts and Regions of a run share. */
export interface Sweep extends Omit<ActDeps, 'ageMs' | 'run'> {
  readonly recipe: Recipe;
  readonly run: RunContext;
  readonly policy: Policy;
  /** Absent: nothing is paused, and the policy is the newest. */
  readonly restraints?: Restraints | undefined;
  /** Absent: an outage of metrics that may pass is no failure. */
  readonly outages?: Outages | undefined;
  /** Absent: a conflict is never a failure. */
  readonly refusals?: Refusals | undefined;
  /** False: an event or a follow-up has narrowed it, so a breaker can't be applied. */
  readonly isFullSweep: boolean;
  /** The targets of an action that are not listed, because it is known what is decided about them. Absent: none. */
  readonly beyond?: (action: Action, location: TargetLocation) => Beyond;
  /** Reads the state of a change calendar. Absent: it is unknown. */
  readonly calendarState?: CalendarStateOf | undefined;
  scopeFor(location: TargetLocation): AwsScope | Promise<AwsScope>;
}

/** The result for one account and Region. */
export interface ScopeSweep {
  readonly scope: ScopeResult;
  /** The clients that it was read with. */
  readonly awsScope?: AwsScope;
  /** The world that was read; absent when it could not be. */
  readonly world?: World;
  /** The manual snapshots of the account and Region; absent when the recipe reads none. */
  readonly snapshots?: readonly Snapshot[];
  /** Ids of the restore drills that were under way; absent when the recipe makes none. */
  readonly openDrills?: readonly string[];
  /** One for each target that the run is about, in the order of the world. */
  readonly outcomes: readonly Outcome[];
  /** The acts that a cap leaves to later sweeps; absent without `beyond`. */
  readonly waiting?: readonly Act[];
  /** Absent when the recipe measures none. */
  readonly recoveryPoints?: readonly RecoveryPoint[];
  readonly streamGaps?: readonly StreamGap[];
  readonly overriddenStreams?: readonly OverriddenStream[];
  readonly provenAges?: readonly ProvenAge[];
  readonly overdueDrills?: readonly string[];
  readonly unreadyClusters?: readonly UnreadyCluster[];
  /** Those of the run's globs that some cluster here answers to. */
  readonly matched: readonly string[];
  /** Whether it was about some clusters only. */
  readonly isNarrowed?: boolean;
}

/**
 * Reads, decides, limits and acts in one account and Region. Throws nothing: one that can't be read in full is a failed
 * scope, in which only those targets were acted on that do not depend on the missing part.
 */
export async function sweepScope(sweep: Sweep, location: TargetLocation): Promise<ScopeSweep> {
  const { recipe, policy } = sweep;
  const { account, region } = location;
  try {
    const scope = await sweep.scopeFor(location);
    // The SDK would first assume the role, which takes time that is needed to report what was done.
    scope.signal?.throwIfAborted();
    // That call does not hear the signal either: the credentials are for later runs, too.
    const world = await untilAborted(scope.signal, recipe.read(scope, policy, sweep.run));
    const readAt = performance.now();
    const acting = { ...sweep, ageMs: () => performance.now() - readAt };
    const { decisions, named, waiting } = await decideWithin(sweep, location, scope, world);
    const measured = recipe.measure?.(policy, world) ?? {};
    const {
      quota,
      inHours,
      recoveryPoints,
      streamGaps,
      overriddenStreams,
      provenAges,
      overdueDrills,
      unreadyClusters,
    } = measured;
    const snapshots = recipe.manualSnapshots?.(world);
    const openDrills = recipe.openDrills?.(world);
    const carriedOut = await carryOutAll(acting, scope, decisions, MAX_CONCURRENT_ACTS);
    const outcomes = carriedOut.map((one) => sweep.refusals?.note(one, world.observedAt) ?? one);
    return {
      scope: {
        ...scopeResult(world, unreadPart(sweep, world)),
        ...breakerIn(sweep, decisions),
        ...defined({ quota, inHours }),
      },
      world,
      awsScope: scope,
      ...defined({ snapshots, openDrills }),
      outcomes,
      ...defined({ waiting }),
      matched: named?.matched ?? [],
      isNarrowed: named !== undefined,
      ...(recoveryPoints && { recoveryPoints: recoveryPoints.filter((point) => isNamed(point, named)) }),
      ...(streamGaps && { streamGaps: explainGaps(streamGaps, outcomes) }),
      ...(overriddenStreams && {
        overriddenStreams: overriddenStreams.filter((stream) => isNamed(stream, named)),
      }),
      ...defined({ overdueDrills, unreadyClusters }),
      ...(provenAges && { provenAges: provenAges.filter((one) => isNamed(one, named)) }),
    };
  } catch (error) {
    const fault = toFault(error);
    const scope =
      location.isNew && isRoleRefused(error)
        ? { account, region, ok: true, clusters: 0, fault: notYetReady(fault) }
        : { account, region, ok: false, clusters: 0, fault };
    return { scope, outcomes: [], matched: [] };
  }
}

/**
 * The decisions, within the limits: by itself, so that thousands of acts that a cap leaves to later sweeps take no memory
 * while the others are carried out.
 */
async function decideWithin(sweep: Sweep, location: TargetLocation, { signal }: AwsScope, world: ReadWorld) {
  const { recipe, policy, restraints = unrestrained } = sweep;
  const then = decidedAt(world, sweep.run);
  const restrained = { policy, restraints, function: recipe.name, now: then.observedAt };
  const decided = recipe.decide(observePaused(restrained), then);
  const allowed = await untilAborted(signal, waitForOpen(sweep, decided, world.observedAt));
  const warned = awaitWarnings(policy, allowed, targetsIn(sweep, world), then.observedAt);
  const all = holdBack(restrained, warned);
  const named = withNeighbours(sweep, world, findNamed(sweep.run.clusters, world, all));
  const due = keepOthersStill(all, named);
  const limited = limitAll(sweep, location, due, then.observedAt);
  const decisions = sendWarnings(limited, then.observedAt).filter((one) => isNamed(one, named));
  return { decisions, named, waiting: sweep.beyond && waitingAmong(due, limited) };
}

/** A StackSet takes its time: this is named, and fails no run on the first day of an account. */
function notYetReady({ message }: Fault): Fault {
  const detail =
    'the account has joined its organization within the last 24 hours, and its role lets nobody in yet';
  return { name: 'AccountNotReady', message: `${detail}: ${message}` };
}

/** Each cluster and manual snapshot that was read, by its ARN. */
function targetsIn({ recipe, policy }: Sweep, world: World): (arn: string) => WarningTarget | undefined {
  const read: readonly (WarningTarget & { readonly arn: string })[] = hasWarnings(policy)
    ? [...world.clusters.map(({ cluster }) => cluster), ...(recipe.manualSnapshots?.(world) ?? [])]
    : [];
  const targets = new Map(read.map((one) => [one.arn, one]));
  return (arn) => targets.get(arn);
}

/** Those that wait for the clusters that an event names are decided with them, and not at the next sweep. */
function withNeighbours({ recipe, policy, run }: Sweep, world: World, named: Named | undefined) {
  if (named === undefined || !run.withNeighbours || recipe.neighbours === undefined) return named;
  const more = recipe.neighbours(policy, world, named.clusters);
  return { ...named, clusters: new Set([...named.clusters, ...more]) };
}

/** Each action has limits of its own. */
function limitAll(
  { policy, isFullSweep, beyond }: Sweep,
  location: TargetLocation,
  decisions: readonly Decision[],
  now: EpochMs,
): readonly Decision[] {
  const actions = new Set(decisions.map(({ action }) => action));
  return [...actions].reduce(
    (limited, action) =>
      limitDecisions(policy, action, limited, isFullSweep, now, beyond?.(action, location)),
    decisions,
  );
}

/** The acts that a cap has turned into skips. Limits keep the order. */
function waitingAmong(due: readonly Decision[], limited: readonly Decision[]): readonly Act[] {
  return due.filter(
    (decision, index): decision is Act =>
      decision.verdict === 'act' && limited[index]?.reason === 'limit-cap',
  );
}

/** The part of a world that could not be read, and whether the rest is enough for a good run. */
type UnreadPart = Pick<ScopeResult, 'ok' | 'fault'>;

/** A run about some clusters shows nothing of the metrics of the others. */
function unreadPart({ outages, run }: Sweep, { unread, outage, ...world }: ReadWorld): UnreadPart {
  const lasting = run.clusters === undefined ? outages?.note(world, outage, world.observedAt) : undefined;
  const fails = unread ?? lastingFault(outage) ?? (outage?.isOfSome ? undefined : lasting);
  return { ok: fails === undefined, ...defined({ fault: fails ?? lasting }) };
}

function scopeResult(
  { account, region, observedAt, clusters }: ReadWorld,
  { fault, ok }: UnreadPart,
): ScopeResult {
  return {
    account,
    region,
    ok,
    ...defined({ fault }),
    observedAt: new Date(observedAt).toISOString(),
    clusters: clusters.length,
  };
}

/** A breaker that could not be applied has not tripped. */
function breakerIn({ isFullSweep }: Sweep, decisions: readonly Decision[]): Pick<ScopeResult, 'breaker'> {
  const tripped = decisions.find(({ reason }) => reason === 'limit-breaker');
  return isFullSweep && tripped !== undefined ? { breaker: tripped.detail } : {};
}
