import { isoSeconds, STREAM_OVERRIDE_TAG } from '../model/tags.ts';
import { readUntil } from '../rules/hold.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import type { RequestedOverride, StreamMode } from './stream.ts';

/** What the tag `dormouse:activity-stream-override` says at an instant. `none`: the rule applies. */
export type StreamOverride =
  | { readonly state: 'none' }
  | { readonly state: 'active' | 'over'; readonly desired: StreamMode | 'off'; readonly until: EpochMs }
  | { readonly state: 'unreadable'; readonly value: string };

/** What a person wants of a stream for a while, from both places where they can say so. */
export interface ResolvedOverride {
  /** What applies: the request of this run, or else the tag. */
  readonly applied: StreamOverride;
  /** What the tag says. */
  readonly tagged: StreamOverride;
  /** The tag that records the request; absent when there is no request, or the tag says it already. */
  readonly tagToWrite?: Tags;
}

type Tags = Readonly<Record<string, string>>;
type Requested = RequestedOverride | undefined;

/** Reads the tag of a cluster and the request of a run, in which a time that is over counts for nothing. */
export function resolveOverride(tags: Tags, requested: Requested, local: LocalTime): ResolvedOverride {
  const tagged = readStreamOverride(tags, local);
  if (requested === undefined) return { applied: tagged, tagged };
  if (requested.desired === 'declared') {
    const applied = { state: 'none' } as const;
    return tagged.state === 'none' || tagged.state === 'over'
      ? { applied, tagged }
      : { applied, tagged, tagToWrite: { [STREAM_OVERRIDE_TAG]: 'declared' } };
  }
  if (requested.until <= local.now) return { applied: tagged, tagged };
  const applied = { state: 'active', ...requested } as const;
  const value = textOf(requested);
  return tagged.state === 'active' && textOf(tagged) === value
    ? { applied, tagged }
    : { applied, tagged, tagToWrite: { [STREAM_OVERRIDE_TAG]: value } };
}

/**
 * Reads the tag: `off`, `async` or `sync`, then `until` and a time in the form of `dormouse:hold`; or `declared`, which
 * is the same as no tag.
 *
 * @example
 * readStreamOverride({ 'dormouse:activity-stream-override': 'off until 2026-12-01T00:00:00Z' }, { timezone: 'UTC', now })
 */
export function readStreamOverride(tags: Tags, { timezone, now }: LocalTime): StreamOverride {
  if (!Object.hasOwn(tags, STREAM_OVERRIDE_TAG)) return { state: 'none' };
  const value = (tags[STREAM_OVERRIDE_TAG] ?? '').trim();
  if (value === 'declared') return { state: 'none' };
  const [, desired, time = ''] = /^(off|async|sync) until (\S+)$/.exec(value) ?? [];
  const until = readUntil(time, timezone);
  if ((desired !== 'off' && desired !== 'async' && desired !== 'sync') || until === undefined) {
    return { state: 'unreadable', value };
  }
  return { state: now < until ? 'active' : 'over', desired, until };
}

/** `an override says off until Tue 10:30 Europe/Berlin` */
export function describeOverride(
  { desired, until }: StreamOverride & { readonly state: 'active' | 'over' },
  local: LocalTime,
): string {
  return `an override says ${desired} until ${formatWhenIn(until, local)}`;
}

function textOf({ desired, until }: { desired: StreamMode | 'off'; until: EpochMs }): string {
  return `${desired} until ${isoSeconds(until)}`;
}
