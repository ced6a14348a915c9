import type { Cluster } from '../shared/policy/model/cluster.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import type { StopFacts } from '../shared/policy/power/facts.ts';
import { type EpochMs, MINUTE_MS } from '../shared/policy/time/units.ts';
import type { Lane, MarkKind, PowerState } from '../timeline/timeline.ts';

/** One cluster as it is at the beginning of a forecast. */
export interface ForecastCluster {
  readonly cluster: Cluster;
  /** Absent: it is taken for one that can be stopped. */
  readonly facts?: StopFacts;
}

/** The time that a forecast covers, and the policy that decides in it. */
export interface Span {
  readonly policy: Policy;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Something that the clock brings, with its text not yet numbered. */
export interface Event {
  readonly at: EpochMs;
  readonly kind: MarkKind;
  readonly by: 'dormouse' | 'aws' | 'people';
  readonly text: string;
  readonly reason?: string;
  readonly rule?: string;
  /** It depends on use whether, and at which time from here on, it comes. */
  readonly maybe?: true;
}

/** The course of one aspect of a cluster. */
export interface Course<T> {
  readonly lane: Lane<T>;
  readonly events: readonly Event[];
}

/** How long AWS takes: a stop a few minutes, a start 5 to 15, a change of a stream up to 10. */
export const STOP_MS = 10 * MINUTE_MS;
export const START_MS = 15 * MINUTE_MS;
export const STREAM_MS = 10 * MINUTE_MS;

/** A lane in the making. */
export function laneFrom<T>(from: EpochMs) {
  const lane: [number, T][] = [];
  return {
    lane: lane as Lane<T>,
    /** From `at` on the value holds; what was said of later times is taken back. */
    set(at: EpochMs, value: T): void {
      const minute = Math.max(0, Math.round((at - from) / MINUTE_MS));
      while ((lane.at(-1)?.[0] ?? -1) >= minute) lane.pop();
      if (JSON.stringify(lane.at(-1)?.[1]) !== JSON.stringify(value)) lane.push([minute, value]);
    },
  };
}

/** The value of a lane at a time. */
export function valueAt<T>(lane: Lane<T>, from: EpochMs, at: EpochMs): T | undefined {
  return lane.findLast(([minute]) => from + minute * MINUTE_MS <= at)?.[1];
}

/** The times at which a lane changes. */
export function timesOf(lane: Lane<unknown>, from: EpochMs): EpochMs[] {
  return lane.map(([minute]) => from + minute * MINUTE_MS);
}

/** Whether it certainly runs then. */
export function isUp(state: PowerState | undefined): boolean {
  return state === 'up' || state === 'idle' || state === 'used';
}
