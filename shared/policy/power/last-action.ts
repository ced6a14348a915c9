import { REPORT_LAG_MS } from '../model/availability.ts';
import type { Cluster } from '../model/cluster.ts';
import type { ActionTags } from '../model/command.ts';
import { type Skipped, skip } from '../model/finding.ts';
import { actionTag, isoSeconds, POWER_TAG } from '../model/tags.ts';
import { type Contest, contestWords } from '../rules/contest.ts';
import { type LastAction, type PowerAction, readLastAction } from '../rules/power-note.ts';
import type { LocalTime } from '../time/local-time.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import type { StopFacts } from './facts.ts';

/** How long the third stop in a row waits after the second without effect; each further one waits twice as long. */
const FIRST_BACKOFF_MS = 15 * MINUTE_MS;
const MAX_BACKOFF_MS = 4 * HOUR_MS;

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

/** A stop or start that AWS has just accepted and does not report yet: a second one would be refused. */
export function checkPending(cluster: Cluster, action: PowerAction, local: LocalTime): Skipped | undefined {
  const last = readLastAction(cluster);
  if (last?.action !== action || last.answer !== undefined) return undefined;
  // A time far ahead was not written by Dormouse.
  if (Math.abs(local.now - last.at) >= REPORT_LAG_MS) return undefined;
  const when = formatWhenIn(last.at, local);
  return skip(
    'in-transition',
    `RDS still reports it as ${cluster.status}; its ${action} was requested ${when}`,
  );
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

/** After stops without effect the next one waits, longer each time, instead of failing in every sweep. */
export function checkBackOff(before: LastAction | undefined, local: LocalTime): Skipped | undefined {
  const attempts = attemptsUpTo(before);
  if (before === undefined || attempts < 2) return undefined;
  const next = before.at + Math.min(FIRST_BACKOFF_MS * 2 ** (attempts - 2), MAX_BACKOFF_MS);
  if (local.now >= next) return undefined;
  const detail =
    `${attempts} stops in a row were refused or did not last; the next follows ` +
    `${formatWhenIn(next, local)}: see its events in the RDS console`;
  return skip('stop-failing', detail);
}

/** How many attempts in a row a further one would continue. AWS was too busy for the last of them to count. */
export function attemptsUpTo(before: LastAction | undefined): number {
  if (before === undefined) return 0;
  return before.answer === 'busy' ? before.attempt - 1 : before.attempt;
}

/** The further words of a tag, as far as they are known. */
interface MoreWords {
  readonly contest?: Contest;
  readonly tookMs?: number;
  /** The policy and the release that decided. */
  readonly stamp?: string;
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
  { contest, tookMs, stamp }: MoreWords = {},
): ActionTags {
  const attempts = attempt > 1 ? ` attempt ${attempt}` : '';
  const took = tookMs === undefined ? '' : ` took ${Math.min(Math.ceil(tookMs / MINUTE_MS), 99)}m`;
  const words = `${action} ${isoSeconds(now)}${attempts}${contestWords(contest, now)}${took}`;
  return actionTag(POWER_TAG, words, rule, stamp);
}

/** The tags of a policy that says `tagActions: false`. */
export const noActionTags: ActionTags = { tags: {}, tagsIfNotDone: { refused: {}, busy: {} } };
