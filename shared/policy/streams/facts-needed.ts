import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { orNone } from '../rules/isolate.ts';
import { streamCandidate } from './candidate.ts';
import { findingOf } from './decide.ts';
import { streamGaps } from './gaps.ts';
import type { StreamWorld } from './stream.ts';

/** The facts that have to be read before every activity stream of a world can be decided. */
export interface StreamFactsNeeded {
  /** Those whose instances decide. */
  readonly clusters: readonly Cluster[];
  /** The KMS keys, as the policy writes them, that have to be described. */
  readonly keys: readonly string[];
  /** Those whose stream should run and does not, and whose events, which date the gap, have not been read. */
  readonly events: readonly Cluster[];
}

/** The facts that would decide what the listing leaves open. `thorough`: also for changes that wait for their restart. */
export function streamFactsNeeded(policy: Policy, world: StreamWorld, thorough = false): StreamFactsNeeded {
  const open = world.clusters.flatMap((observed) =>
    orNone(() => {
      const candidate = streamCandidate(policy, observed, world);
      const { unread } = candidate ? findingOf(candidate) : {};
      return candidate && (unread === 'decides' || (thorough && unread === 'explains')) ? [candidate] : [];
    }),
  );
  const keys = open
    .filter(({ key }) => key === undefined)
    .map(({ kmsKey }) => kmsKey)
    .filter((key) => key !== undefined);
  return {
    clusters: open
      // The key comes first: without one nothing is started, however often it is looked at.
      .filter(({ facts, key }) => facts === undefined && key !== undefined)
      .map(({ cluster }) => cluster),
    keys: [...new Set(keys)],
    events: undatedGaps(policy, world),
  };
}

function undatedGaps(policy: Policy, world: StreamWorld): Cluster[] {
  const unread = world.clusters.filter(({ streamEvents }) => streamEvents === undefined);
  const gaps = new Set(streamGaps(policy, { ...world, clusters: unread }).map(({ arn }) => arn));
  return unread.map(({ cluster }) => cluster).filter(({ arn }) => gaps.has(arn));
}
