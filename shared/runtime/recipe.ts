import type { Scope } from '../aws/scope.ts';
import type { Command, Decision } from '../policy/decision.ts';
import type { Aspect, Policy } from '../policy/model.ts';
import type { World } from '../policy/world.ts';
import type { Listings } from './listings.ts';
import type { Measures } from './result.ts';
import type { Place } from './targets.ts';

/** What is the same for every account and Region of a run, for those that have to look beyond their own. */
export interface Run {
  /** The policy's targets, narrowed or not. */
  readonly targets: readonly Place[];
  readonly listings: Listings;
}

/** What makes one function different from another. Everything else is the runtime's. */
export interface Recipe<W extends World = World> {
  /** Same as the file's name. */
  readonly name: string;
  readonly aspect: Aspect;
  /** IAM actions that the function needs in a target account: no more, no less. */
  readonly permissions: readonly string[];
  /** The accounts and Regions that a run goes over; absent: the policy's targets. */
  places?(policy: Policy, targets: readonly Place[]): readonly Place[];
  /** Reads one account and Region. Throws when a listing fails or is incomplete. */
  observe(scope: Scope, policy: Policy, run: Run): Promise<W>;
  /** Pure: one decision for each target, in the order of the world. */
  decide(policy: Policy, world: W): Decision[];
  /** Pure: what of the world is worth a metric. */
  measure?(policy: Policy, world: W): Measures;
  /** Carries out one command. Throws what AWS throws. */
  act(scope: Scope, command: Command): Promise<void>;
}
