import { oncePerThing } from '../../once.ts';
import { AWS_RESTART_MS, checkAvailable, checkMembers } from '../model/availability.ts';
import type { CreateSnapshotCommand, PowerCommand } from '../model/command.ts';
import type { Decision } from '../model/decision.ts';
import { act, type Finding, firstFinding, skip } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import { guard, keptState } from '../rules/guard.ts';
import { decideEach } from '../rules/isolate.ts';
import { powerHoursAt } from '../rules/power-hours.ts';
import { type LastAction, readLastAction } from '../rules/power-note.ts';
import { withinQuota } from '../snapshots/quota.ts';
import { pendingChange, readHistory } from '../streams/history.ts';
import type { EpochMs } from '../time/units.ts';
import { formatDuration, formatWhenIn } from '../time/when.ts';
import { checkEnd, checkEndKnown } from './at-end.ts';
import { checkBusyDays } from './busy.ts';
import {
  type Candidate,
  type Check,
  checkHours,
  powerCandidate,
  toDecision,
  withoutRule,
} from './candidate.ts';
import { checkContest, contestOf } from './contest.ts';
import { ineligibleByTopology, ineligibleToStop } from './eligibility.ts';
import type { Observed, StopFacts, StopWorld } from './facts.ts';
import { attemptBefore, checkBackOff, checkPending, lastStartOf } from './last-action.ts';
import { overdueSince } from './max-uptime.ts';
import { orderStops } from './order-stops.ts';
import { snapshotFirst, snapshotTurns } from './snapshot-first.ts';
import { checkUnknownStart } from './up-since.ts';
import { needsIdleness, uptimeOf } from './uptime.ts';

/** Stops, and snapshots that come before stops. */
type StopDecision = Decision<PowerCommand<'stop'> | CreateSnapshotCommand>;

/**
 * One decision for each cluster of the world, in its order: stop it now, or the reason to skip it. The quota
 * limits the snapshots that come first.
 */
export function decideStops(policy: Policy, world: StopWorld): StopDecision[] {
  const about = { aspect: 'power', action: 'stop' } as const;
  const decisions = decideEach(policy, world.clusters, about, (observed) =>
    decideStop(policy, observed, world.observedAt),
  );
  const ordered = orderStops(policy, world, decisions);
  return withinQuota(policy, snapshotTurns(ordered, world.observedAt), world.quota);
}

/**
 * Whether to stop one cluster. Without `facts` a cluster that could be stopped is left as `not-observed`.
 * Evidence that is not complete never stops. Where the rule wants a snapshot first and there is none, it is taken
 * instead.
 */
export function decideStop(policy: Policy, { cluster, facts }: Observed, now: EpochMs): StopDecision {
  const candidate = powerCandidate(policy, cluster, now);
  if (candidate === undefined) return withoutRule(cluster, 'stop');
  const before = stopBefore(candidate, facts);
  const decision = toDecision(
    candidate,
    'stop',
    stopFinding(candidate, facts),
    before,
    () => contestOf(candidate, 'stop', facts),
    facts,
  );
  return facts && candidate.power.snapshotFirst && decision.verdict === 'act'
    ? snapshotFirst(candidate, facts, decision)
    : decision;
}

/** The finding about a stop; `unread` where it depends on facts that have not been read. */
export function stopFinding(
  candidate: Candidate,
  facts: StopFacts | undefined,
): Finding & { readonly unread?: true } {
  return (
    beforeFacts(candidate) ??
    (facts === undefined
      ? { ...skip('not-observed', 'its instances, events and metrics have not been read'), unread: true }
      : checkAct(candidate, facts, checkFacts(candidate, facts)))
  );
}

/** The finding that takes no facts: asked for before they are read, and again with them. */
const beforeFacts = oncePerThing(
  (candidate: Candidate) => checkHeldRunning(candidate) ?? firstFinding(checks, candidate),
);

/** In this order: what never changes comes before what passes, what costs nothing before what costs a call. */
const checks: readonly Check[] = [
  ({ policy, cluster, local }) => guard(policy, cluster, 'stop', local),
  ({ cluster }) => {
    const ineligible = ineligibleToStop(cluster);
    return ineligible && skip('ineligible', ineligible.detail);
  },
  checkHours,
  (candidate) =>
    candidate.power.stop === 'never' ? skip('stop-never', uptimeOf(candidate).detail) : undefined,
  checkStatus,
  ({ cluster, local }) => checkPending(cluster, 'stop', local),
  checkStream,
  (candidate) => {
    const uptime = uptimeOf(candidate);
    if (uptime.up) return skip(uptime.reason, uptime.detail);
    return uptime.soon ? skip('hours-soon', uptime.detail) : undefined;
  },
  (candidate) => checkName(candidate, 'created', candidate.cluster.createdAt),
  checkEndKnown,
];

/**
 * AWS starts a cluster that has been stopped for seven days, which nobody means who holds a stopped one. Without a call
 * only the last stop by Dormouse shows it; that somebody else started it is possible, too.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html
 */
function checkHeldRunning({ policy, cluster, local }: Candidate): Finding | undefined {
  const last = readLastAction(cluster);
  if (last?.action !== 'stop' || last.answer !== undefined) return undefined;
  if (local.now - last.at < AWS_RESTART_MS || cluster.status !== 'available') return undefined;
  const held = guard(policy, cluster, 'stop', local);
  if (held?.reason !== 'held') return undefined;
  return skip(
    'held-running',
    `${held.detail}, and it runs: it was stopped ${formatWhenIn(last.at, local)}, and AWS starts a cluster after seven ` +
      'days; to have it stopped again, write stopped until before the time in dormouse:hold, to keep it up, up until',
  );
}

function checkStatus({ cluster: { status } }: Candidate): Finding | undefined {
  return checkAvailable(status, 'RDS stops available clusters only; repair or delete it', () =>
    skip('already-stopped', `it is ${status}`),
  );
}

/** A change of its activity stream restarts the cluster, and AWS does not document how that goes with a stop. */
function checkStream({ cluster, local }: Candidate): Finding | undefined {
  const { activityStream: stream } = cluster;
  if (stream?.status === 'starting' || stream?.status === 'stopping') {
    return skip('in-transition', `its activity stream is ${stream.status}`);
  }
  const pending = stream && pendingChange(readHistory(cluster, local.now), stream.status);
  return (
    pending && skip('in-transition', `a ${pending.action} of its activity stream has just been requested`)
  );
}

/**
 * RDS has no "started" event for a cluster that was created or restored. Events and metrics are kept by name, so those
 * from before its creation, or before it got its name, may be about another cluster.
 */
function checkName(
  candidate: Candidate,
  what: 'created' | 'renamed',
  at?: EpochMs,
  byUse = needsIdleness(candidate),
): Finding | undefined {
  const { power, local } = candidate;
  if (at === undefined) return undefined;
  const named = `${what} ${formatWhenIn(at, local)}, less than`;
  if (local.now - at < power.minUptimeMs) {
    return skip('started-recently', `${named} ${formatDuration(power.minUptimeMs)} ago`);
  }
  return byUse && local.now - at < power.idleForMs
    ? skip('idle-unknown', `${named} the ${formatDuration(power.idleForMs)} of idleFor ago`)
    : undefined;
}

function checkFacts(candidate: Candidate, facts: StopFacts): Finding {
  const { power, cluster } = candidate;
  const ineligible = ineligibleByTopology(facts);
  if (ineligible !== undefined) return skip('ineligible', ineligible.detail);
  const waiting = checkMembers(cluster, facts.members);
  if (waiting !== undefined) return waiting;
  const early = checkLastStart(candidate, facts) ?? checkName(candidate, 'renamed', facts.renamedAt);
  if (early !== undefined) return early;
  const { detail } = uptimeOf(candidate);
  if (keptState(cluster, candidate.local) === 'stopped') return act('held-stopped', detail);
  if (power.stop === 'atOnce') return act('outside-hours', detail);
  const overdue = overdueSince(candidate, facts);
  if (overdue !== undefined && power.maxUptime?.evenIfUsed) return act('max-uptime', `${detail}; ${overdue}`);
  if (power.stop === 'atEnd') {
    const left = checkEnd(candidate, facts);
    if (left === undefined) return act('outside-hours', `${detail}; stop: atEnd, once`);
    if (overdue === undefined) return left;
    return (
      checkName(candidate, 'renamed', facts.renamedAt, true) ??
      checkUse(candidate, facts, `${detail}; ${overdue}`)
    );
  }
  return checkUse(candidate, facts, detail);
}

function checkUse(candidate: Candidate, facts: StopFacts, detail: string): Finding {
  switch (facts.evidence?.state) {
    case 'idle':
      return act('idle', `${detail}; ${facts.evidence.detail}`);
    case 'busy':
      return checkBusyDays(candidate, facts.evidence);
    case 'paused':
      return skip('auto-paused', facts.evidence.detail);
    default:
      return skip('idle-unknown', facts.evidence?.detail ?? 'no metrics have been read');
  }
}

/** The last stop, if it has had no effect. */
function stopBefore({ cluster, local }: Candidate, facts: StopFacts | undefined): LastAction | undefined {
  return attemptBefore(cluster, 'stop', local.now, facts?.lastStart?.at);
}

/** The finding that keeps a stop that is due from being requested now. */
function checkAct(candidate: Candidate, facts: StopFacts, finding: Finding): Finding {
  if (finding.verdict === 'skip') return finding;
  return (
    checkUnknownStart(candidate, facts) ??
    checkContest(candidate, facts) ??
    checkBackOff(stopBefore(candidate, facts), candidate.local) ??
    finding
  );
}

/** A cluster stays up for `minUptime` after a start, and after a restart by AWS until its next hours have ended. */
function checkLastStart(candidate: Candidate, facts: StopFacts): Finding | undefined {
  const { power, cluster, local } = candidate;
  const lastStart = lastStartOf(cluster, facts);
  if (lastStart === undefined) return undefined;
  const at = formatWhenIn(lastStart.at, local);
  if (local.now - lastStart.at < power.minUptimeMs) {
    return skip('started-recently', `started ${at}, less than ${formatDuration(power.minUptimeMs)} ago`);
  }
  if (lastStart.by !== 'aws' || power.afterAwsRestart === 'stop') return undefined;
  if (keptState(cluster, local) === 'stopped') return undefined;
  const ended = powerHoursAt(candidate, local.now)?.window.since;
  if (ended !== undefined && lastStart.at < ended) return undefined;
  if (overdueSince(candidate, facts) !== undefined) return undefined;
  return skip(
    'aws-restart-left',
    `AWS restarted it ${at}, and the rule leaves it up until its next hours have ended`,
  );
}
