import type { Scope } from '../aws/scope.ts';
import type { Command, Decision } from '../policy/decision.ts';
import type { Action, Aspect, Policy } from '../policy/model.ts';
import type { World } from '../policy/world.ts';

/** What makes one function different from another. Everything else is the runtime's. */
export interface Recipe {
  /** Same as the file's name. */
  readonly name: string;
  readonly aspect: Aspect;
  readonly action: Action;
  /** IAM actions that the function needs in a target account: no more, no less. */
  readonly permissions: readonly string[];
  /** Reads one account and Region. Throws when a listing fails or is incomplete. */
  observe(scope: Scope, policy: Policy): Promise<World>;
  /** Pure: one decision for each cluster, in the order of the world. */
  decide(policy: Policy, world: World): Decision[];
  /** Carries out one command. Throws what AWS throws. */
  act(scope: Scope, command: Command): Promise<void>;
}
