import type { Decision } from '../../shared/policy/model/decision.ts';
import { reasonRow } from '../../shared/policy/model/reasons.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Day } from './day.ts';
import type { Happening } from './happenings.ts';
import { asleepMs, type Track } from './timeline.ts';

export interface Totals {
  readonly clusters: number;
  readonly instances: number;
  /** Hours for which instances could have run. */
  readonly instanceHours: number;
  /** Hours in which they were stopped or paused, so that AWS billed none. */
  readonly instanceHoursAsleep: number;
  /** Absent: no rule decides any activity stream. */
  readonly streams?: StreamTotals;
  /** Absent: no rule decides any capacity. */
  readonly capacities?: CapacityTotals;
}

export interface StreamTotals {
  readonly clusters: number;
  readonly started: number;
  readonly stopped: number;
  /** As AWS counts them. */
  readonly restarts: number;
  /** Names of the clusters whose stream should run at the end and does not, or not as declared. */
  readonly missing: readonly string[];
}

export interface CapacityTotals {
  readonly clusters: number;
  readonly changes: number;
  /** Names of the clusters whose capacity is not as declared at the end, though they run. */
  readonly otherwise: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html on what a stopped cluster costs. */
export function totalsOf(day: Day, stepMs: number): Totals {
  const { tracks } = day;
  const streams = streamTotals(day);
  const capacities = capacityTotals(day);
  return {
    clusters: tracks.length,
    instances: sum(tracks, ({ instances }) => instances),
    instanceHours: sum(tracks, ({ power, instances }) => (power.length * stepMs * instances) / HOUR_MS),
    instanceHoursAsleep: sum(tracks, (track) => (asleepMs(track, stepMs) * track.instances) / HOUR_MS),
    ...(streams.clusters > 0 && { streams }),
    ...(capacities.clusters > 0 && { capacities }),
  };
}

function streamTotals({ tracks, happenings, latest }: Day): StreamTotals {
  return {
    clusters: latest.decisions('activityStream').size,
    started: countOf(happenings, 'start-stream'),
    stopped: countOf(happenings, 'stop-stream'),
    restarts: sum(tracks, ({ restarts = 0 }) => restarts),
    missing: latest.gaps().map(({ cluster }) => cluster),
  };
}

function capacityTotals({ tracks, happenings, latest }: Day): CapacityTotals {
  const serverless = tracks.filter(({ capacities }) => capacities.length > 0);
  const decisions = serverless.flatMap(({ arn }) => latest.decisions('capacity').get(arn) ?? []);
  return {
    clusters: decisions.length,
    changes: countOf(happenings, 'capacity'),
    otherwise: decisions.filter((decision) => !isSettled(decision)).map(({ cluster }) => cluster),
  };
}

/** A stopped cluster gets its capacity when it runs. */
function isSettled({ reason }: Decision): boolean {
  const { kind, rulesOut } = reasonRow(reason);
  return reason === 'cluster-stopped' || (kind === 'settled' && rulesOut === undefined);
}

/** Changes that were only planned do not count. */
function countOf(happenings: readonly Happening[], what: Happening['what']): number {
  return happenings.filter((one) => one.what === what && one.lasting !== true).length;
}

function sum(tracks: readonly Track[], of: (track: Track) => number): number {
  return tracks.reduce((total, track) => total + of(track), 0);
}
