import { byPlace, type PlannedChange } from '../../cli/plan/change.ts';
import type { Plan } from '../../cli/plan/plan.ts';
import type { Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { StreamGap } from '../../shared/policy/streams/stream.ts';
import { aCluster, HOUR } from '../policy/builders.ts';
import { aGap } from '../support/builders/streams.ts';

/** A Monday at 12:00 UTC. */
export const MONDAY = Date.parse('2026-11-23T12:00Z');
/** When the maintenance window begins that clusters of the simulator have. */
export const SUNDAY = Date.parse('2026-11-29T05:00Z');

/** A world of one cluster, on that Monday. */
export function aWorld(some: Partial<Cluster> = {}): World {
  const cluster = aCluster({ maintenanceWindow: 'sun:05:00-sun:05:30', ...some });
  const { account, region } = cluster;
  return { account, region, observedAt: MONDAY, clusters: [{ cluster }] };
}

/** A stream that has not run for three hours. */
export function streamGap(id: string, rest: Partial<StreamGap> = {}): StreamGap {
  const found = { reason: 'stream-in-transition', detail: 'its activity stream is starting' } as const;
  return aGap({ since: MONDAY - 3 * HOUR, gapMs: 3 * HOUR, ...found, ...rest }, aCluster({ id }));
}

/** Lines by what they are about, beside or instead of `changes`. */
interface Lines {
  readonly clusters?: readonly PlannedChange[];
  readonly streams?: readonly PlannedChange[];
  readonly capacities?: readonly PlannedChange[];
  readonly snapshots?: readonly PlannedChange[];
}

export function plan({
  clusters = [],
  streams = [],
  capacities = [],
  snapshots = [],
  ...rest
}: Partial<Plan> & Lines): Plan {
  return {
    policy: 'policy.yml',
    mode: 'enforce',
    observing: [],
    at: Date.parse('2026-11-23T19:00Z'),
    changes: [...clusters, ...streams, ...capacities, ...snapshots].toSorted(byPlace),
    streamGaps: [],
    recoveryPoints: [],
    held: [],
    nearMisses: [],
    support: { ending: [] },
    read: [],
    unread: [],
    noTargets: [],
    unmatched: [],
    warnings: [],
    ...rest,
  };
}
