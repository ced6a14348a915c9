import { decideStop } from './decide-stop.ts';
import { type IdleWindow, idleWindow } from './idle.ts';
import { decidingRule } from './match.ts';
import type { EpochMs, Policy } from './model.ts';
import type { Cluster, World } from './world.ts';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html */
const EVENTS_RETENTION_MS = 14 * 86_400_000;

/** What is still to be read before every cluster of a world can be decided. */
export interface FactsNeeded {
  readonly clusters: readonly Cluster[];
  /** Starts before this do not matter. */
  readonly eventsSince: EpochMs;
  /** Those of the clusters whose rule asks for idleness, and over which time. */
  readonly idle: readonly { readonly cluster: Cluster; readonly window: IdleWindow }[];
}

/** The facts that would decide the clusters left as `not-observed`; undefined when there are none. */
export function factsNeeded(policy: Policy, world: World): FactsNeeded | undefined {
  const now = world.observedAt;
  const waiting = world.clusters
    .filter((observed) => decideStop(policy, observed, now).reason === 'not-observed')
    .flatMap(({ cluster }) => {
      const power = decidingRule(policy, cluster, 'power')?.power;
      return power === undefined ? [] : [{ cluster, power }];
    });
  if (waiting.length === 0) return undefined;
  const backMs = waiting.map(({ power }) =>
    power.afterAwsRestart === 'leave' ? EVENTS_RETENTION_MS : power.minUptimeMs,
  );
  return {
    clusters: waiting.map(({ cluster }) => cluster),
    eventsSince: now - Math.min(Math.max(...backMs), EVENTS_RETENTION_MS),
    idle: waiting
      .filter(({ power }) => power.stop === 'whenIdle')
      .map(({ cluster, power }) => ({ cluster, window: idleWindow(cluster, power.idleForMs, now) })),
  };
}
