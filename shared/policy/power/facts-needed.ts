import { type MetricWindow, metricWindow } from '../metrics/window.ts';
import type { Cluster, World } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { decidingRule } from '../rules/match.ts';
import type { EpochMs } from '../time/units.ts';
import { decideStop, decideStops } from './decide-stop.ts';
import { STARTS_KNOWN_MS } from './snapshot-first.ts';

/** What is still to be read before every cluster of a world can be decided. */
export interface FactsNeeded {
  readonly clusters: readonly Cluster[];
  /** Starts before this do not matter. */
  readonly eventsSince: EpochMs;
  /** Whether the snapshots of the clusters matter. */
  readonly snapshots: boolean;
  /** Those of the clusters whose rule asks for idleness, and over which time. */
  readonly idle: readonly { readonly cluster: Cluster; readonly window: MetricWindow }[];
}

/** The facts that would decide the clusters left as `not-observed`; undefined when there are none. */
export function factsNeeded(policy: Policy, world: World): FactsNeeded | undefined {
  const now = world.observedAt;
  const waiting = world.clusters
    .filter((observed) => decideStop(policy, observed, now).reason === 'not-observed')
    .flatMap(({ cluster }) => {
      const rule = decidingRule(policy, cluster, 'power');
      return rule?.power === undefined ? [] : [{ cluster, power: rule.power, timezone: rule.timezone }];
    });
  if (waiting.length === 0) return undefined;
  const backMs = waiting.map(({ power }) =>
    power.afterAwsRestart === 'leave' || power.snapshotFirst ? STARTS_KNOWN_MS : power.minUptimeMs,
  );
  return {
    clusters: waiting.map(({ cluster }) => cluster),
    eventsSince: now - Math.min(Math.max(...backMs), STARTS_KNOWN_MS),
    snapshots: waiting.some(({ power }) => power.snapshotFirst),
    idle: waiting
      .filter(({ power }) => power.stop === 'whenIdle')
      .map(({ cluster, power, timezone }) => ({
        cluster,
        window: { ...metricWindow(cluster, power.idleForMs, now), timezone },
      })),
  };
}

/** Whether a snapshot is to be taken before a stop, so that the quota has to be known. */
export function quotaNeeded(policy: Policy, world: World): boolean {
  return decideStops(policy, world).some(
    ({ action, reason }) => action === 'createSnapshot' && reason === 'not-observed',
  );
}
