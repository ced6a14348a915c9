import type { TargetLocation } from '../shared/policy/model/location.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { Fault, Outcome } from '../shared/runtime/sweep/outcome.ts';
import type { DirectCall } from '../simulator/direct-clients.ts';
import type { Fleet } from '../simulator/fleet/fleet.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import type { SeenSnapshot } from '../simulator/rds/clusters/watch.ts';
import type { World } from './world.ts';

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
  /** Called after each call of AWS, and after each read of metrics, which stands for one. */
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
  /** By cluster and recipe, the last decisions about its power. */
  readonly latest: ReadonlyMap<Cluster, ReadonlyMap<string, readonly Outcome[]>>;
  /** Sweeps that could not read their account and Region. */
  readonly failures: readonly { readonly at: EpochMs; readonly by: string; readonly fault: Fault }[];
}
