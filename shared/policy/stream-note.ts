import type { EpochMs } from './model.ts';
import { isoSeconds, STREAM_TAG, tagText } from './tags.ts';

/** How often a stream that does not last is started; so often again after a day, for what ended it may have passed. */
export const MAX_STARTS = 3;
/** So long what AWS tells of a stream may lag behind what was asked of it. */
export const LAG_MS = 30 * 60_000;
const DAY_MS = 86_400_000;
const NOTE = /^(start|stop) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)(?: attempt (\d{1,3}))? by(?: (.*))?$/s;

type Tags = Readonly<Record<string, string>>;

/** What Dormouse last did to an activity stream. */
export interface StreamNote {
  readonly action: 'start' | 'stop';
  /** To the second. */
  readonly at: EpochMs;
  /** Of a start: the how manieth within a day of the one before. */
  readonly attempt: number;
  /** The rule's name as far as a tag can hold it. */
  readonly rule: string;
}

/** Reads `dormouse:activity-stream`; undefined when it is not there or not in the form that is written here. */
export function readStreamNote(tags: Tags): StreamNote | undefined {
  const [, action, at = '', attempt = '1', rule = ''] = NOTE.exec(tags[STREAM_TAG] ?? '') ?? [];
  const time = Date.parse(at);
  if ((action !== 'start' && action !== 'stop') || Number.isNaN(time)) return undefined;
  return { action, at: time, attempt: Number(attempt), rule };
}

/** The tag of a start that is about to be sent, which counts those that did not last. */
export function startNote(tags: Tags, now: EpochMs, rule: string): Tags {
  const attempt = startsBefore(tags, now) + 1;
  return { [STREAM_TAG]: tagText(`start ${isoSeconds(now)} attempt ${attempt} by ${rule}`) };
}

/** The tag of a stop that is about to be sent. */
export function stopNote(now: EpochMs, rule: string): Tags {
  return { [STREAM_TAG]: tagText(`stop ${isoSeconds(now)} by ${rule}`) };
}

/** How often the stream has been started in a row, the last time within a day and not stopped by Dormouse since. */
export function startsBefore(tags: Tags, now: EpochMs): number {
  const note = readStreamNote(tags);
  return note?.action === 'start' && isWithin(note.at, now, DAY_MS) ? note.attempt : 0;
}

/** What was asked of the stream so short ago that AWS may not tell of it yet. */
export function justAsked(tags: Tags, now: EpochMs): StreamNote | undefined {
  const note = readStreamNote(tags);
  return note && isWithin(note.at, now, LAG_MS) ? note : undefined;
}

/** What AWS does not tell yet of a stream that reads as `status`: what it was asked to do just now. Undefined: nothing. */
export function askedBehind(status: string, tags: Tags, now: EpochMs): StreamNote | undefined {
  const asked = justAsked(tags, now);
  return asked?.action === (status === 'stopped' ? 'start' : 'stop') ? asked : undefined;
}

/** A note from a time far ahead is not Dormouse's, and must not keep it from acting until then. */
function isWithin(at: EpochMs, now: EpochMs, ms: number): boolean {
  return Math.abs(now - at) < ms;
}
