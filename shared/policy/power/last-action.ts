import type { Action } from '../model/actions.ts';
import type { Policy } from '../model/policy.ts';
import { isoSeconds, POWER_TAG, tagText } from '../model/tags.ts';
import type { EpochMs } from '../time/units.ts';

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
