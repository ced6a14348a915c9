export const MINUTE = 60_000;
export const WEEK = 7 * 1440 * MINUTE;

/** The Monday that the year begins with. */
export const FIRST = Date.parse('2026-11-23T00:00:00Z');

export interface Moment<H> {
  readonly at: number;
  /** Absent: it is the clock alone that changes something. */
  readonly happening?: H;
}

/** All that happens in a week, in order: at its beginning, when a policy may change, at these times, and what others do. */
export function momentsOf<H extends { readonly minute: number }>(
  start: number,
  times: readonly number[],
  happenings: readonly H[],
): Moment<H>[] {
  return [
    ...[...new Set([start, ...times])].map((at) => ({ at })),
    ...happenings.map((happening) => ({ at: start + happening.minute * MINUTE, happening })),
  ].sort((a, b) => a.at - b.at);
}

/** So many sweeps, some minutes apart, are enough for everything to come to rest. */
export const ENOUGH = 12;
export const APART = 12;
