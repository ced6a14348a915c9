import type { Action, EpochMs, Policy } from '../model/policy.ts';

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
const POWER = /^(stop|start) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z) by(?: (.*))?$/s;

export interface PowerNote {
  readonly action: 'stop' | 'start';
  /** To the second. */
  readonly at: EpochMs;
  /** The rule's name as far as a tag can hold it. */
  readonly rule: string;
}

/**
 * The value of `dormouse:power`, at most 256 characters that a tag may have.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html
 *
 * @example
 * powerTag('stop', now, 'developer databases') // 'stop 2026-11-20T19:05:00Z by developer databases'
 */
export function powerTag(action: 'stop' | 'start', now: EpochMs, rule: string): string {
  return tagText(`${action} ${isoSeconds(now)} by ${rule}`);
}

/** An instant as tags have it, `2026-11-20T19:05:00Z`. */
export function isoSeconds(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Reads `dormouse:power` back; undefined when it is not there or not in the form that `powerTag` writes. */
export function readPowerTag(tags: Readonly<Record<string, string>>): PowerNote | undefined {
  const [, action, at = '', rule = ''] = POWER.exec(tags[POWER_TAG] ?? '') ?? [];
  const time = Date.parse(at);
  if ((action !== 'stop' && action !== 'start') || Number.isNaN(time)) return undefined;
  return { action, at: time, rule };
}

/** The tags that go with an action: none where the policy says `tagActions: false`. */
export function actionTags(
  policy: Policy,
  action: Action,
  now: EpochMs,
  rule: string,
): Readonly<Record<string, string>> {
  const noted = action === 'stop' || action === 'start';
  return policy.tagActions && noted ? { [POWER_TAG]: powerTag(action, now, rule) } : {};
}

/** Text as a tag value may have it: what AWS does not allow becomes `_`, what is too long is cut. */
export function tagText(text: string): string {
  return text
    .slice(0, MAX_VALUE)
    .replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_')
    .trim();
}
