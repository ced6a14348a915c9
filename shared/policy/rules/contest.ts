import { isoSeconds } from '../model/tags.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';

/**
 * After this number of changes of direction, each undoing the one before, the side that makes less of a cluster yields
 * for a day.
 */
const MAX_CHANGES = 4;

/** A dispute at about the same hour of each day goes on. */
const MEMORY_MS = 1.5 * DAY_MS;

/** How a tag has the changes with which several sides undo each other; to be put into the expression of a whole tag. */
export const CONTEST_WORDS = '(?: change (\\d{1,3})(?: of (\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z))?)?';

/** Changes in a row, each of which undid the one before. */
export interface Contest {
  readonly changes: number;
  /** When the last of them was made. */
  readonly at: EpochMs;
}

/** An action that a tag remembers. */
interface Remembered {
  readonly at: EpochMs;
  /** Absent: it undid nothing. */
  readonly contest?: Contest;
}

/**
 * The side that undid the last action: `theirs`, it was another deployment's and would be undone now, or `ours`,
 * somebody undid it and it would be made again. `no`: hours, use or anything else of the rule has changed since.
 */
export type Undone = 'theirs' | 'ours' | 'no';

/** Reads what `CONTEST_WORDS` has matched in the tag of an action at `at`. */
export function readContest(
  changes: string | undefined,
  of: string | undefined,
  at: EpochMs,
): Contest | undefined {
  if (changes === undefined) return undefined;
  const time = of === undefined ? at : Date.parse(of);
  return Number.isNaN(time) ? undefined : { changes: Number(changes), at: time };
}

/** The words for the tag of an action at `now`; empty when it undoes nothing. */
export function contestWords(contest: Contest | undefined, now: EpochMs): string {
  if (contest === undefined) return '';
  const of = contest.at === now ? '' : ` of ${isoSeconds(contest.at)}`;
  return ` change ${contest.changes}${of}`;
}

/** The changes so far, with the one by which somebody has undone ours; 0 when nothing has been undone within a day. */
export function changesSoFar(last: Remembered | undefined, undone: Undone, now: EpochMs): number {
  if (last === undefined || undone === 'no' || !isWithin(DAY_MS, last.at, now)) return 0;
  return countOf(last, now) + (undone === 'ours' ? 1 : 0);
}

/** Whether the last action has been undone so often within a day that the other side has its way for a day. */
export function isContested(last: Remembered | undefined, undone: Undone, now: EpochMs): boolean {
  return changesSoFar(last, undone, now) >= MAX_CHANGES;
}

/** The dispute that the tag of an action at `now` remembers. A dispute is remembered past ordinary actions. */
export function continueContest(
  last: Remembered | undefined,
  undone: Undone,
  now: EpochMs,
): Contest | undefined {
  const changes = changesSoFar(last, undone, now);
  if (changes > 0) return { changes: Math.min(changes + 1, 999), at: now };
  return last?.contest !== undefined && isWithin(MEMORY_MS, last.contest.at, now) ? last.contest : undefined;
}

function countOf({ contest }: Remembered, now: EpochMs): number {
  return contest !== undefined && isWithin(MEMORY_MS, contest.at, now) ? contest.changes : 1;
}

/** A time far ahead was not written by Dormouse. */
function isWithin(ms: number, at: EpochMs, now: EpochMs): boolean {
  return Math.abs(now - at) < ms;
}
