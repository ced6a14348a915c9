import { defined } from '../../defined.ts';
import { checkMembers, checkStatus } from '../model/availability.ts';
import type { ActivityStreamCommand } from '../model/command.ts';
import { aboutCluster, asFallback, type Decision, toAct } from '../model/decision.ts';
import { act, type Finding, firstFinding, skip } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import { STREAM_OVERRIDE_TAG, STREAM_TAG } from '../model/tags.ts';
import { guard } from '../rules/guard.ts';
import { decideEach } from '../rules/isolate.ts';
import { unmatched } from '../rules/unmatched.ts';
import { formatWhenIn } from '../time/when.ts';
import { type Candidate, needsFacts, type StreamFinding, streamCandidate, wait } from './candidate.ts';
import { changeCommand, isRecorded, recordCommand, recordedDetail } from './commands.ts';
import { awsManagedKey, ineligibleByInstances, ineligibleForStream } from './eligibility.ts';
import { MAX_STARTS, pendingChange } from './history.ts';
import { isSameKey } from './key.ts';
import type { ResolvedOverride } from './override.ts';
import { checkRestart } from './restart-times.ts';
import type { ObservedStream, StreamWorld } from './stream.ts';

const ACTION = 'changeActivityStream';

type Check = (candidate: Candidate) => StreamFinding | undefined;

/** One decision for each cluster of the world, in its order: start or stop its activity stream now, or skip it and why. */
export function decideActivityStreams(policy: Policy, world: StreamWorld): Decision<ActivityStreamCommand>[] {
  return decideEach(policy, world.clusters, { aspect: 'activityStream', action: ACTION }, (observed) =>
    decideActivityStream(policy, observed, world),
  );
}

/**
 * Whether to start or stop the activity stream of one cluster, which restarts it. What a person asks for by the run is
 * recorded on the cluster, with the act or by an act of its own.
 */
export function decideActivityStream(
  policy: Policy,
  observed: ObservedStream,
  world: StreamWorld,
): Decision<ActivityStreamCommand> {
  const base = aboutCluster(observed.cluster, 'activityStream');
  const candidate = streamCandidate(policy, observed, world);
  if (candidate === undefined) {
    return { ...base, action: ACTION, ...unmatched(observed.cluster, 'activityStream') };
  }
  const { unread: _unread, verdict, ...finding } = findingOf(candidate);
  const decided = { ...base, rule: candidate.rule.name };
  const lastActionAt = candidate.history.last?.at;
  const record = recordCommand(candidate);
  const recorded =
    record &&
    toAct({ ...decided, reason: 'override-requested', detail: recordedDetail(record) }, record, lastActionAt);
  const change = verdict === 'act' ? changeCommand(candidate) : undefined;
  if (change !== undefined) {
    return {
      ...toAct({ ...decided, ...finding }, change, lastActionAt),
      ...defined({ fallback: recorded }),
    };
  }
  return recorded !== undefined && isRecorded(finding)
    ? asFallback(recorded, finding)
    : { ...decided, action: ACTION, ...finding, verdict: 'skip' };
}

/** The finding of the first check that has one, or the change that is due, or that there is none. */
export function findingOf(candidate: Candidate): StreamFinding {
  const finding = firstFinding(checks, candidate);
  if (finding !== undefined) return finding;
  const { change, local } = candidate;
  return change ? { ...act(change.reason, change.detail), restartsAt: local.now } : asDeclared(candidate);
}

/** In this order: what never changes comes before what passes, what costs nothing before what costs a call. */
const checks: readonly Check[] = [
  ({ policy, cluster, local }) => guard(policy, cluster, ACTION, local),
  checkOverride,
  checkEligibility,
  checkUnwanted,
  ({ cluster }) => checkStatus(cluster.status, 'its activity stream'),
  checkStreamStatus,
  checkStart,
  checkFactsAreRead,
  checkLost,
  checkRestart,
  checkFlapping,
];

function checkOverride({ override: { applied } }: Candidate): Finding | undefined {
  if (applied.state !== 'unreadable') return undefined;
  return skip(
    'override-unreadable',
    `${STREAM_OVERRIDE_TAG} is "${applied.value}"; write for example off until 2026-12-01T18:00:00Z, or declared`,
  );
}

function checkEligibility({ cluster, desired, kmsKey }: Candidate): Finding | undefined {
  const ineligible =
    desired === 'off' ? undefined : ineligibleForStream({ cluster, mode: desired, ...defined({ kmsKey }) });
  return ineligible && skip('ineligible', ineligible.detail);
}

/** A stream that is off and stays off does not depend on the status of the cluster. */
function checkUnwanted({
  cluster,
  current,
  desired,
  explanation,
  override,
  history,
}: Candidate): Finding | undefined {
  if (desired !== 'off' || current.status !== 'stopped') return undefined;
  const isStarting = cluster.status === 'available' && pendingChange(history, current.status) !== undefined;
  return isStarting ? undefined : skip(settledBy(override), `it does not run; ${explanation}`);
}

function checkStreamStatus({ current: { status }, history, local }: Candidate): Finding | undefined {
  if (status !== 'stopped' && status !== 'started') {
    return skip('stream-in-transition', `its activity stream is ${status}`);
  }
  const pending = pendingChange(history, status);
  if (pending === undefined) return undefined;
  const when = formatWhenIn(pending.at, local);
  return skip(
    'stream-in-transition',
    `RDS still reports its activity stream as ${status}; its ${pending.action} was requested ${when}`,
  );
}

/** Whether the stream can be started: now, or after the stop for another mode or key, which is not made otherwise. */
function checkStart(candidate: Candidate): Finding | undefined {
  const { change, cluster, desired, kmsKey, facts, key } = candidate;
  if (change === undefined || desired === 'off') return undefined;
  if (kmsKey === undefined) {
    return skip(
      'key-missing',
      'the rule names no kmsKey: set the customer managed key that encrypts the stream',
    );
  }
  const ineligible = facts && ineligibleByInstances({ cluster, mode: desired }, facts);
  if (ineligible !== undefined) return skip('ineligible', ineligible.detail);
  if (key?.awsManaged) return skip('ineligible', awsManagedKey(kmsKey));
  if (key?.usable === false) return skip('key-unusable', `${key.detail}${lostBy(candidate)}`);
  return facts && checkMembers(cluster, facts.members);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Overview.html */
function lostBy({ current, history: { last } }: Candidate): string {
  const wasStarted = current.status === 'stopped' && last?.action === 'start' && last.answer === undefined;
  return wasStarted ? '; RDS stops a stream when its key is lost, and this one had been started' : '';
}

/** They cost calls, so they are read only where nothing else keeps the change from being made now. */
function checkFactsAreRead(candidate: Candidate): StreamFinding | undefined {
  if (!needsFacts(candidate) || checkRestart(candidate) || checkFlapping(candidate)) return undefined;
  return { ...skip('not-observed', 'its instances and its key have not been read'), unread: 'decides' };
}

/** Every start restarts the cluster, so a stream that does not last, or that RDS refuses, is not started on and on. */
function checkLost(candidate: Candidate): StreamFinding | undefined {
  const { change, local, history } = candidate;
  const { last, starts } = history;
  if (change?.action !== 'start' || last === undefined || starts < MAX_STARTS) return undefined;
  const when = formatWhenIn(last.at, local);
  const detail =
    last.action === 'stop'
      ? `its stream was started ${starts} times in a row, and does not run`
      : last.answer === 'refused'
        ? `RDS refused the last of ${starts} starts of its stream, ${when}: fix the cause, then remove the tag ${STREAM_TAG}`
        : `its stream was started ${starts} times in a row, last ${when}, and does not run`;
  return wait(candidate, 'stream-lost', detail);
}

/** Somebody changes the stream back: a person, or another deployment, which writes and reads the same tag. */
function checkFlapping(candidate: Candidate): StreamFinding | undefined {
  const { change, local, history } = candidate;
  const { last, isFlapping } = history;
  if (change === undefined || last === undefined || !isFlapping) return undefined;
  const when = `${formatWhenIn(last.at, local)} by ${last.rule}`;
  return wait(
    candidate,
    'stream-contested',
    `its stream was changed ${last.change} times in a row, last ${when}, and another ${change.action} is due (${change.detail}): find out who else changes it, then remove the tag ${STREAM_TAG}`,
  );
}

/** A stream that runs in the desired mode, with the rule's key or with one that cannot be compared with it. */
function asDeclared({ current, desired, kmsKey, key, explanation, override }: Candidate): StreamFinding {
  const runs = `it runs ${current.mode ?? `in a mode that RDS does not report, and should run ${desired}`}`;
  if (kmsKey === undefined || isSameKey(kmsKey, current.kmsKey, key)) {
    return skip(settledBy(override), `${runs}; ${explanation}`);
  }
  const cause =
    current.kmsKey === undefined
      ? 'RDS does not report its key'
      : key === undefined
        ? `${kmsKey} has not been read`
        : key.usable
          ? `RDS reports ${current.kmsKey}, which can refer to any key`
          : key.detail;
  const unread = key === undefined && current.kmsKey !== undefined;
  return {
    ...skip(
      settledBy(override),
      `${runs}; its key could not be compared with ${kmsKey}: ${cause}${override.refusal === undefined ? '' : `; ${override.refusal}`}`,
    ),
    ...(unread && { unread: 'decides' }),
  };
}

/** A stream that is as the rule says need not be as somebody wants it. */
function settledBy({ refusal }: ResolvedOverride): Reason {
  return refusal === undefined ? 'stream-as-declared' : 'override-refused';
}
