import type { AwsScope } from '../../aws/client/aws-scope.ts';
import type { DrillStore } from '../../aws/evidence/drill-store.ts';
import type { MetricsOutage } from '../../aws/read/metrics.ts';
import type { Aspect } from '../../policy/model/actions.ts';
import type { World } from '../../policy/model/cluster.ts';
import type { Command } from '../../policy/model/command.ts';
import type { Decision } from '../../policy/model/decision.ts';
import type { TargetLocation } from '../../policy/model/location.ts';
import type { Policy } from '../../policy/model/policy.ts';
import type { Snapshot } from '../../policy/model/snapshot.ts';
import type { RequestedOverride } from '../../policy/streams/stream.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { Hourly } from './hourly.ts';
import type { Listings } from './listings.ts';
import type { Fault } from './outcome.ts';
import type { Measures } from './result.ts';

/** The values that all accounts and Regions of a run share, for recipes that read beyond their own. */
export interface RunContext {
  /** The policy's targets, narrowed or not. */
  readonly targets: readonly TargetLocation[];
  readonly listings: Listings;
  /** Globs over identifiers of the clusters that it is narrowed to: of others no facts are needed. */
  readonly clusters?: readonly string[];
  /** An event or a follow-up names the clusters, so those that wait for them are looked at, too. */
  readonly withNeighbours?: true;
  /** Somebody asks for restore drills of the clusters that the run is narrowed to. */
  readonly drillNow?: true;
  /** The override of the policy that was requested for the clusters that the run is narrowed to. */
  readonly override?: RequestedOverride;
  /** The records of restore drills. Absent: the deployment has no bucket for evidence, or the recipe makes no drills. */
  readonly drills?: DrillStore;
  /** Remembers what was looked at within this hour. Absent: what is only looked at hourly is not looked at. */
  readonly hourly?: Hourly;
  /** For a plan: also read what explains targets that only wait. A function reads what decides now. */
  readonly thorough?: boolean;
  /** For a plan: the instant to decide for, by facts that are read now. Absent: now. */
  readonly at?: EpochMs;
}

/** The world that was read in an account and Region. */
export type ReadWorld<W extends World = World> = W & {
  /** Why a part was left out that decides nothing of the rest. Nothing is known of it, and the run fails. */
  readonly unread?: Fault;
  /** Why metrics prove nothing about any cluster. It fails the run once it has lasted longer than is tolerated. */
  readonly outage?: MetricsOutage;
};

/** A world that was read now, as it is decided on: at the time of the run, if that has one. */
export function decidedAt<W extends World>(world: W, { at }: Pick<RunContext, 'at'>): W {
  return at === undefined ? world : { ...world, observedAt: at };
}

/**
 * The parts in which functions differ; everything else is the runtime's. `W` is the world that a function reads and
 * decides on, `C` the commands that it decides on and carries out.
 */
export interface Recipe<W extends World = World, C extends Command = Command> {
  /** Same as the file's name. */
  readonly name: string;
  readonly aspect: Aspect;
  /** IAM actions that the function needs in a target account: no more, no less. */
  readonly permissions: readonly string[];
  /** Whether a payload may ask for something against the policy: `desired` and `until`. */
  readonly overridable?: boolean;
  /** Whether a payload may ask for a restore drill of the clusters that it names: `drill: now`. */
  readonly drillable?: boolean;
  /** Whether it reports for all functions which accounts fail. */
  readonly watchesAccounts?: boolean;
  /** The accounts and Regions that a run goes over; absent: the policy's targets. */
  readonly locations?: (policy: Policy, targets: readonly TargetLocation[]) => readonly TargetLocation[];
  /** Reads one account and Region. Throws when a listing fails or is incomplete. */
  readonly read: (scope: AwsScope, policy: Policy, run: RunContext) => Promise<ReadWorld<W>>;
  /** Pure: one decision for each target, in the order of the world. */
  readonly decide: (policy: Policy, world: W) => Decision<C>[];
  /** Pure: the identifiers of clusters for which something may be due once these have changed. Absent: there are none. */
  readonly neighbours?: (policy: Policy, world: World, ids: ReadonlySet<string>) => readonly string[];
  /** Pure: the measurements that become metrics. */
  readonly measure?: (policy: Policy, world: W) => Measures;
  /** Pure: the manual snapshots of the account and Region that were read. Absent: the function reads none. */
  readonly manualSnapshots?: (world: W) => readonly Snapshot[];
  /** Pure: the ids of the restore drills under way, which are looked at again in a minute. Absent: there are none. */
  readonly openDrills?: (world: W) => readonly string[];
  /** Carries out one command; `drills` are the records of restore drills. Throws what AWS throws. */
  readonly act: (scope: AwsScope, command: C, drills?: DrillStore) => Promise<void>;
}

/** Checks that the parts of a recipe fit: it decides on the world that it reads, and carries out what it decides. */
export function defineRecipe<W extends World, C extends Command>(recipe: Recipe<W, C>): Recipe {
  // Safe: the runtime gives `decide` and `act` only what `read` and `decide` of the same recipe have returned.
  return recipe as unknown as Recipe;
}
