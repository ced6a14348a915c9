import type { EpochMs } from './model.ts';

/** One CloudWatch metric that says something about a cluster's use. */
export interface IdleMetric {
  readonly namespace: string;
  readonly metric: string;
  readonly stat: 'Maximum' | 'Average';
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The time that evidence has to cover: [start, end) in buckets of `periodMs`, complete up to `settled`. */
export interface IdleWindow {
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Buckets from here on may still fill: they can show use, never the lack of it. */
  readonly settled: EpochMs;
  readonly periodMs: number;
}

/** One metric's values by the start of their bucket. */
export interface Series {
  readonly points: ReadonlyMap<EpochMs, number>;
  /** False when CloudWatch said partial, throttled or failed: then nothing follows from what is missing. */
  readonly complete: boolean;
}
