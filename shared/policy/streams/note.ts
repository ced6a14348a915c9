import type { EpochMs } from '../model/policy.ts';
import { isoSeconds, STREAM_TAG, tagText } from '../rules/tags.ts';

/** How often a stream that does not last is started; so often again after a day, for what ended it may have passed. */
export const MAX_STARTS = 3;
/** How often a stream is changed in a row: two changes of mode, each a stop and a start. Whatever wants more is no policy alone. */
export const MAX_CHANGES = 4;
/** So long what AWS tells of a stream may lag behind what was asked of it; and so far apart are tries that AWS refuses. */
export const LAG_MS = 30 * 60_000;
/** Changes that are less apart are in a row; those of ordinary days are not. */
const ROW_MS = 60 * 60_000;
const DAY_MS = 86_400_000;
const NOTE =
  /^(start|stop) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)(?: attempt (\d{1,3}))?(?: change (\d{1,3}))?( again)?(?: (refused|busy))? by(?: (.*))?$/s;

type Tags = Readonly<Record<string, string>>;

/** What Dormouse last asked AWS to do to an activity stream. */
export interface StreamNote {
  readonly action: 'start' | 'stop';
  /** To the second. */
  readonly at: EpochMs;
  /**
   * Of a start: the how manieth within a day of the one before. Of a stop: after how many starts, which count on if AWS
   * does not do it; 0 where one at most is known.
   */
  readonly attempt: number;
  /** The how manieth in a row, starts and stops alike. Not written of the first. */
  readonly change: number;
  /** AWS was busy when it was asked for the same within the hour before. */
  readonly again?: true;
  /**
   * Of what AWS did not do: `refused`, until somebody changes something, or `busy`, with others or with the cluster.
   * Absent: AWS did it, or nobody knows.
   */
  readonly answer?: 'refused' | 'busy';
  /** The rule's name as far as a tag can hold it. */
  readonly rule: string;
}

/** Reads `dormouse:activity-stream`; undefined when it is not there or not in the form that is written here. */
export function readStreamNote(tags: Tags): StreamNote | undefined {
  const [
    ,
    action,
    at = '',
    attempt = action === 'start' ? '1' : '0',
    change = '1',
    again,
    answer,
    rule = '',
  ] = NOTE.exec(tags[STREAM_TAG] ?? '') ?? [];
  const time = Date.parse(at);
  if ((action !== 'start' && action !== 'stop') || Number.isNaN(time)) return undefined;
  return {
    ...{ action, at: time, attempt: Number(attempt), change: Number(change) },
    ...(again !== undefined && { again: true }),
    ...((answer === 'refused' || answer === 'busy') && { answer }),
    rule,
  };
}

/** The tag of a start that is about to be sent, which counts those that did not last. */
export function startNote(tags: Tags, now: EpochMs, rule: string): Tags {
  const attempt = startsBefore(tags, now) + 1;
  return {
    [STREAM_TAG]: tagText(
      `start ${isoSeconds(now)} attempt ${attempt}${changeText(tags, now)}${againText(tags, 'start', now)} by ${rule}`,
    ),
  };
}

/** The tag of a stop that is about to be sent. */
export function stopNote(tags: Tags, now: EpochMs, rule: string): Tags {
  const starts = startsBefore(tags, now);
  const attempt = starts > 1 ? ` attempt ${starts}` : '';
  return {
    [STREAM_TAG]: tagText(
      `stop ${isoSeconds(now)}${attempt}${changeText(tags, now)}${againText(tags, 'stop', now)} by ${rule}`,
    ),
  };
}

/** The tag of a start or stop that AWS has not done, in place of the one that was written before. */
export function refusedNote(tags: Tags, answer: 'refused' | 'busy'): Tags {
  return { [STREAM_TAG]: tagText((tags[STREAM_TAG] ?? '').replace(/ by\b/, ` ${answer} by`)) };
}

/**
 * How often the stream has been started in a row, the last time within a day and not stopped by Dormouse since. A start
 * that AWS refuses counts, for it would be refused again; one for which AWS was busy does not.
 */
export function startsBefore(tags: Tags, now: EpochMs): number {
  const note = readStreamNote(tags);
  if (note === undefined || !isWithin(note.at, now, DAY_MS)) return 0;
  if (note.action === 'stop') return note.answer === undefined ? 0 : note.attempt;
  return note.answer === 'busy' ? note.attempt - 1 : note.attempt;
}

/** How often the stream has been changed in a row that a change now would go on with, by whichever deployment. */
export function changesBefore(tags: Tags, now: EpochMs): number {
  const note = readStreamNote(tags);
  return note && isWithin(note.at, now, ROW_MS) ? changesMade(note) : 0;
}

/** The note of a stream that has been changed so often in a row, the last time within a day, that it is left alone. */
export function tooManyChanges(tags: Tags, now: EpochMs): StreamNote | undefined {
  const note = readStreamNote(tags);
  return note && changesMade(note) >= MAX_CHANGES && isWithin(note.at, now, DAY_MS) ? note : undefined;
}

/** What was asked of the stream, and not refused, so short ago that AWS may not tell of it yet. */
export function justAsked(tags: Tags, now: EpochMs): StreamNote | undefined {
  const note = readStreamNote(tags);
  return note && note.answer === undefined && isWithin(note.at, now, LAG_MS) ? note : undefined;
}

/**
 * What AWS has not done so short ago that it is not asked for it again yet: what it refused, or was busy for twice in a
 * row. What it was busy for once is asked for by the next sweep.
 */
export function justDeclined(tags: Tags, action: StreamNote['action'], now: EpochMs): StreamNote | undefined {
  const note = readStreamNote(tags);
  if (note?.action !== action || !isWithin(note.at, now, LAG_MS)) return undefined;
  return note.answer === 'refused' || (note.answer === 'busy' && note.again === true) ? note : undefined;
}

/** What AWS does not tell yet of a stream that reads as `status`: what it was asked to do just now. Undefined: nothing. */
export function askedBehind(status: string, tags: Tags, now: EpochMs): StreamNote | undefined {
  const asked = justAsked(tags, now);
  return asked?.action === (status === 'stopped' ? 'start' : 'stop') ? asked : undefined;
}

function changesMade({ change, answer }: StreamNote): number {
  return answer === undefined ? change : change - 1;
}

function changeText(tags: Tags, now: EpochMs): string {
  const before = changesBefore(tags, now);
  return before === 0 ? '' : ` change ${before + 1}`;
}

function againText(tags: Tags, action: StreamNote['action'], now: EpochMs): string {
  const note = readStreamNote(tags);
  const isAgain = note?.action === action && note.answer === 'busy' && isWithin(note.at, now, ROW_MS);
  return isAgain ? ' again' : '';
}

/** A note from a time far ahead is not Dormouse's, and must not keep it from acting until then. */
function isWithin(at: EpochMs, now: EpochMs, ms: number): boolean {
  return Math.abs(now - at) < ms;
}
