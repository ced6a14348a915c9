import type { EpochMs, Policy } from '../model/policy.ts';
import { classifyStatus } from '../model/status.ts';
import { windowAt } from '../time/hours.ts';
import { type StreamCase, streamCase } from './case.ts';
import { isStreamEngine } from './eligibility.ts';
import { readStreamNote } from './note.ts';
import { overrideToRemember } from './override.ts';
import type { MeasuredGap, ObservedStream, StreamWorld } from './stream.ts';

/** Statuses in which there is no database yet, or none any more, whose activity could be recorded. */
const NOT_THERE = ['creating', 'deleting'];
const RUNNING = ['available', 'transitional', 'unknown'];

/**
 * The running clusters of the world whose activity stream is to run, and does not or not in its mode; in its order.
 * Those of an engine without streams are refused, and no gap that anybody could close.
 */
export function streamGaps(policy: Policy, world: StreamWorld): MeasuredGap[] {
  return world.clusters.flatMap((observed) => {
    const subject = streamCase(policy, observed, world);
    if (subject === undefined || !isGap(subject)) return [];
    const { arn, account, region, id } = observed.cluster;
    const since = sinceOf(subject, observed, world.requested);
    const gapMs = world.observedAt - since;
    return [{ arn, account, region, cluster: id, rule: subject.rule.name, since, gapMs }];
  });
}

/** A stream whose mode AWS does not tell is taken to run in the right one. */
function isGap({ cluster: { engine, status }, stream, desired }: StreamCase): boolean {
  if (!isStreamEngine(engine)) return false;
  const running = RUNNING.includes(classifyStatus(status)) && !NOT_THERE.includes(status);
  return (
    running && desired !== 'off' && !(stream.status === 'started' && (stream.mode ?? desired) === desired)
  );
}

/**
 * The latest of what is known to have ended, or excused, a stream before. When an override began is known only by the
 * run that is asked for it.
 */
function sinceOf(
  { policy, rule, declared, noted, now }: StreamCase,
  { cluster, streamEvents }: ObservedStream,
  requested: StreamWorld['requested'],
): EpochMs {
  if (overrideToRemember(requested, noted, now) !== undefined) return now;
  const note = readStreamNote(cluster.tags);
  const times = [
    windowAt(declared.hours, rule.timezone, policy.calendars, now).since,
    cluster.createdAt,
    streamEvents?.lastStart,
    streamEvents?.lastStreamStop,
    note?.action === 'stop' && note.answer === undefined ? note.at : undefined,
    noted.state === 'over' ? noted.until : undefined,
  ].filter((at): at is EpochMs => at !== undefined && at <= now);
  return times.length === 0 ? now : Math.max(...times);
}
