import { decideActivityStream } from './decide-activity-stream.ts';
import { windowAt } from './hours.ts';
import type { EpochMs, Policy } from './model.ts';
import { classifyStatus } from './status.ts';
import type { ObservedStream, StreamGap, StreamWorld } from './stream.ts';
import { type StreamCase, streamCase } from './stream-case.ts';
import { isStreamEngine } from './stream-eligibility.ts';
import { readStreamNote } from './stream-note.ts';

/** Statuses in which there is no database yet, or none any more, whose activity could be recorded. */
const NOT_THERE = ['creating', 'deleting'];
const RUNNING = ['available', 'transitional', 'unknown'];

/**
 * The running clusters of the world whose activity stream is to run, and does not or not in its mode; in its order.
 * Those of an engine without streams are refused, and no gap that anybody could close.
 */
export function streamGaps(policy: Policy, world: StreamWorld): StreamGap[] {
  return world.clusters.flatMap((observed) => {
    const subject = streamCase(policy, observed, world);
    if (subject === undefined || !isGap(subject)) return [];
    const { arn, account, region, id } = observed.cluster;
    const { reason, detail } = decideActivityStream(policy, observed, world);
    const since = sinceOf(subject, observed);
    const gapMs = world.observedAt - since;
    return [{ arn, account, region, cluster: id, rule: subject.rule.name, since, gapMs, reason, detail }];
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

/** The latest of what is known to have ended, or excused, a stream before. */
function sinceOf(subject: StreamCase, { cluster, streamEvents }: ObservedStream): EpochMs {
  const { policy, rule, declared, noted, now } = subject;
  const note = readStreamNote(cluster.tags);
  const times = [
    windowAt(declared.hours, rule.timezone, policy.calendars, now).since,
    cluster.createdAt,
    streamEvents?.lastStart,
    streamEvents?.lastStreamStop,
    note?.action === 'stop' ? note.at : undefined,
    noted.state === 'over' && noted.desired === 'off' ? noted.until : undefined,
  ].filter((at): at is EpochMs => at !== undefined && at <= now);
  return times.length === 0 ? now : Math.max(...times);
}
