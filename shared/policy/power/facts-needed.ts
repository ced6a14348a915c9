import { defined } from '../../defined.ts';
import { type MetricWindow, metricWindow } from '../metrics/window.ts';
import type { Cluster } from '../model/cluster.ts';
import type { IdleRule, Policy } from '../model/policy.ts';
import { keptState } from '../rules/guard.ts';
import { orNone } from '../rules/isolate.ts';
import { takesRoom } from '../rules/limit.ts';
import { readLastAction } from '../rules/power-note.ts';
import type { EpochMs } from '../time/units.ts';
import { type Candidate, powerCandidate } from './candidate.ts';
import { decideStop, stopFinding } from './decide-stop.ts';
import type { StopFacts, StopWorld } from './facts.ts';
import { attemptBefore } from './last-action.ts';
import { stopsThatWait } from './order-stops.ts';
import { lastEnd } from './outside.ts';
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
  /** The clusters that are stopped only while idle, each with the time that its metrics have to cover. */
  readonly idle: readonly (WindowOf & {
    readonly rule?: IdleRule;
    /** Whether its metrics still matter once these facts are known; absent: they do. */
    readonly matters?: (facts: StopFacts) => boolean;
  })[];
  /** The clusters of which a start may be missing, each with the time in which metrics have to show that they are up. */
  readonly uptime: readonly (WindowOf & {
    /** That matters even while the cluster is used. */
    readonly evenIfUsed?: true;
  })[];
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
    const idleMs = mayNeedIdleness(candidate) ? power.idleForMs : 0;
    // Whether a stop has had no effect, or the cluster has been started since.
    const stop = attemptBefore(cluster, 'stop', now);
    const sinceStop = stop === undefined ? 0 : now - stop.at;
    return Math.max(power.minUptimeMs, idleMs, sinceStop, outsideMs(candidate), startMs(candidate));
  });
  return {
    clusters: waiting.map(({ cluster }) => cluster),
    eventsSince: readAt - Math.min(Math.max(...backMs), STARTS_KNOWN_MS),
    snapshots: waiting.some(({ power }) => power.snapshotFirst),
    idle: waiting.filter(mayNeedIdleness).map((candidate) => {
      const { cluster, power, local } = candidate;
      return {
        cluster,
        window: { ...metricWindow(cluster, power.idleForMs, readAt), timezone: local.timezone },
        ...defined({ rule: power.idle }),
        ...(!needsIdleness(candidate) && { matters: (facts: StopFacts) => asksForUse(candidate, facts) }),
      };
    }),
    uptime: waiting.flatMap((candidate) => {
      const { cluster } = candidate;
      const needed = uptimeToProve(candidate);
      if (needed === undefined) return [];
      const evenIfUsed = candidate.power.maxUptime?.evenIfUsed ? { evenIfUsed: true as const } : {};
      return [{ cluster, window: metricWindow(cluster, needed, now), ...evenIfUsed }];
    }),
  };
}

/** Whether its rule may ask for idleness: always, or once it has been up for `maxUptime`. */
function mayNeedIdleness(candidate: Candidate): boolean {
  const { power, cluster, local } = candidate;
  if (needsIdleness(candidate)) return true;
  const isBounded = power.maxUptime?.evenIfUsed === false;
  return isBounded && keptState(cluster, local) !== 'stopped';
}

/** Whether only use decides any more; of a start that may be missing, metrics may show that it was long ago. */
function asksForUse(candidate: Candidate, facts: StopFacts): boolean {
  const { local, power } = candidate;
  const since = local.now - (power.maxUptime?.ms ?? 0);
  const { reason } = stopFinding(candidate, { ...facts, upSince: { state: 'up', since } });
  return reason === 'idle-unknown';
}

/** How far back starts matter to a rule for which it matters whether a cluster was started outside its hours. */
function outsideMs(candidate: Candidate): number {
  const { power, local } = candidate;
  if (power.stop !== 'atEnd' && power.maxUptime === undefined) return 0;
  const ended = lastEnd(candidate);
  return ended === undefined ? (power.maxUptime?.ms ?? 0) : local.now - ended;
}

/** How far back the event of the last start may be, where the rule learns how long starts take. */
function startMs({ power, cluster, local }: Candidate): number {
  const last = power.startBefore === 'auto' ? readLastAction(cluster) : undefined;
  return last?.action === 'start' ? local.now - last.at : 0;
}

/** Whether a snapshot should be taken before a stop, so that the quota has to be known. */
export function quotaNeeded(policy: Policy, world: StopWorld): boolean {
  return world.clusters
    .flatMap((observed) => orNone(() => [decideStop(policy, observed, world.observedAt)]))
    .some((decision) => takesRoom(policy, decision));
}
