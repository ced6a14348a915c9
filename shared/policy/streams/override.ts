import type { EpochMs } from '../model/policy.ts';
import { readUntil } from '../rules/hold.ts';
import { isoSeconds, STREAM_OVERRIDE_TAG } from '../rules/tags.ts';
import type { RequestedOverride, StreamMode } from './stream.ts';

/** What the tag `dormouse:activity-stream-override` says at an instant. `none`: as the rule says. */
export type StreamOverride =
  | { readonly state: 'none' }
  | { readonly state: 'active' | 'over'; readonly desired: StreamMode | 'off'; readonly until: EpochMs }
  | { readonly state: 'unreadable'; readonly value: string };

type Tags = Readonly<Record<string, string>>;

/**
 * Reads the tag: `off`, `async` or `sync`, then `until` and a time as `dormouse:hold` has it; or `declared`, which is
 * as if there were no tag.
 *
 * @example
 * readStreamOverride({ 'dormouse:activity-stream-override': 'off until 2026-12-01T00:00:00Z' }, 'UTC', now)
 */
export function readStreamOverride(tags: Tags, timezone: string, now: EpochMs): StreamOverride {
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

/** What the run was asked for, or else what the tag says. What is asked for a time that is over counts for nothing. */
export function effectiveOverride(
  requested: RequestedOverride | undefined,
  noted: StreamOverride,
  now: EpochMs,
): StreamOverride {
  if (requested === undefined || isOver(requested, now)) return noted;
  return requested.desired === 'declared' ? { state: 'none' } : { state: 'active', ...requested };
}

/** The tag that remembers what was asked for; undefined when there is nothing that the tag does not say already. */
export function overrideToRemember(
  requested: RequestedOverride | undefined,
  noted: StreamOverride,
  now: EpochMs,
): Tags | undefined {
  if (requested === undefined || isOver(requested, now)) return undefined;
  if (requested.desired === 'declared') {
    const silent = noted.state === 'none' || noted.state === 'over';
    return silent ? undefined : { [STREAM_OVERRIDE_TAG]: 'declared' };
  }
  const value = textOf(requested);
  return noted.state === 'active' && textOf(noted) === value ? undefined : { [STREAM_OVERRIDE_TAG]: value };
}

function isOver(requested: RequestedOverride, now: EpochMs): boolean {
  return requested.desired !== 'declared' && requested.until <= now;
}

function textOf({ desired, until }: { desired: StreamMode | 'off'; until: EpochMs }): string {
  return `${desired} until ${isoSeconds(until)}`;
}
