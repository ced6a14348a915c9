import { defined } from '../../defined.ts';
import { type MetricWindow, metricWindow } from '../metrics/window.ts';
import type { Cluster } from '../model/cluster.ts';
import type { IdleRule, Policy } from '../model/policy.ts';
import { orNone } from '../rules/isolate.ts';
import { takesRoom } from '../rules/limit.ts';
import type { EpochMs } from '../time/units.ts';
import { powerCandidate } from './candidate.ts';
import { decideStop, stopFinding } from './decide-stop.ts';
import type { StopWorld } from './facts.ts';
import { attemptBefore } from './last-action.ts';
import { stopsThatWait } from './order-stops.ts';
import { STARTS_KNOWN_MS } from './snapshot-first.ts';
import { uptimeToProve } from './up-since.ts';
import { needsIdleness } from './uptime.ts';

interface WindowOf {
  readonly cluster: Cluster;
  readonly window: MetricWindow;
}

/** The facts that have to be read before every cluster of a world can be decided. */
export interface FactsNeeded {
  readonly clusters: readonly Cluster[];
  /** Starts and renames before this do not matter. */
  readonly eventsSince: EpochMs;
  /** Whether the snapshots of the clusters matter. */
  readonly snapshots: boolean;
  /** The clusters whose rule says `stop: whenIdle`, each with the time that its metrics have to cover. */
  readonly idle: readonly (WindowOf & { readonly rule?: IdleRule })[];
  /** The clusters of which a start may be missing, each with the time in which metrics have to show that they are up. */
  readonly uptime: readonly WindowOf[];
}

/**
 * The facts that would decide the clusters whose facts have not been read; undefined when there are none. `readAt`: when
 * they are read, if the world is decided for another time.
 */
export function factsNeeded(
  policy: Policy,
  world: StopWorld,
  readAt: EpochMs = world.observedAt,
): FactsNeeded | undefined {
  const now = world.observedAt;
  const ordered = stopsThatWait(
    policy,
    world.clusters.map(({ cluster }) => cluster),
    now,
  );
  const waiting = world.clusters.flatMap(({ cluster, facts }) =>
    orNone(() => {
      if (ordered.has(cluster)) return [];
      const candidate = powerCandidate(policy, cluster, now);
      return candidate && stopFinding(candidate, facts).unread ? [candidate] : [];
    }),
  );
  if (waiting.length === 0) return undefined;
  const backMs = waiting.map((candidate) => {
    const { cluster, power } = candidate;
    if (power.afterAwsRestart === 'leave' || power.snapshotFirst) return STARTS_KNOWN_MS;
    const idleMs = needsIdleness(candidate) ? power.idleForMs : 0;
    // Whether a stop has had no effect, or the cluster has been started since.
    const stop = attemptBefore(cluster, 'stop', now);
    return Math.max(power.minUptimeMs, idleMs, stop === undefined ? 0 : now - stop.at);
  });
  return {
    clusters: waiting.map(({ cluster }) => cluster),
    eventsSince: readAt - Math.min(Math.max(...backMs), STARTS_KNOWN_MS),
    snapshots: waiting.some(({ power }) => power.snapshotFirst),
    idle: waiting.filter(needsIdleness).map(({ cluster, power, local: { timezone } }) => ({
      cluster,
      window: { ...metricWindow(cluster, power.idleForMs, readAt), timezone },
      ...defined({ rule: power.idle }),
    })),
    uptime: waiting.flatMap((candidate) => {
      const { cluster } = candidate;
      const needed = uptimeToProve(candidate);
      return needed === undefined ? [] : [{ cluster, window: metricWindow(cluster, needed, now) }];
    }),
  };
}

/** Whether a snapshot should be taken before a stop, so that the quota has to be known. */
export function quotaNeeded(policy: Policy, world: StopWorld): boolean {
  return world.clusters
    .flatMap((observed) => orNone(() => [decideStop(policy, observed, world.observedAt)]))
    .some((decision) => takesRoom(policy, decision));
}
