import type { EpochMs } from '../time/units.ts';

/** Keeps every action from a cluster until an instant, or `forever`. Set by people. */
export const HOLD_TAG = 'dormouse:hold';

/** What was last asked for, refused or not, when and by which rule. Set by Dormouse just before it asks. */
export const POWER_TAG = 'dormouse:power';

/** What was last asked for of the activity stream, refused or not: Dormouse's memory, so written whatever `tagActions` says. */
export const STREAM_TAG = 'dormouse:activity-stream';

/** What a person wants of the activity stream until an instant. Set by Dormouse when it is asked to, or by people. */
export const STREAM_OVERRIDE_TAG = 'dormouse:activity-stream-override';

/** What capacity was last asked for, refused or not, when and by which rule. */
export const CAPACITY_TAG = 'dormouse:capacity';

const MAX_VALUE = 256;

/** An instant as tags have it, `2026-11-20T19:05:00Z`. */
export function isoSeconds(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Text as a tag value may have it: what AWS does not allow becomes `_`, what is too long is cut. */
export function tagText(text: string): string {
  return text
    .slice(0, MAX_VALUE)
    .replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_')
    .trim();
}
