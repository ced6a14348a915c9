import type { Cluster } from '../model/cluster.ts';
import { isoSeconds, POWER_TAG, tagText } from '../model/tags.ts';
import { CONTEST_WORDS, type Contest, contestWords, readContest } from '../rules/contest.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';
import type { StopFacts } from './facts.ts';

const LAST_ACTION = new RegExp(
  `^(stop|start) (\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z)(?: attempt (\\d{1,3}))?${CONTEST_WORDS}(?: (refused|busy))? by(?: (.*))?$`,
  's',
);

type Tags = Readonly<Record<string, string>>;
type PowerAction = 'stop' | 'start';

/** The last stop or start of a cluster that Dormouse requested. */
export interface LastAction {
  readonly action: PowerAction;
  /** To the second. */
  readonly at: EpochMs;
  /** Its number in a row of the same action without effect, counted from 1. */
  readonly attempt: number;
  /** The changes up to this one with which several sides undo each other. Absent: none. */
  readonly contest?: Contest;
  /** Why AWS did not do it: it refused, or was busy. Absent: AWS accepted it, or nobody knows. */
  readonly answer?: 'refused' | 'busy';
  /** The rule's name as far as a tag can hold it. */
  readonly rule: string;
}

/** The tags of an action: as written before the call, and as corrected once AWS has said that it did nothing. */
export interface ActionTags {
  readonly tags: Tags;
  readonly tagsIfNotDone: Readonly<Record<'refused' | 'busy', Tags>>;
}

/**
 * Reads `dormouse:power`; undefined when it is absent, not in the form that `actionTags` writes, or older than the
 * cluster: a restored cluster has the tags of another one.
 */
export function readLastAction({
  tags,
  createdAt = 0,
}: Pick<Cluster, 'tags' | 'createdAt'>): LastAction | undefined {
  const [, action, time = '', attempt = '1', changes, of, answer, rule = ''] =
    LAST_ACTION.exec(tags[POWER_TAG] ?? '') ?? [];
  const at = Date.parse(time);
  if ((action !== 'stop' && action !== 'start') || !(at >= createdAt)) return undefined;
  const contest = readContest(changes, of, at);
  return {
    action,
    at,
    attempt: Number(attempt),
    ...(contest && { contest }),
    ...((answer === 'refused' || answer === 'busy') && { answer }),
    rule,
  };
}

/**
 * The last action, if it is the same as `action`, less than a day ago, and has had no effect: the cluster is still, or
 * again, as before. `startedAt` is its last known start: a cluster that has started since was stopped before.
 */
export function attemptBefore(
  cluster: Pick<Cluster, 'tags' | 'createdAt'>,
  action: PowerAction,
  now: EpochMs,
  startedAt?: EpochMs,
): LastAction | undefined {
  const last = readLastAction(cluster);
  if (last?.action !== action || Math.abs(now - last.at) >= DAY_MS) return undefined;
  // A stopped cluster may have been started and stopped again by people, which nothing that is read shows.
  if (action === 'start') return last.answer === undefined ? undefined : last;
  return startedAt !== undefined && startedAt > last.at ? undefined : last;
}

/**
 * The last known start of a cluster: the event of it, or the start that Dormouse noted, whichever is later. RDS sends
 * events on a best-effort basis, so a start may have none.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.html
 */
export function lastStartOf(
  cluster: Pick<Cluster, 'tags' | 'createdAt'>,
  { lastStart }: Pick<StopFacts, 'lastStart'>,
): StopFacts['lastStart'] {
  const last = readLastAction(cluster);
  if (last?.action !== 'start' || last.answer !== undefined) return lastStart;
  return lastStart !== undefined && lastStart.at >= last.at ? lastStart : { at: last.at, by: 'user' };
}

/** How many attempts in a row a further one would continue. AWS was too busy for the last of them to count. */
export function attemptsUpTo(before: LastAction | undefined): number {
  if (before === undefined) return 0;
  return before.answer === 'busy' ? before.attempt - 1 : before.attempt;
}

/**
 * The values of `dormouse:power` for an action that is about to be requested, each at most 256 characters, which a tag
 * may have. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html
 *
 * @example
 * actionTags('stop', 1, now, 'developers').tags // { 'dormouse:power': 'stop 2026-11-20T19:05:00Z by developers' }
 */
export function actionTags(
  action: PowerAction,
  attempt: number,
  now: EpochMs,
  rule: string,
  contest?: Contest,
): ActionTags {
  const attempts = attempt > 1 ? ` attempt ${attempt}` : '';
  const words = `${action} ${isoSeconds(now)}${attempts}${contestWords(contest, now)}`;
  const tag = (answer: string): Tags => ({ [POWER_TAG]: tagText(`${words}${answer} by ${rule}`) });
  return { tags: tag(''), tagsIfNotDone: { refused: tag(' refused'), busy: tag(' busy') } };
}

/** The tags of a policy that says `tagActions: false`. */
export const noActionTags: ActionTags = { tags: {}, tagsIfNotDone: { refused: {}, busy: {} } };
