import type { Scope } from '../../aws/client/aws-scope.ts';
import { withCapacityFacts } from '../../aws/read/capacity-facts.ts';
import type { CapacityWorld } from '../../policy/capacity/capacity.ts';
import { capacityFactsNeeded } from '../../policy/capacity/facts-needed.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { onlyNamed } from '../sweep/narrow.ts';
import type { Run } from '../sweep/recipe.ts';
import { observeClusters } from './power.ts';

/**
 * The listing, and the facts about those clusters whose capacity is not what it is to be. A fleet in which it is costs
 * its listing alone. Throws when a listing fails or is incomplete.
 */
export async function observeCapacity(
  scope: Scope,
  policy: Policy,
  { clusters }: Run,
): Promise<CapacityWorld> {
  const world: CapacityWorld = await observeClusters(scope);
  const needed = capacityFactsNeeded(policy, onlyNamed(world, clusters));
  return needed === undefined ? world : withCapacityFacts(scope, world, needed);
}
