import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Use } from '../../simulator/fleet/fleet.ts';
import { isDown } from '../../simulator/fleet/statuses.ts';
import { loadAt } from '../../simulator/fleet/use.ts';
import { type Kinds, kindChanges, useChanges } from '../../simulator/fleet/use-changes.ts';
import { pauseAfter, pausesAt, unitsByMember } from '../../simulator/rds/capacity/activity.ts';
import { isServerless } from '../../simulator/rds/clusters/capacities.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { PowerState } from '../../timeline/timeline.ts';

/** A time in which nothing about a cluster changes: [from, until) in ms. */
export interface Segment {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly state: PowerState;
  /** Whether clients want to use it, up or not; undefined: nobody knows. */
  readonly isWanted: boolean | undefined;
  /** The status in the control plane. */
  readonly status: string;
  /** ACU, NCU or DCU of each serverless instance; empty where it has none, or is down. */
  readonly units: readonly number[];
}

/** The most connections, and requests a second, that are no use. */
export interface IdleLoad {
  readonly connections: number;
  readonly requests: number;
}

const NO_LOAD: IdleLoad = { connections: 0, requests: 0 };

/**
 * The course of a cluster over [from, to), in the order of time, from the histories of the simulator. `idle`: the
 * load that its rule takes for no use.
 */
export function segmentsOf(
  cluster: Cluster,
  from: EpochMs,
  to: EpochMs,
  idle: IdleLoad = NO_LOAD,
): Segment[] {
  const cuts = cutsOf(cluster, from, to, idle);
  const segments: Segment[] = [];
  /** Since when nobody has been connected; undefined while somebody is, or it is down. */
  let quietSince: EpochMs | undefined;
  for (const [index, begin] of cuts.entries()) {
    const until = cuts[index + 1] ?? to;
    quietSince = isQuiet(cluster, begin) ? (quietSince ?? begin) : undefined;
    const pause = quietSince === undefined ? undefined : pauseOf(cluster, quietSince, begin, from);
    segments.push(...partsOf(cluster, begin, until, pause, idle));
  }
  return segments;
}

/** When a cluster that is quiet pauses; what was before `from` counts, too. */
function pauseOf(cluster: Cluster, quietSince: EpochMs, at: EpochMs, from: EpochMs): EpochMs | undefined {
  const isFirst = quietSince === from && (cluster.capacities?.at(at).at ?? 0) <= from;
  return isFirst ? pausesAt(cluster, from) : pauseAfter(cluster, quietSince, at);
}

/** Hours of a segment. */
export function hoursOf({ from, until }: Pick<Segment, 'from' | 'until'>): number {
  return (until - from) / HOUR_MS;
}

/** The times at which status, use or capacity changes, the start among them. */
function cutsOf(
  { statuses, capacities, uses }: Cluster,
  from: EpochMs,
  to: EpochMs,
  idle: IdleLoad,
): EpochMs[] {
  const cuts = new Set([from]);
  const add = (at: EpochMs) => {
    if (at > from && at < to) cuts.add(at);
  };
  for (const { at } of statuses.entries) add(at);
  for (const { at } of capacities?.entries ?? []) add(at);
  for (const [index, { at, use }] of uses.entries()) {
    add(at);
    const end = Math.min(to, uses[index + 1]?.at ?? to);
    const changes =
      capacities === undefined
        ? kindChanges(use, Math.max(at, from), end, kindsOfUse(idle))
        : useChanges(use, Math.max(at, from), end);
    for (const change of changes) add(change);
  }
  return [...cuts].sort((a, b) => a - b);
}

/** Whether somebody is connected, and whether that is use; whether the CPU is known says whether that is. */
function kindsOfUse({ connections }: IdleLoad): Kinds {
  return {
    name: `connections over ${connections}`,
    of(metric, value) {
      if (value < 0 || metric !== 'DatabaseConnections') return Math.min(value, 0);
      return value > connections ? 2 : Math.min(value, 1);
    },
  };
}

/** One segment, or two where the cluster pauses on the way. */
function partsOf(
  cluster: Cluster,
  from: EpochMs,
  until: EpochMs,
  pause: EpochMs | undefined,
  idle: IdleLoad,
): Segment[] {
  const { status } = cluster.statuses.at(from);
  const isWanted = isUsed(useAt(cluster, from), from, idle);
  const about = { isWanted, status };
  if (status !== 'available') {
    const state = status === 'stopped' ? 'stopped' : 'changing';
    return [{ ...about, from, until, state, units: [] }];
  }
  const units = unitsByMember(cluster, from);
  const state = isWanted === undefined ? 'up' : isWanted ? 'used' : 'idle';
  const awake: Segment = { ...about, from, until, state, units };
  if (pause === undefined || pause >= until) return [awake];
  const paused: Segment = {
    ...{ ...about, from: Math.max(pause, from), until },
    state: cluster.members.every(isServerless) ? 'paused' : 'idle',
    units: units.map(() => 0),
  };
  return pause <= from ? [paused] : [{ ...awake, until: pause }, paused];
}

function isQuiet(cluster: Cluster, at: EpochMs): boolean {
  const load = loadAt(useAt(cluster, at), at);
  return !isDown(cluster.statuses.at(at).status) && load !== 'missing' && load.connections === 0;
}

function useAt({ uses }: Cluster, at: EpochMs): Use {
  return uses.findLast((entry) => entry.at <= at)?.use ?? [];
}

function isUsed(use: Use, at: EpochMs, idle: IdleLoad): boolean | undefined {
  const load = loadAt(use, at);
  if (load === 'missing' || Number.isNaN(load.connections)) return undefined;
  return load.connections > idle.connections || load.requests > idle.requests;
}
