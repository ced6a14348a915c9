import { isActive, type Pause } from '../model/pause.ts';
import { type EpochMs, HOUR_MS, SECOND_MS } from '../time/units.ts';

/**
 * How long the end of a pause is kept in the list: longer than any two commands overlap, so that none of them writes a pause
 * back that somebody has ended meanwhile.
 */
const KEEP_ENDED_MS = HOUR_MS;

/** The part of Dormouse that is paused. */
export type Scope = Pick<Pause, 'function' | 'account' | 'rule'>;

export function isSameScope(one: Scope, other: Scope): boolean {
  return one.function === other.function && one.account === other.account && one.rule === other.rule;
}

/** The list with a pause, which takes the place of one of the same scope, even if the clock of that one's writer was ahead. */
export function withPause(pauses: readonly Pause[], pause: Pause): Pause[] {
  const before = pauses.find((one) => isSameScope(one, pause));
  const since = before === undefined ? pause.since : Math.max(pause.since, before.since + SECOND_MS);
  return [...pauses.filter((one) => one !== before), { ...pause, since }];
}

/**
 * The list with the end of a pause in its place: an entry that says who ended it, and is over. To leave the pause out would
 * look the same as a list whose writer did not know of it.
 */
export function withEnd(
  pauses: readonly Pause[],
  scope: Scope,
  { by, because, now }: { readonly by: string; readonly because: string; readonly now: EpochMs },
): Pause[] {
  const before = pauses.find((one) => isSameScope(one, scope));
  if (before === undefined) return [...pauses];
  return withPause(pauses, { ...before, by, because, since: now, until: endOf(before, now) });
}

/** A time that is past by every clock: the beginning of the pause, or its end if that is earlier. */
function endOf({ since, until = since }: Pause, now: EpochMs): EpochMs {
  return Math.min(now, since, until);
}

/**
 * One list of several that were written at the same time: for each scope the newest entry, and of two of the same second the
 * one that pauses longer. The same for any order of the lists, and for a list that comes twice. Pauses that are over
 * are left out after an hour.
 */
export function mergePauses(lists: readonly (readonly Pause[])[], now: EpochMs): Pause[] {
  const newest = new Map<string, Pause>();
  for (const pause of lists.flat()) {
    const key = scopeKey(pause);
    const other = newest.get(key);
    if (other === undefined || isNewer(pause, other)) newest.set(key, pause);
  }
  return [...newest.values()]
    .filter((one) => isActive(one, now) || one.since > now - KEEP_ENDED_MS)
    .toSorted((one, other) => one.since - other.since || (scopeKey(one) < scopeKey(other) ? -1 : 1));
}

function scopeKey({ function: name = '', account = '', rule = '' }: Scope): string {
  return JSON.stringify([name, account, rule]);
}

/** Of two that are equally new, always the same one is. */
function isNewer(one: Pause, other: Pause): boolean {
  if (one.since !== other.since) return one.since > other.since;
  const { until = Number.MAX_VALUE } = one;
  const { until: otherUntil = Number.MAX_VALUE } = other;
  if (until !== otherUntil) return until > otherUntil;
  return JSON.stringify([one.by, one.because]) > JSON.stringify([other.by, other.because]);
}
