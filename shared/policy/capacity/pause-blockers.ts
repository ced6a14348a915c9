import type { Cluster } from '../model/cluster.ts';

interface Blocker {
  readonly applies: (cluster: Cluster) => boolean;
  readonly detail: (cluster: Cluster) => string;
}

/**
 * Those that the listing shows. Proxies, open connections, logical replication and integrations also keep a cluster awake.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
 */
const blockers: readonly Blocker[] = [
  {
    applies: ({ globalClusterId }) => globalClusterId !== undefined,
    detail: ({ globalClusterId }) => `it is in the global database ${globalClusterId}`,
  },
  {
    applies: ({ replicationSource }) => replicationSource !== undefined,
    detail: ({ replicationSource }) => `it replicates from ${replicationSource}`,
  },
  {
    applies: ({ readReplicas }) => readReplicas.length > 0,
    detail: ({ readReplicas }) => `${readReplicas.join(', ')} replicates from it`,
  },
];

/** Why a cluster may never pause although its min is 0: a phrase each, as far as the listing shows. */
export function pauseBlockers(cluster: Cluster): string[] {
  return blockers.filter(({ applies }) => applies(cluster)).map(({ detail }) => detail(cluster));
}
