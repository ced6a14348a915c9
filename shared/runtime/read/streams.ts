import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { defined } from '../../defined.ts';
import { once } from '../../once.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { streamFactsNeeded } from '../../policy/streams/facts-needed.ts';
import type { StreamWorld } from '../../policy/streams/stream.ts';
import { onlyNamed } from '../sweep/narrow.ts';
import { decidedAt, type ReadWorld, type RunContext } from '../sweep/recipe.ts';
import { readClusters } from './power.ts';

/** Loaded when a stream is not as declared. */
const factReader = once(() => import('../../aws/read/stream-facts.ts'));

/**
 * The listing, and the facts about activity streams that are not as declared: first their keys, then the
 * instances of those whose key can be used. A fleet in which all are costs its listing, and one call for each alias
 * whose key has to be compared with that of a stream. A key that KMS can't describe now is left out. Throws when a listing
 * fails or is incomplete.
 */
export async function readStreams(
  scope: AwsScope,
  policy: Policy,
  run: RunContext,
): Promise<ReadWorld<StreamWorld>> {
  const { clusters, override: requested, thorough } = run;
  const listed = await readClusters(scope, run.listings);
  const world = { ...listed, keys: {}, ...defined({ requested }) };
  const needed = (known: StreamWorld) =>
    streamFactsNeeded(policy, decidedAt(onlyNamed(known, clusters), run), thorough);
  const first = needed(world);
  if ([first.clusters, first.keys, first.events].every((none) => none.length === 0)) return world;
  const { withStreamFacts } = await factReader();
  const { unread, ...withKeys } = await withStreamFacts(scope, world, first);
  // A key that could not be described a moment ago is not asked for again.
  const second = { ...needed(withKeys), keys: [] };
  return { ...(await withStreamFacts(scope, withKeys, second)), ...defined({ unread }) };
}
