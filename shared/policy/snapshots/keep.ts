import type { Keep } from '../model/policy.ts';
import { localClock, localDate } from '../time/local-clock.ts';
import type { EpochMs } from '../time/units.ts';
import { weekOfDate } from '../time/wall-clock.ts';

/** The thing that `keep` counts: a snapshot with its time. */
export interface Timed {
  readonly key: string;
  readonly at: EpochMs;
}

/** One place of a bucket, and the snapshot that has it. */
export interface KeepReason extends Timed {
  readonly bucket: keyof Keep;
  /** 1 for the newest; `of`: the number of buckets. */
  readonly nth: number;
  readonly of: number;
  /** The hour, day, ISO week, month or year that it is the newest of; for `last`, its own key. */
  readonly period: string;
  /** Kept besides the newest of its period, because it is the oldest of all and the bucket has places left. */
  readonly oldest: boolean;
}

const periods: Readonly<Record<Exclude<keyof Keep, 'last'>, (at: EpochMs, timezone: string) => string>> = {
  hourly(at, timezone) {
    const { date, time } = localClock(at, timezone);
    return `${date}T${time.slice(0, 2)}`;
  },
  daily: localDate,
  weekly: (at, timezone) => weekOfDate(localDate(at, timezone)),
  monthly: (at, timezone) => localDate(at, timezone).slice(0, 7),
  yearly: (at, timezone) => localDate(at, timezone).slice(0, 4),
};

export const bucketNames = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;

/**
 * The reasons to keep snapshots, bucket by bucket and newest first, as `restic forget` decides it: `last: n` keeps the
 * newest n, and each other bucket the newest of each of its last n periods that have any, by the clock of the time zone.
 * A bucket with places left at the end keeps the oldest snapshot, too, so that the history grows to its full length.
 * https://restic.readthedocs.io/en/stable/060_forget.html
 */
export function keepReasonsOf(keep: Keep, items: readonly Timed[], timezone: string): KeepReason[] {
  const newestFirst = items.toSorted((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1));
  const labelOf = (bucket: keyof Keep, { key, at }: Timed): string =>
    bucket === 'last' ? key : periodOf(bucket, at, timezone);
  return bucketNames.flatMap((bucket) => {
    const of = keep[bucket] ?? 0;
    const reasons: KeepReason[] = [];
    let last: string | undefined;
    for (const item of newestFirst) {
      if (reasons.length === of) break;
      const period = labelOf(bucket, item);
      const isNewest = period !== last;
      if (isNewest || item === newestFirst.at(-1)) {
        reasons.push({ ...item, bucket, nth: reasons.length + 1, of, period, oldest: !isNewest });
      }
      last = period;
    }
    return reasons;
  });
}

/** The hour, day, ISO week, month or year of an instant in a time zone; an hour that comes twice is one. */
export function periodOf(bucket: Exclude<keyof Keep, 'last'>, at: EpochMs, timezone: string): string {
  return periods[bucket](at, timezone);
}

/** @example 'daily 3 of 7 (2026-11-18)', 'last 1 of 3', 'monthly 2 of 12 (the oldest)' */
export function describeKeepReason({ bucket, nth, of, period, oldest }: KeepReason): string {
  const place = `${bucket} ${nth} of ${of}`;
  if (oldest) return `${place} (the oldest)`;
  return bucket === 'last' ? place : `${place} (${period})`;
}

/**
 * Why no bucket holds a snapshot, bucket by bucket.
 *
 * @example 'last: 3 newer; daily: 2026-11-18 has a newer one; weekly: 4 newer, back to 2026-W44'
 */
export function describeExpiry(
  keep: Keep,
  reasons: readonly KeepReason[],
  at: EpochMs,
  timezone: string,
): string {
  const held = Map.groupBy(reasons, ({ bucket }) => bucket);
  return bucketNames
    .filter((bucket) => keep[bucket] !== undefined)
    .map((bucket) => {
      const places = held.get(bucket) ?? [];
      const newer = `${bucket}: ${places.length} newer`;
      if (bucket === 'last') return newer;
      const period = periodOf(bucket, at, timezone);
      return places.some((place) => place.period === period)
        ? `${bucket}: ${period} has a newer one`
        : `${newer}, back to ${places.at(-1)?.period}`;
    })
    .join('; ');
}
