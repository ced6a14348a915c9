import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { defined } from '../../defined.ts';
import { once } from '../../once.ts';
import type { CapacityWorld } from '../../policy/capacity/capacity.ts';
import { capacityFactsNeeded } from '../../policy/capacity/facts-needed.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { onlyNamed } from '../sweep/narrow.ts';
import { decidedAt, type ReadWorld, type RunContext } from '../sweep/recipe.ts';
import { readClusters } from './power.ts';

/** Loaded when a capacity is not as declared. */
const factReader = once(() => import('../../aws/read/capacity-facts.ts'));

/**
 * The listing, and the facts about clusters whose capacity is not as declared. A fleet in which all are costs only its
 * listing. Throws when a listing fails or is incomplete.
 */
export async function readCapacity(
  scope: AwsScope,
  policy: Policy,
  run: RunContext,
): Promise<ReadWorld<CapacityWorld>> {
  const listed: CapacityWorld = await readClusters(scope, run.listings);
  const needed = capacityFactsNeeded(policy, decidedAt(onlyNamed(listed, run.clusters), run));
  if (needed === undefined) return listed;
  const { withCapacityFacts } = await factReader();
  const { world, outage } = await withCapacityFacts(scope, listed, needed, run.listings);
  return { ...world, ...defined({ outage }) };
}
