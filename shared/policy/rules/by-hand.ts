import { BY_HAND_TAG, isoSeconds, tagText } from '../model/tags.ts';
import type { EpochMs } from '../time/units.ts';

const BY_HAND =
  /^(hold|release|hours|start|stop) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z) by ([^\s:]+)(?:: (.+))?$/s;

/** The command by which somebody last changed a cluster, its hold or its hours. */
export interface ByHand {
  readonly verb: 'hold' | 'release' | 'hours' | 'start' | 'stop';
  /** To the second. */
  readonly at: EpochMs;
  readonly by: string;
  /** As far as a tag can hold it. */
  readonly because?: string;
}

/**
 * The value of `dormouse:by-hand`. Characters that AWS does not allow in a tag become `_`, and the text ends after 256.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html
 *
 * @example
 * byHandNote({ verb: 'start', at, by: 'anna', because: 'load test' }) // 'start 2026-11-23T19:00:00Z by anna: load test'
 */
export function byHandNote({ verb, at, by, because }: ByHand): string {
  const who = by.replace(/[\s:]/g, '_') || 'unknown';
  const why = because?.trim();
  return tagText(`${verb} ${isoSeconds(at)} by ${who}${why ? `: ${why}` : ''}`);
}

/** Reads `dormouse:by-hand`; undefined when it is absent or not in that form. */
export function readByHand(tags: Readonly<Record<string, string>>): ByHand | undefined {
  const [, verb, time = '', by = '', because] = BY_HAND.exec(tags[BY_HAND_TAG] ?? '') ?? [];
  if (!isVerb(verb)) return undefined;
  return { verb, at: Date.parse(time), by, ...(because !== undefined && { because }) };
}

function isVerb(text: string | undefined): text is ByHand['verb'] {
  return text !== undefined && ['hold', 'release', 'hours', 'start', 'stop'].includes(text);
}
