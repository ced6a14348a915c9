import { stoppedMs, type Track } from './timeline.ts';

const HOUR_MS = 3_600_000;

export interface Totals {
  readonly clusters: number;
  readonly instances: number;
  /** Hours for which instances could have run. */
  readonly instanceHours: number;
  /** Of these, those in which they were stopped: AWS bills no instance hours then. */
  readonly instanceHoursStopped: number;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html on what a stopped cluster costs. */
export function totalsOf(tracks: readonly Track[], stepMs: number): Totals {
  const sum = (of: (track: Track) => number): number => tracks.reduce((total, track) => total + of(track), 0);
  return {
    clusters: tracks.length,
    instances: sum(({ instances }) => instances),
    instanceHours: sum(({ power, instances }) => (power.length * stepMs * instances) / HOUR_MS),
    instanceHoursStopped: sum((track) => (stoppedMs(track, stepMs) * track.instances) / HOUR_MS),
  };
}
