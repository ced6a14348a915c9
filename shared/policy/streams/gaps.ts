import { defined } from '../../defined.ts';
import type { Policy } from '../model/policy.ts';
import { classifyStatus } from '../model/status.ts';
import { orNone } from '../rules/isolate.ts';
import { windowAt } from '../time/hours.ts';
import type { EpochMs } from '../time/units.ts';
import { type Candidate, differingOverride, streamCandidate } from './candidate.ts';
import { isStreamEngine } from './eligibility.ts';
import type { MeasuredGap, OverriddenStream, StreamEvents, StreamWorld } from './stream.ts';

/** Statuses in which there is no database yet, or no longer, whose activity could be recorded. */
const NOT_THERE = ['creating', 'deleting'];
const RUNNING = ['available', 'transitional', 'unknown'];

/**
 * The running clusters of the world whose activity stream should run and does not, or runs in the wrong mode; in the
 * world's order. Clusters of an engine without streams have no gap, because nobody could close it.
 */
export function streamGaps(policy: Policy, world: StreamWorld): MeasuredGap[] {
  return world.clusters.flatMap((observed) =>
    orNone(() => {
      const candidate = streamCandidate(policy, observed, world);
      if (candidate === undefined || !isGap(candidate)) return [];
      const { arn, account, region, id, resourceId } = observed.cluster;
      const since = sinceOf(candidate, observed.streamEvents);
      const gapMs = world.observedAt - since;
      const about = { arn, account, region, cluster: id, ...defined({ resourceId }) };
      return [{ ...about, rule: candidate.rule.name, since, gapMs }];
    }),
  );
}

/** The clusters of the world whose activity stream follows an override that differs from the rule; in its order. */
export function overriddenStreams(policy: Policy, world: StreamWorld): OverriddenStream[] {
  return world.clusters.flatMap((observed) =>
    orNone(() => {
      const { arn, account, region, id, engine } = observed.cluster;
      const candidate = streamCandidate(policy, observed, world);
      const override = candidate && differingOverride(candidate);
      return override && isStreamEngine(engine)
        ? [{ arn, account, region, cluster: id, rule: candidate.rule.name, ...override }]
        : [];
    }),
  );
}

/** A stream whose mode RDS does not report is taken to run in the right one. */
function isGap({ cluster: { engine, status }, current, desired }: Candidate): boolean {
  if (!isStreamEngine(engine)) return false;
  const running = RUNNING.includes(classifyStatus(status)) && !NOT_THERE.includes(status);
  const isAsDesired = current.status === 'started' && (current.mode ?? desired) === desired;
  return running && desired !== 'off' && !isAsDesired;
}

/**
 * The latest known time at which a stream ended or was not needed. Only the run that is asked for an override knows when
 * that override began.
 */
function sinceOf(
  { policy, declared, cluster, override, history: { last }, local }: Candidate,
  events: StreamEvents | undefined,
): EpochMs {
  const { now } = local;
  const { tagged, tagToWrite } = override;
  if (tagToWrite !== undefined) return now;
  const times = [
    windowAt(declared.hours, policy.calendars, local).since,
    cluster.createdAt,
    events?.lastStart,
    events?.lastStreamStop,
    last?.action === 'stop' && last.answer === undefined ? last.at : undefined,
    tagged.state === 'over' ? tagged.until : undefined,
  ].filter((at): at is EpochMs => at !== undefined && at <= now);
  return times.length === 0 ? now : Math.max(...times);
}
