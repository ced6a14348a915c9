import type { Cluster } from '../model/cluster.ts';
import type { ActionTags } from '../model/command.ts';
import { actionTag, isoSeconds, ruleIn, STREAM_TAG } from '../model/tags.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../time/units.ts';

/** After this number of starts in a row that did not last, a stream is left alone for a day. */
export const MAX_STARTS = 3;
/** The number of changes in a row that one policy may need: two changes of mode, each a stop and a start. Then the stream is left alone for a day. */
const MAX_CHANGES = 4;
/** How long RDS may report the old status after a call, and how long to wait after a call that it refused. */
export const LAG_MS = 30 * MINUTE_MS;
/** Changes that are less than this apart are in a row; those of ordinary days are not. */
const ROW_MS = HOUR_MS;
const LAST_ACTION =
  /^(start|stop) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)(?: attempt (\d{1,3}))?(?: change (\d{1,3}))?( again)?(?: (refused|busy))? by(?: (.*))?$/s;

type Tagged = Pick<Cluster, 'tags' | 'createdAt'>;

/** The last change of an activity stream that Dormouse requested. */
export interface LastAction {
  readonly action: 'start' | 'stop';
  /** To the second. */
  readonly at: EpochMs;
  /**
   * For a start: its number in a series of starts less than a day apart, counted from 1. For a stop: the number of starts
   * before it, which go on counting if RDS refuses the stop; 0 when there was one at most.
   */
  readonly attempt: number;
  /** Its number in a row of changes, starts and stops alike, counted from 1. */
  readonly change: number;
  /** RDS was busy when it was asked for the same within the hour before. */
  readonly again?: true;
  /**
   * Why RDS did not do it: `refused`, until somebody changes something, or `busy`, with others or with the cluster.
   * Absent: RDS did it, or nobody knows.
   */
  readonly answer?: 'refused' | 'busy';
  /** The rule's name as far as a tag can hold it. */
  readonly rule: string;
}

/** The changes of an activity stream so far, as the cluster's tag records them, seen at one instant. */
export interface StreamHistory {
  /** Absent: no tag, or one that is not in Dormouse's form. */
  readonly last?: LastAction;
  /**
   * Starts in a row, the last within a day and not stopped by Dormouse since. A start that RDS refused counts, because RDS
   * would refuse it again; one for which RDS was busy does not.
   */
  readonly starts: number;
  /** Changes in a row that a change now would continue, whichever deployment made them. */
  readonly changes: number;
  /** The last action is so recent that RDS may not report it yet. */
  readonly isRecent: boolean;
  /** The stream has changed too often in a row, the last time within a day, and is left alone. */
  readonly isFlapping: boolean;
}

/**
 * Reads `dormouse:activity-stream`; undefined when it is absent, not in the form that `actionTags` writes, or older than
 * the cluster: a restored cluster has the tags of another one.
 */
export function readLastAction({ tags, createdAt = 0 }: Tagged): LastAction | undefined {
  const [
    ,
    action,
    at = '',
    attempt = action === 'start' ? '1' : '0',
    change = '1',
    again,
    answer,
    rule = '',
  ] = LAST_ACTION.exec(tags[STREAM_TAG] ?? '') ?? [];
  const time = Date.parse(at);
  if ((action !== 'start' && action !== 'stop') || !(time >= createdAt)) return undefined;
  return {
    action,
    at: time,
    attempt: Number(attempt),
    change: Number(change),
    ...(again !== undefined && { again: true }),
    ...((answer === 'refused' || answer === 'busy') && { answer }),
    rule: ruleIn(rule),
  };
}

/** Reads the tag of a cluster once, for everything that a decision at `now` needs of it. */
export function readHistory(cluster: Tagged, now: EpochMs): StreamHistory {
  const last = readLastAction(cluster);
  if (last === undefined) return { starts: 0, changes: 0, isRecent: false, isFlapping: false };
  // A time far ahead was not written by Dormouse, and must not keep it from acting until then.
  const agoMs = Math.abs(now - last.at);
  const changes = last.answer === undefined ? last.change : last.change - 1;
  return {
    last,
    starts: agoMs < DAY_MS ? startsUpTo(last) : 0,
    changes: agoMs < ROW_MS ? changes : 0,
    isRecent: agoMs < LAG_MS,
    isFlapping: changes >= MAX_CHANGES && agoMs < DAY_MS,
  };
}

/** The change that RDS has accepted and does not report yet, for a stream that it reports as `status`. */
export function pendingChange({ last, isRecent }: StreamHistory, status: string): LastAction | undefined {
  if (last === undefined || last.answer !== undefined || !isRecent) return undefined;
  return last.action === (status === 'stopped' ? 'start' : 'stop') ? last : undefined;
}

/**
 * The last action, if RDS did not do it and it is too early to ask for the same again: RDS refused it, or was busy for
 * the second time in a row. When RDS was busy once, the next sweep asks again.
 */
export function backoffFrom(
  { last, isRecent }: StreamHistory,
  action: LastAction['action'],
): LastAction | undefined {
  if (last?.action !== action || !isRecent) return undefined;
  return last.answer === 'refused' || (last.answer === 'busy' && last.again === true) ? last : undefined;
}

/** The tags for a change that is about to be requested. */
export function actionTags(
  { last, starts, changes }: StreamHistory,
  action: LastAction['action'],
  now: EpochMs,
  rule: string,
  stamp?: string,
): ActionTags {
  const attempt = action === 'start' ? starts + 1 : starts;
  const isAgain = last?.action === action && last.answer === 'busy' && Math.abs(now - last.at) < ROW_MS;
  const words = [
    `${action} ${isoSeconds(now)}`,
    ...(action === 'start' || attempt > 1 ? [`attempt ${attempt}`] : []),
    ...(changes > 0 ? [`change ${changes + 1}`] : []),
    ...(isAgain ? ['again'] : []),
  ].join(' ');
  return actionTag(STREAM_TAG, words, rule, stamp);
}

function startsUpTo({ action, attempt, answer }: LastAction): number {
  if (action === 'stop') return answer === undefined ? 0 : attempt;
  return answer === 'busy' ? attempt - 1 : attempt;
}
