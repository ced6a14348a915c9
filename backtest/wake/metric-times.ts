import { metricWindow } from '../../shared/policy/metrics/window.ts';
import type { Cluster as Described } from '../../shared/policy/model/cluster.ts';
import type { IdleRule } from '../../shared/policy/model/policy.ts';
import { gaugesOf } from '../../shared/policy/power/idle-metrics.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../shared/policy/time/units.ts';
import { type Kinds, kindChanges, useChanges } from '../../simulator/fleet/use-changes.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';

/** How long a serverless cluster does not pause after a change of its capacity. */
const AFTER_CHANGE_MS = 20 * MINUTE_MS;
const SETTLE_MS = 5 * MINUTE_MS;
/** The looks at a metric that a change may alter: while it arrives, and while it leaves the window. */
const SLACK_MS = 5 * MINUTE_MS;

/**
 * When evidence from metrics over `overMs` may change: after `now` (ms), the first time around a change of use, of status
 * or of capacity, or around the pause that follows it, at which that change enters the window or leaves it. Who is busy
 * stays so until the use leaves the window, whatever enters it, and who is idle until something enters.
 */
export function nextEvidence(
  cluster: Cluster,
  overMs: number,
  now: EpochMs,
  which: 'any' | 'entering' | 'leaving' = 'any',
  kinds?: Kinds,
): EpochMs {
  const { periodMs } = metricWindow(cluster, overMs, now);
  const entersMs = SETTLE_MS + 2 * periodMs + SLACK_MS;
  const leavesMs = SETTLE_MS + 3 * periodMs + SLACK_MS;
  let next = Number.POSITIVE_INFINITY;
  const consider = (from: EpochMs, lengthMs: number) => {
    if (now < from) next = Math.min(next, from);
    else if (now < from + lengthMs) next = now + 1;
  };
  const pauses = pausesAfter(cluster);
  const longest = overMs + leavesMs + Math.max(0, ...pauses);
  for (const at of changesOf(cluster, now - longest, now, kinds)) {
    for (const after of [0, ...pauses]) {
      if (which !== 'leaving') consider(at + after, entersMs);
      if (which === 'entering') continue;
      // A window that begins within the bucket of the change is complete already; it ends before those that may fill.
      consider(at + after + overMs + SETTLE_MS - periodMs, leavesMs + periodMs - SETTLE_MS);
    }
  }
  return Math.min(next, now + DAY_MS);
}

/** Changes from a time on, in any order, up to the first after `now` of each kind. */
function* changesOf(
  { statuses, memberStatuses, capacities, uses }: Cluster,
  from: EpochMs,
  now: EpochMs,
  kinds: Kinds | undefined,
): Iterable<EpochMs> {
  for (const history of [statuses, memberStatuses, capacities]) {
    const entries = history?.entries ?? [];
    for (let index = entries.length - 1; index >= 0; index -= 1) {
      const at = entries[index]?.at ?? from;
      if (at < from) break;
      yield at;
    }
  }
  for (const { at, use } of uses) {
    if (at >= from) yield at;
    const until = now + 2 * DAY_MS;
    for (const turn of kinds ? kindChanges(use, from, until, kinds) : useChanges(use, from, until)) {
      yield turn;
      if (turn > now) break;
    }
  }
}

/**
 * The recorded values that make a difference to whether a cluster is idle: whether they are over their thresholds, or
 * there at all. Undefined: each may, because a serverless cluster may pause.
 */
export function kindsOfIdleness(cluster: Cluster, described: Described, rule?: IdleRule): Kinds | undefined {
  if (cluster.capacities !== undefined) return undefined;
  const limits = new Map(gaugesOf(described, rule).map(({ metric, busyAbove }) => [metric, busyAbove]));
  return {
    name: Array.from(limits, ([metric, limit]) => `${metric} ${limit}`).join(),
    of(metric, value) {
      if (value < 0) return value;
      return value > (limits.get(metric) ?? Number.POSITIVE_INFINITY) ? 'over' : 'sent';
    },
  };
}

/** How long after a change the cluster may pause. */
function pausesAfter({ capacities }: Cluster): number[] {
  if (capacities === undefined) return [];
  const waits = capacities.entries.slice(-2).filter(({ min }) => min === 0);
  return waits.length === 0
    ? []
    : [AFTER_CHANGE_MS, ...waits.map(({ autoPauseAfter }) => autoPauseAfter + MINUTE_MS)];
}
