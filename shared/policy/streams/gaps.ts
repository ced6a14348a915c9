import type { Policy } from '../model/policy.ts';
import { classifyStatus } from '../model/status.ts';
import { windowAt } from '../time/hours.ts';
import type { EpochMs } from '../time/units.ts';
import { type Candidate, streamCandidate } from './candidate.ts';
import { isStreamEngine } from './eligibility.ts';
import type { MeasuredGap, StreamEvents, StreamWorld } from './stream.ts';

/** Statuses in which there is no database yet, or none any more, whose activity could be recorded. */
const NOT_THERE = ['creating', 'deleting'];
const RUNNING = ['available', 'transitional', 'unknown'];

/**
 * The running clusters of the world whose activity stream is to run, and does not or not in its mode; in its order.
 * Those of an engine without streams are refused, and no gap that anybody could close.
 */
export function streamGaps(policy: Policy, world: StreamWorld): MeasuredGap[] {
  return world.clusters.flatMap((observed) => {
    const candidate = streamCandidate(policy, observed, world);
    if (candidate === undefined || !isGap(candidate)) return [];
    const { arn, account, region, id } = observed.cluster;
    const since = sinceOf(candidate, observed.streamEvents);
    const gapMs = world.observedAt - since;
    return [{ arn, account, region, cluster: id, rule: candidate.rule.name, since, gapMs }];
  });
}

/** A stream whose mode AWS does not tell is taken to run in the right one. */
function isGap({ cluster: { engine, status }, current, desired }: Candidate): boolean {
  if (!isStreamEngine(engine)) return false;
  const running = RUNNING.includes(classifyStatus(status)) && !NOT_THERE.includes(status);
  const isAsDesired = current.status === 'started' && (current.mode ?? desired) === desired;
  return running && desired !== 'off' && !isAsDesired;
}

/**
 * The latest of what is known to have ended, or excused, a stream before. When an override began is known only by the
 * run that is asked for it.
 */
function sinceOf(
  { policy, rule, declared, cluster, override, history: { last }, now }: Candidate,
  events: StreamEvents | undefined,
): EpochMs {
  const { tagged, tagToWrite } = override;
  if (tagToWrite !== undefined) return now;
  const times = [
    windowAt(declared.hours, rule.timezone, policy.calendars, now).since,
    cluster.createdAt,
    events?.lastStart,
    events?.lastStreamStop,
    last?.action === 'stop' && last.answer === undefined ? last.at : undefined,
    tagged.state === 'over' ? tagged.until : undefined,
  ].filter((at): at is EpochMs => at !== undefined && at <= now);
  return times.length === 0 ? now : Math.max(...times);
}
