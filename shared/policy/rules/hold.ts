import { fromString } from 'temporal-polyfill/fns/Instant';
import { HOLD_TAG } from '../model/tags.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';
import { endOfDate } from '../time/wall-clock.ts';
import { formatWhenIn } from '../time/when.ts';

/** The power state that a hold keeps a cluster in. */
export type HeldState = 'stopped' | 'up';

/**
 * The meaning of the tag `dormouse:hold` at an instant. `until` is absent when it holds forever. Without `keeps` nothing
 * at all is changed; with it, only the power of the cluster is held, in that state.
 */
export type Hold =
  | { readonly state: 'none' }
  | {
      readonly state: 'held';
      readonly value: string;
      readonly keeps?: HeldState;
      readonly until?: EpochMs;
    }
  | { readonly state: 'over'; readonly value: string; readonly keeps?: HeldState; readonly until: EpochMs }
  | { readonly state: 'unreadable'; readonly value: string };

/** More than any value that can be read; AWS allows 256 characters. */
const MAX_VALUE = 64;
const HOLD = /^(?:(stopped|up|no changes) until )?(\S+)$/;

/**
 * Reads `dormouse:hold`: `stopped until`, `up until` or `no changes until`, then an ISO-8601 instant with `Z` or an
 * offset, or a date, which holds to the end of that day in the given time zone. The time alone, and `forever`, mean no
 * changes. Anything else is unreadable, and so holds: a time without a zone could mean one instant or another.
 *
 * @example
 * readHold({ 'dormouse:hold': 'stopped until 2026-12-01' }, { timezone: 'Europe/Berlin', now })
 */
export function readHold(tags: Readonly<Record<string, string>>, { timezone, now }: LocalTime): Hold {
  if (!Object.hasOwn(tags, HOLD_TAG)) return { state: 'none' };
  const value = (tags[HOLD_TAG] ?? '').trim();
  if (value === 'forever') return { state: 'held', value };
  if (value.length > MAX_VALUE) return { state: 'unreadable', value: `${value.slice(0, MAX_VALUE)}…` };
  const [, kept, time = ''] = HOLD.exec(value) ?? [];
  const until = readUntil(time, timezone);
  if (until === undefined) return { state: 'unreadable', value };
  const keeps = kept === 'stopped' || kept === 'up' ? ({ keeps: kept } as const) : {};
  return { state: now < until ? 'held' : 'over', value, ...keeps, until };
}

/** The value of `dormouse:hold` that keeps this state, or without one allows no changes, until a time as it was written. */
export function holdValue(keeps: HeldState | undefined, until: string): string {
  return `${keeps ?? 'no changes'} until ${until}`;
}

/**
 * The hold that is in force, in words: `held stopped until Sat 19:00 Europe/Berlin`. Undefined when there is none.
 */
export function describeHold(hold: Hold, local: LocalTime): string | undefined {
  if (hold.state !== 'held') return undefined;
  const until = hold.until === undefined ? 'forever' : `until ${formatWhenIn(hold.until, local)}`;
  return `held ${hold.keeps === undefined ? '' : `${hold.keeps} `}${until}`;
}

/** An ISO-8601 instant with `Z` or an offset, or the end of a date in the time zone; undefined for anything else. */
export function readUntil(value: string, timezone: string): EpochMs | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? readable(() => endOfDate(value, timezone)) : readInstant(value);
}

/** An ISO-8601 instant with `Z` or an offset; undefined for anything else. */
export function readInstant(value: string): EpochMs | undefined {
  return readable(() => fromString(value).epochMilliseconds);
}

/** Temporal says with a RangeError that text is no date or instant. */
export function readable(read: () => EpochMs): EpochMs | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
