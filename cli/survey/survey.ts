import type { Prices } from '../../prices/prices.ts';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { createScope } from '../../shared/aws/client/clients.ts';
import { defined } from '../../shared/defined.ts';
import type { World } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../shared/policy/model/snapshot.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { SweepRequest } from '../../shared/runtime/request/event.ts';
import { createCalendarStates } from '../../shared/runtime/sweep/calendar-states.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { type RunDeps, runSweep } from '../../shared/runtime/sweep/run.ts';
import { forPeople } from '../errors/explain-error.ts';
import type { Progress } from '../terminal/progress.ts';
import { drillRecords } from './drill-records.ts';
import { type EngineSupport, readSupport } from './engine-support.ts';
import { findHome } from './home.ts';
import { pausesFor, pausesToAct } from './pauses.ts';
import { createReach } from './reach.ts';
import { readCalendar } from './read-calendar.ts';
import { byReadRoles, readerSession } from './reader.ts';
import { recipes } from './recipes.ts';

/** Everything that the functions saw, and would do. Nothing has been changed. */
export interface Survey {
  readonly results: readonly SweepResult[];
  /** Each account and Region of the targets, as the function that stops clusters saw it if it could: it reads more. */
  readonly worlds: readonly World[];
  /** Identifiers of all clusters that were seen, those of other Regions whose snapshots are copied included. */
  readonly clusters: ReadonlySet<string>;
  /** Manual snapshots of the targets and of the Regions that get copies. */
  readonly snapshots: readonly Snapshot[];
  /** Problems that did not stop the survey, each once. */
  readonly warnings: readonly string[];
  /** Until when AWS supports the engine versions, by Region. Absent: nobody asked. */
  readonly support?: EngineSupport;
}

export interface SurveyOptions {
  /** Absent: all. */
  readonly functions?: readonly Recipe[];
  /** The instant to decide for, by facts that are read now. Absent: now. */
  readonly at?: EpochMs | undefined;
  /** Whether somebody may have it carried out: what cannot be read then is not taken for the best. Absent: not. */
  readonly toAct?: true;
  /** Whether to read until when AWS supports the engine versions. Absent: not. */
  readonly support?: true;
  /** For what Extended Support would cost. Absent: that is not asked. */
  readonly prices?: Prices;
}

/**
 * Runs every function, or these, in observe mode, for all clusters: a request for some would leave the others out of the limits.
 * Roles are assumed with permissions to read only.
 *
 * @throws when no account and Region is known; one that cannot be read is a fault in the results.
 */
export async function survey(
  policy: Policy,
  request: Pick<SweepRequest, 'accounts' | 'regions'>,
  progress: Progress,
  { functions = recipes, at, support, prices, toAct }: SurveyOptions = {},
): Promise<Survey> {
  const seen: Seen = {
    ...{ worlds: new Map(), scopes: new Map() },
    ...{ clusters: new Set(), snapshots: new Map(), warnings: new Set() },
  };
  const warn = (message: string): void => {
    if (seen.warnings.has(message)) return;
    seen.warnings.add(message);
    progress.warn(message);
  };
  const home = memo(findHome);
  const calendars = createCalendarStates();
  const deps: RunDeps = {
    home,
    scopeFor: (place) => createScope(place, undefined, { warn, session: readerSession }),
    calendarState: (name, asked) => calendars.of(name, readCalendar, asked),
    thorough: true,
    restraints: { pauses: await (toAct ? pausesToAct(policy) : pausesFor(policy, progress)) },
    ...defined({ drills: await drillRecords(home) }),
    ...defined({ at }),
  };
  const watch = createWatch(seen, progress);
  const results: SweepResult[] = [];
  for (const recipe of functions) {
    results.push(await runSweep(watch(recipe), byReadRoles(policy), { ...request, mode: 'observe' }, deps));
  }
  // Regions are read at the same time, so they come in any order.
  const worlds = [...seen.worlds].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, world]) => world);
  const observed = worlds.flatMap(({ clusters }) => clusters.map(({ cluster }) => cluster));
  return {
    ...{ results, worlds },
    clusters: seen.clusters,
    snapshots: [...seen.snapshots.values()].flat(),
    warnings: [...seen.warnings],
    ...(support && {
      support: await readSupport(
        observed,
        [...seen.scopes.values()],
        prices && { prices, now: at ?? Math.max(0, ...worlds.map(({ observedAt }) => observedAt)) },
      ),
    }),
  };
}

/** Observations so far, by account and Region. */
interface Seen {
  readonly worlds: Map<string, World>;
  readonly scopes: Map<string, AwsScope>;
  readonly clusters: Set<string>;
  readonly snapshots: Map<string, readonly Snapshot[]>;
  readonly warnings: Set<string>;
}

/** Wraps a recipe so that its observations are kept, and its waiting is shown. */
function createWatch(seen: Seen, progress: Progress): (recipe: Recipe) => Recipe {
  const reach = createReach();
  const underWay = new Set<string>();
  const tell = (): void => progress.waitFor([...underWay][0] ?? '');
  return (recipe) => ({
    ...recipe,
    async read(scope, policy, run) {
      const work = `${recipe.name}, ${scope.account} ${scope.region}`;
      underWay.add(work);
      tell();
      try {
        const listings = reach.through(run.listings);
        const world = await reach.ask(scope, () => recipe.read(scope, policy, { ...run, listings }));
        keep(seen, recipe, world);
        seen.scopes.set(`${scope.account} ${scope.region}`, scope);
        return world;
      } catch (error) {
        throw forPeople(error);
      } finally {
        underWay.delete(work);
        tell();
      }
    },
  });
}

function keep({ worlds, clusters, snapshots }: Seen, recipe: Recipe, world: World): void {
  const key = `${world.account} ${world.region}`;
  // A recipe with locations of its own sees clusters of other Regions there.
  if (recipe.locations === undefined && !worlds.has(key)) worlds.set(key, world);
  for (const { cluster } of world.clusters) clusters.add(cluster.id);
  const listed = recipe.manualSnapshots?.(world);
  if (listed) snapshots.set(key, listed);
}

function memo<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
