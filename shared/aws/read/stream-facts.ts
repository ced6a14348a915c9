import { defined } from '../../defined.ts';
import type { Cluster, Member } from '../../policy/model/cluster.ts';
import type { StreamFactsNeeded } from '../../policy/streams/facts-needed.ts';
import type { StreamFacts, StreamWorld } from '../../policy/streams/stream.ts';
import type { AwsScope } from '../client/aws-scope.ts';
import { type ReadKeys, readKeys } from './keys.ts';
import { listMembers } from './members.ts';
import { optionKey, readStreamModes } from './orderable-options.ts';
import { readStreamEvents } from './stream-events.ts';

/**
 * The world with what is still needed to decide about its activity streams, and to date their gaps: members are read
 * once for the whole account and Region, and nothing that nothing needs. A key that KMS can't describe now is `unread`.
 * Throws when a listing that decides fails.
 */
export async function withStreamFacts(
  scope: AwsScope,
  world: StreamWorld,
  needed: StreamFactsNeeded,
): Promise<StreamWorld & Pick<ReadKeys, 'unread'>> {
  const [facts, { keys, unread }, events] = await Promise.all([
    readFacts(scope, needed.clusters),
    readKeys(scope, needed.keys),
    readStreamEvents(scope, needed.events, world.observedAt),
  ]);
  const clusters = world.clusters.map((observed) => {
    const streamFacts = facts.get(observed.cluster.arn);
    const streamEvents = events.get(observed.cluster.id);
    return { ...observed, ...defined({ streamFacts, streamEvents }) };
  });
  return { ...world, clusters, keys: { ...world.keys, ...keys }, ...defined({ unread }) };
}

/** By cluster ARN. */
async function readFacts(scope: AwsScope, clusters: readonly Cluster[]): Promise<Map<string, StreamFacts>> {
  if (clusters.length === 0) return new Map();
  const membersOf = Map.groupBy(await listMembers(scope), ({ clusterId }) => clusterId);
  const known = clusters.map((cluster) => ({ cluster, members: membersOf.get(cluster.id) ?? [] }));
  const modes = await readStreamModes(scope, known.flatMap(optionsOf));
  return new Map(
    known.map(({ cluster, members }) => {
      const modesByClass = Object.fromEntries(
        optionsOf({ cluster, members }).flatMap((option) => {
          const found = modes.get(optionKey(option));
          return found === undefined ? [] : [[option.instanceClass, found]];
        }),
      );
      return [cluster.arn, { members, modesByClass }];
    }),
  );
}

/** The options to ask for; none if an instance is serverless, which rules out streams whatever the others are. */
function optionsOf({ cluster, members }: { cluster: Cluster; members: readonly Member[] }) {
  const { engine, engineVersion } = cluster;
  return members.some(({ instanceClass }) => instanceClass === 'db.serverless')
    ? []
    : members.map(({ instanceClass }) => ({ engine, engineVersion, instanceClass }));
}
