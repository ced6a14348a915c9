import type { OverrideBound } from '../model/policy.ts';
import { isoSeconds, STREAM_OVERRIDE_TAG } from '../model/tags.ts';
import { readUntil } from '../rules/hold.ts';
import type { LocalTime } from '../time/local-time.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import type { RequestedOverride, StreamMode } from './stream.ts';

/** How far ahead an override may end, by request or tag, where the rule says nothing else: a year, whichever. */
export const MAX_OVERRIDE_MS = 366 * DAY_MS;

/**
 * The meaning of the tag `dormouse:activity-stream-override` at an instant. `none`: the rule applies. `refused`: it ends
 * later than the rule allows, so the rule applies.
 */
export type StreamOverride =
  | { readonly state: 'none' }
  | {
      readonly state: 'active' | 'over' | 'refused';
      readonly desired: StreamMode | 'off';
      readonly until: EpochMs;
    }
  | { readonly state: 'unreadable'; readonly value: string };

/** The temporary wish of a person for a stream, from both places where they can state it. */
export interface ResolvedOverride {
  /** The override that applies: the request of this run, or else the tag. */
  readonly applied: StreamOverride;
  /** The override in the tag. */
  readonly tagged: StreamOverride;
  /** The tag that records the request; absent when there is no request, or the tag says it already. */
  readonly tagToWrite?: Tags;
  /** Why the request or the tag does not apply; absent when nothing is refused. */
  readonly refusal?: string;
}

type Tags = Readonly<Record<string, string>>;
type Requested = RequestedOverride | undefined;

/** Reads the tag of a cluster and the request of a run, in which a time that is over counts for nothing. */
export function resolveOverride(
  tags: Tags,
  requested: Requested,
  bound: OverrideBound,
  local: LocalTime,
): ResolvedOverride {
  const byTag = readTag(tags, bound, local);
  if (requested === undefined) return byTag;
  const { tagged } = byTag;
  if (requested.desired === 'declared') {
    const applied = { state: 'none' } as const;
    return tagged.state === 'none' || tagged.state === 'over'
      ? { applied, tagged }
      : { applied, tagged, tagToWrite: { [STREAM_OVERRIDE_TAG]: 'declared' } };
  }
  if (requested.until <= local.now) return byTag;
  const value = textOf(requested);
  if (requested.until > local.now + bound.maxMs) {
    return { ...byTag, refusal: `the override "${value}" is refused: ${describeBound(bound)}` };
  }
  const applied = { state: 'active', ...requested } as const;
  return tagged.state === 'active' && textOf(tagged) === value
    ? { applied, tagged }
    : { applied, tagged, tagToWrite: { [STREAM_OVERRIDE_TAG]: value } };
}

/** Where no override is allowed, one that cannot be read is refused as well. */
function readTag(tags: Tags, bound: OverrideBound, local: LocalTime): ResolvedOverride {
  const tagged = readStreamOverride(tags, local, bound.maxMs);
  const isRefused = tagged.state === 'refused' || (tagged.state === 'unreadable' && bound.maxMs === 0);
  if (!isRefused) return { applied: tagged, tagged };
  const value = (tags[STREAM_OVERRIDE_TAG] ?? '').trim();
  const refusal = `its override "${value}" is refused: ${describeBound(bound)}`;
  return { applied: { state: 'none' }, tagged, refusal };
}

/**
 * Reads the tag: `off`, `async` or `sync`, then `until` and a time in the form of `dormouse:hold`; or `declared`, which
 * is the same as no tag. A time more than `maxMs` ahead is `refused`.
 *
 * @example
 * readStreamOverride({ 'dormouse:activity-stream-override': 'off until 2026-12-01T00:00:00Z' }, { timezone: 'UTC', now })
 */
export function readStreamOverride(
  tags: Tags,
  { timezone, now }: LocalTime,
  maxMs = MAX_OVERRIDE_MS,
): StreamOverride {
  if (!Object.hasOwn(tags, STREAM_OVERRIDE_TAG)) return { state: 'none' };
  const value = (tags[STREAM_OVERRIDE_TAG] ?? '').trim();
  if (value === 'declared') return { state: 'none' };
  const [, desired, time = ''] = /^(off|async|sync) until (\S+)$/.exec(value) ?? [];
  const until = readUntil(time, timezone);
  if ((desired !== 'off' && desired !== 'async' && desired !== 'sync') || until === undefined) {
    return { state: 'unreadable', value };
  }
  const state = until <= now ? 'over' : until > now + maxMs ? 'refused' : 'active';
  return { state, desired, until };
}

function describeBound({ text }: OverrideBound): string {
  return text === 'allow'
    ? `it ends more than ${MAX_OVERRIDE_MS / DAY_MS} days ahead`
    : `the rule says override: ${text}`;
}

/** `an override says off until Tue 10:30 Europe/Berlin` */
export function describeOverride(
  { desired, until }: { readonly desired: StreamMode | 'off'; readonly until: EpochMs },
  local: LocalTime,
): string {
  return `an override says ${desired} until ${formatWhenIn(until, local)}`;
}

function textOf({ desired, until }: { desired: StreamMode | 'off'; until: EpochMs }): string {
  return `${desired} until ${isoSeconds(until)}`;
}
