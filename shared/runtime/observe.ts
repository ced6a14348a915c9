import { listClusters } from '../aws/clusters.ts';
import type { Scope } from '../aws/scope.ts';
import { readStopFacts, withFacts } from '../aws/stop-facts.ts';
import { factsNeeded } from '../policy/facts-needed.ts';
import type { Policy } from '../policy/model.ts';
import type { World } from '../policy/world.ts';
import { onlyNamed } from './narrow.ts';
import type { Run } from './recipe.ts';

/** What the listing alone tells of an account and Region. Throws when it fails or is incomplete. */
export async function observeClusters(scope: Scope): Promise<World> {
  const { clusters, observedAt } = await listClusters(scope);
  const { account, region } = scope;
  return { account, region, observedAt, clusters: clusters.map((cluster) => ({ cluster })) };
}

/**
 * The listing, and the facts about those clusters that the policy would stop on the strength of them. A fleet of
 * which nothing could be stopped costs its listing alone. Throws when a listing fails or is incomplete.
 */
export async function observeToStop(
  scope: Scope,
  policy: Policy,
  { clusters }: Pick<Run, 'clusters'>,
): Promise<World> {
  const world = await observeClusters(scope);
  const needed = factsNeeded(policy, onlyNamed(world, clusters));
  return needed === undefined
    ? world
    : withFacts(world, await readStopFacts(scope, needed, world.observedAt));
}
