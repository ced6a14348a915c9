import type { Scope } from '../aws/scope.ts';
import { withStreamFacts } from '../aws/stream-facts.ts';
import type { Policy } from '../policy/model.ts';
import type { StreamWorld } from '../policy/stream.ts';
import { streamFactsNeeded } from '../policy/stream-facts-needed.ts';
import { onlyNamed } from './narrow.ts';
import { observeClusters } from './observe.ts';
import type { Run } from './recipe.ts';

/**
 * The listing, and what decides about the activity streams that are not as they are to be. A fleet in which all are
 * costs its listing, and one call for each alias whose key has to be compared with that of a stream. Throws when a
 * listing fails or is incomplete.
 */
export async function observeStreams(
  scope: Scope,
  policy: Policy,
  { clusters, override: requested, thorough }: Run,
): Promise<StreamWorld> {
  const listed = await observeClusters(scope);
  const world = { ...listed, keys: {}, ...(requested && { requested }) };
  const compared = await withStreamFacts(
    scope,
    world,
    streamFactsNeeded(policy, onlyNamed(world, clusters), thorough),
  );
  // Only where an alias turns out to lead to another key than the stream's are instances read in a second step.
  return withStreamFacts(scope, compared, streamFactsNeeded(policy, onlyNamed(compared, clusters), thorough));
}
