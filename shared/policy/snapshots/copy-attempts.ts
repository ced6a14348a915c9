import type { Snapshot } from '../model/snapshot.ts';
import { isoSeconds } from '../model/tags.ts';
import { DAY_MS, type EpochMs, MINUTE_MS, SECOND_MS } from '../time/units.ts';

/** After this number of failed attempts, a copy is tried once a day. */
const MAX_ATTEMPTS = 3;
/** How long RDS may not show a copy that it has accepted, and how long to wait after an attempt that failed. */
const LAG_MS = 30 * MINUTE_MS;
/** How long to wait when AWS was busy: throttling has passed by then. */
const BUSY_MS = 5 * MINUTE_MS;
/** As far as the tag counts. */
const MAX_COUNTED = 999;
const PREFIX = 'dormouse:copy-';
const ATTEMPT = /^attempt (\d{1,3}) at (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)(?: (refused|busy))?$/;

/** One for all that were never tried, as most were not. */
const NONE: CopyAttempts = { failed: 0 };

type Tags = Readonly<Record<string, string>>;

/** The attempts to copy a source to one Region so far. */
export interface CopyAttempts {
  /** Those that failed: AWS refused it for good, or accepted it and the copy failed or vanished. */
  readonly failed: number;
  /**
   * The reason why the next one waits. `pending`: RDS may not show the copy yet. `busy`: AWS was busy. `backoff`: the last
   * attempt failed. `exhausted`: enough have failed that it is tried once a day.
   */
  readonly waits?: 'pending' | 'busy' | 'backoff' | 'exhausted';
  /** AWS was busy the last time. */
  readonly wasBusy?: true;
  /** When the last one was made; absent: there was none. */
  readonly at?: EpochMs;
  /** Until when the next one waits. */
  readonly until?: EpochMs;
}

/** The tags that record one attempt on its source: as written before the call, and once AWS has said that it did nothing. */
export interface AttemptTags {
  readonly sourceTags: Tags;
  readonly sourceTagsIfNotDone: Readonly<Record<'refused' | 'busy', Tags>>;
}

interface LastAttempt {
  readonly number: number;
  readonly at: EpochMs;
  readonly answer?: 'refused' | 'busy';
}

/**
 * Reads how often a source has been copied to a Region in vain. The destination is the authority: a copy that is there
 * is not made again, whatever a tag says. The tag on the source adds what the destination can't show, refusals and copies
 * that vanished; where it can't be written or read, the failed copies alone count.
 *
 * @param failedCopies Dormouse's copies of the source that the destination shows as failed.
 */
export function readAttempts(
  source: Pick<Snapshot, 'tags' | 'createdAt'>,
  destination: string,
  failedCopies: readonly Pick<Snapshot, 'createdAt'>[],
  now: EpochMs,
): CopyAttempts {
  const last = readLast(source, destination);
  if (last === undefined && failedCopies.length === 0) return NONE;
  const counted = last === undefined ? 0 : last.number - (last.answer === 'busy' ? 1 : 0);
  const failed = Math.max(counted, failedCopies.length);
  const times = [...failedCopies.map(({ createdAt }) => createdAt), ...(last ? [last.at] : [])];
  const at = last?.answer === 'busy' ? last.at : Math.max(...times);
  // The failed copies that are there are those of the first attempts.
  const isUnseen = last !== undefined && last.answer === undefined && last.number > failedCopies.length;
  const waiting = (why: NonNullable<CopyAttempts['waits']>, ms: number): CopyAttempts | undefined =>
    // A time far ahead was not written by Dormouse, and must not keep it from copying until then.
    Math.abs(now - at) < ms ? { failed, at, waits: why, until: at + ms } : undefined;

  if (last?.answer === 'busy') return { ...(waiting('busy', BUSY_MS) ?? { failed, at }), wasBusy: true };
  return (
    (isUnseen ? waiting('pending', LAG_MS) : undefined) ??
    (failed >= MAX_ATTEMPTS ? waiting('exhausted', DAY_MS) : undefined) ??
    waiting('backoff', LAG_MS) ?? { failed, at }
  );
}

/** The tags for an attempt that is about to be made. */
export function attemptTags({ failed }: CopyAttempts, destination: string, now: EpochMs): AttemptTags {
  const attempt = `attempt ${Math.min(failed + 1, MAX_COUNTED)} at ${isoSeconds(now)}`;
  const tag = (answer: string): Tags => ({ [tagOf(destination)]: `${attempt}${answer}` });
  return { sourceTags: tag(''), sourceTagsIfNotDone: { refused: tag(' refused'), busy: tag(' busy') } };
}

/** Undefined without a tag in this form, or with one that is older than the source, which has it from another snapshot. */
function readLast(
  { tags, createdAt }: Pick<Snapshot, 'tags' | 'createdAt'>,
  destination: string,
): LastAttempt | undefined {
  const tag = tags[tagOf(destination)];
  if (tag === undefined) return undefined;
  const [, number = '', time = '', answer] = ATTEMPT.exec(tag) ?? [];
  const at = Date.parse(time);
  // The tag has whole seconds.
  if (!(at + SECOND_MS > createdAt)) return undefined;
  return { number: Number(number), at, ...((answer === 'refused' || answer === 'busy') && { answer }) };
}

/** Whether a tag records attempts to copy. */
export function isAttemptTag(key: string): boolean {
  return key.startsWith(PREFIX);
}

function tagOf(destination: string): string {
  return `${PREFIX}${destination}`;
}
