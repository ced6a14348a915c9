const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

/** Matches a duration: `90s`, `30m`, `6d20h`. */
export const durationPattern = /^(?=.)(\d+d)?\s?(\d+h)?\s?(\d+m)?\s?(\d+s)?$/;

/** Matches a range of durations: `3m-10m`, or `3m` alone. */
export const durationRangePattern = /^(\d+[dhms])+(-(\d+[dhms])+)?$/;

/** From and to in milliseconds, both included. */
export interface DurationRange {
  readonly min: number;
  readonly max: number;
}

/**
 * Milliseconds of a text that `durationPattern` accepts.
 *
 * @example parseDuration('6d20h') // 590_400_000
 */
export function parseDuration(text: string): number {
  let total = 0;
  for (const [, count, unit = ''] of text.matchAll(/(\d+)([dhms])/g)) {
    total += Number(count) * (units[unit] ?? 0);
  }
  return total;
}

/** Milliseconds of a text that `durationRangePattern` accepts; one duration alone is both ends. */
export function parseDurationRange(text: string): DurationRange {
  const [from = '', to = from] = text.split('-');
  const [a, b] = [parseDuration(from), parseDuration(to)];
  return { min: Math.min(a, b), max: Math.max(a, b) };
}

/** The number of milliseconds that lies at a share in [0, 1) of the range. */
export function durationAt({ min, max }: DurationRange, share: number): number {
  return Math.round(min + (max - min) * share);
}

/** How long ago in milliseconds, or an instant in milliseconds since 1970. */
export type Since = { readonly ago: number } | { readonly at: number };
