import type { EpochMs } from '../time/units.ts';
import type { ActionTags } from './command.ts';

/** Keeps every action from a cluster until an instant, or `forever`. Set by people. */
export const HOLD_TAG = 'dormouse:hold';

/** Hours that take the place of those of the rule until an instant, as far as the rule allows. Set by people. */
export const HOURS_TAG = 'dormouse:hours';

/** The last stop or start that was requested, with its time and rule. Dormouse sets it just before the call. */
export const POWER_TAG = 'dormouse:power';

/** The last warning of a change that was sent, or that it counts no more. Decisions depend on it, so it is always written. */
export const WARNED_TAG = 'dormouse:warned';

/** Who last held, released, started or stopped the cluster by the command line, when, and why. Decides nothing. */
export const BY_HAND_TAG = 'dormouse:by-hand';

/** The last changes of the activity stream. Decisions depend on it, so it is written whatever `tagActions` says. */
export const STREAM_TAG = 'dormouse:activity-stream';

/** The state of the activity stream that a person asks for until an instant. Set by Dormouse on request, or by people. */
export const STREAM_OVERRIDE_TAG = 'dormouse:activity-stream-override';

/** The capacity that was last requested, with its time and rule. */
export const CAPACITY_TAG = 'dormouse:capacity';

/** On everything that Dormouse makes: the function that made it. */
export const CREATED_BY_TAG = 'dormouse:created-by';

/** On everything that Dormouse makes: the deployment that made it. */
export const DEPLOYMENT_TAG = 'dormouse:deployment';

/** On everything that Dormouse makes: the rule that asked for it. */
export const RULE_TAG = 'dormouse:rule';

/** On clusters and instances of a restore drill: its id. Dormouse deletes none without it. */
export const DRILL_TAG = 'dormouse:drill';

/** Until when a restore drill may take, as an instant. Decides nothing: its record does. */
export const DRILL_UNTIL_TAG = 'dormouse:drill-until';

/** The ARN of the cluster whose recovery point a drill restores. */
export const DRILL_OF_TAG = 'dormouse:drill-of';

/** On a source cluster: its last restore drill that passed, with its recovery point. For people, decides nothing. */
export const PROVEN_TAG = 'dormouse:proven';

const MAX_VALUE = 256;

/** An instant in the form of tags, `2026-11-20T19:05:00Z`. */
export function isoSeconds(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Text as a tag value: characters that AWS does not allow become `_`, and text beyond 256 characters is cut off. */
export function tagText(text: string): string {
  return text
    .slice(0, MAX_VALUE)
    .replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_')
    .trim();
}

/** The policy and the release that decided, at the end of a tag; its rule comes before it. */
const STAMP = / @[0-9a-f]{8} v[\w.+-]+$/;

/**
 * The end of the tags of actions: the beginning of the policy's digest, and the version of Dormouse.
 *
 * @example stampOf('3f2a91bc0d11e872', '0.2.0') // '@3f2a91bc v0.2.0'
 */
export function stampOf(digest: string, release: string): string {
  return `@${digest.slice(0, 8)} v${release}`;
}

/** The words by which a tag names its rule, and what decided, if that is known. */
export function byRule(rule: string, stamp: string | undefined): string {
  return stamp === undefined ? `by ${rule}` : `by ${rule} ${stamp}`;
}

/** The rule that such words name. Versions before 0.2 wrote nothing after it. */
export function ruleIn(words: string): string {
  return words.replace(STAMP, '');
}

/** The tag `key` of an action that is about to be requested by `rule`, and the same once AWS has said that it did nothing. */
export function actionTag(key: string, words: string, rule: string, stamp?: string): ActionTags {
  const tag = (answer: string) => ({ [key]: tagText(`${words}${answer} ${byRule(rule, stamp)}`) });
  return { tags: tag(''), tagsIfNotDone: { refused: tag(' refused'), busy: tag(' busy') } };
}
