import { AWS_RESTART_MS } from '../shared/policy/model/availability.ts';
import type { Cluster } from '../shared/policy/model/cluster.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import { classifyStatus } from '../shared/policy/model/status.ts';
import { type Candidate, powerCandidate } from '../shared/policy/power/candidate.ts';
import { decideStart } from '../shared/policy/power/decide-start.ts';
import type { StopFacts } from '../shared/policy/power/facts.ts';
import { type EpochMs, MINUTE_MS } from '../shared/policy/time/units.ts';
import { formatDuration } from '../shared/policy/time/when.ts';
import type { PowerState } from '../timeline/timeline.ts';
import { earliestAfter, nextPowerTime } from './clock.ts';
import {
  type Course,
  type Event,
  type ForecastCluster,
  laneFrom,
  type Span,
  START_MS,
  STOP_MS,
} from './course.ts';
import { type Moment, noted, stopDecision, unnoted, withStatus } from './moment.ts';
import { awaitsWarning, type Warned, warningMs, warningText, withoutWarning } from './warning.ts';
import { whyDown, whyUp } from './why.ts';

/**
 * The knowledge about the power of a cluster at a time. `maybe`: it runs or is stopped, depending on use, until the clock
 * alone decides again.
 */
interface State extends Moment, Warned {
  readonly power: 'up' | 'stopped' | 'maybe' | 'starting' | 'stopping' | 'broken';
  /** When a transition has ended. */
  readonly until?: EpochMs;
  /** When AWS starts it, at the earliest, because it has been stopped for seven days. */
  readonly restartAt?: EpochMs;
  /** It is not known whether it has been stopped for so long. */
  readonly mayRestart?: true;
  /** The transition is one of a cluster of which it is not known whether it runs. */
  readonly uncertain?: true;
}

/** More than a cluster of any policy has in the longest forecast; only an error would go on for ever. */
const MAX_STEPS = 20_000;
/** A start shows in the RDS events at the earliest after this. */
const FASTEST_START_MS = 5 * MINUTE_MS;

const stateOf: Readonly<Record<State['power'], PowerState>> = {
  up: 'up',
  stopped: 'stopped',
  maybe: 'maybe',
  starting: 'changing',
  stopping: 'changing',
  broken: 'changing',
};

/** The course of the power of a cluster: what the clock decides, and from when to when it depends on use. */
export function forecastPower({ cluster, facts }: ForecastCluster, within: Span): Course<PowerState> {
  const span = { ...within, policy: withoutSnapshotFirst(within.policy) };
  const line = laneFrom<PowerState>(span.from);
  const events: Event[] = [];
  let state: State | undefined = firstState(cluster, facts, span.from);
  for (let step = 0; state !== undefined && state.at < span.to && step < MAX_STEPS; step += 1) {
    const settled: State = settle(state, facts, span, events);
    line.set(settled.at, settled.uncertain ? 'maybe' : stateOf[settled.power]);
    const at = nextTime(settled, span);
    state = at === undefined ? undefined : { ...settled, at };
  }
  return { lane: line.lane, events };
}

/** A stop follows its snapshot within minutes. */
function withoutSnapshotFirst(policy: Policy): Policy {
  const rules = policy.rules.map(({ power, ...rule }) =>
    power ? { ...rule, power: { ...power, snapshotFirst: false } } : rule,
  );
  return { ...policy, rules };
}

function firstState(cluster: Cluster, facts: StopFacts | undefined, at: EpochMs): State {
  const base = { at, cluster, ...(facts?.lastStart && { lastStart: facts.lastStart }) };
  switch (classifyStatus(cluster.status)) {
    case 'available':
      return { ...base, power: 'up' };
    case 'stopped':
      return { ...base, power: 'stopped', restartAt: cluster.automaticRestartAt ?? at + AWS_RESTART_MS };
    case 'stopping':
      return { ...base, power: 'stopping', until: at + STOP_MS };
    case 'starting':
      return { ...base, power: 'starting', until: at + START_MS, lastStart: { at, by: 'user' } };
    case 'transitional':
      return { ...base, power: 'starting', until: at + START_MS };
    default:
      return { ...base, power: 'broken' };
  }
}

/** The state after everything that is decided at its time. */
function settle(state: State, facts: StopFacts | undefined, span: Span, events: Event[]): State {
  const { at } = state;
  if (state.until !== undefined && at >= state.until) return settle(ended(state), facts, span, events);
  if (state.restartAt !== undefined && at >= state.restartAt) {
    return settle(restarted(state, events), facts, span, events);
  }
  const candidate = powerCandidate(span.policy, state.cluster, at);
  if (candidate === undefined) return state;
  switch (state.power) {
    case 'up':
      return maybeStopped(state, candidate, facts, events);
    case 'stopped':
      return maybeStarted(state, candidate, events);
    case 'maybe':
      return decidedByClock(state, candidate, facts, events);
    default:
      return state;
  }
}

function ended({ until, uncertain, ...state }: State): State {
  if (state.power === 'starting') return { ...state, power: 'up' };
  // If it may have been stopped before, AWS may start it before.
  const restartAt = uncertain ? state.restartAt : (until ?? state.at) - STOP_MS + AWS_RESTART_MS;
  return { ...state, power: 'stopped', ...(restartAt !== undefined && { restartAt }) };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html */
function restarted({ restartAt: _restartAt, mayRestart, ...state }: State, events: Event[]): State {
  const { at } = state;
  const event = { at, kind: 'seven-day-restart', by: 'aws' } as const;
  if (mayRestart) {
    events.push({ ...event, maybe: true, text: 'if it has been stopped for seven days by then' });
    return { ...state, power: 'maybe' };
  }
  events.push({ ...event, text: 'AWS starts it after seven days' });
  return { ...state, power: 'starting', until: at + START_MS, lastStart: { at, by: 'aws' } };
}

/** Use decides between the two: with any use at all it stays up, without any it is stopped now. */
function maybeStopped(
  state: State,
  candidate: Candidate,
  known: StopFacts | undefined,
  events: Event[],
): State {
  const { at, cluster } = state;
  const { power, rule } = candidate;
  const used = stopDecision(state, candidate, known, { state: 'busy', detail: '' });
  const certain = used.verdict === 'act';
  const unused = certain ? used : stopDecision(state, candidate, known, { state: 'idle', detail: '' });
  if (unused.verdict === 'skip') return withoutWarning(state);
  const waiting = awaitsWarning(state, candidate);
  if (waiting !== undefined) return waiting;
  const about = { at, by: 'dormouse', reason: unused.reason, rule: rule.name } as const;
  const warning = warningText(candidate);
  if (certain) {
    events.push({
      ...about,
      kind: 'stop',
      text: `${whyDown(candidate, used.reason)}${warning}`,
    });
    return {
      ...withoutWarning(state),
      power: 'stopping',
      cluster: noted(cluster, unused),
      until: at + STOP_MS,
    };
  }
  events.push({
    ...about,
    kind: 'stop',
    maybe: true,
    text: `once unused for ${formatDuration(power.idleForMs)}${warning}`,
  });
  return {
    ...withoutWarning(state),
    power: 'maybe',
    cluster: unnoted(cluster),
    restartAt: at + AWS_RESTART_MS,
    mayRestart: true,
  };
}

function maybeStarted(state: State, candidate: Candidate, events: Event[]): State {
  const { at } = state;
  const decision = decideStart(candidate.policy, { cluster: withStatus(state.cluster, 'stopped') }, at);
  if (decision.verdict === 'skip') return state;
  const { reason, rule } = decision;
  events.push({
    at,
    kind: 'start',
    by: 'dormouse',
    reason,
    text: `${whyUp(candidate, reason)}${candidate.power.after ? ', once those before it are up' : ''}`,
    ...(rule !== undefined && { rule }),
  });
  const { restartAt: _restartAt, mayRestart: _mayRestart, ...rest } = state;
  const lastStart = { at: at + FASTEST_START_MS, by: 'user' } as const;
  return {
    ...rest,
    power: 'starting',
    cluster: noted(state.cluster, decision),
    until: at + START_MS,
    lastStart,
  };
}

/** A cluster of which only use decides whether it runs: the clock may start it, or stop it whether it is used or not. */
function decidedByClock(
  state: State,
  candidate: Candidate,
  known: StopFacts | undefined,
  events: Event[],
): State {
  const { at, cluster } = state;
  const start = decideStart(candidate.policy, { cluster: withStatus(cluster, 'stopped') }, at);
  if (start.verdict === 'act') {
    const text = `${whyUp(candidate, start.reason)}, if it is stopped`;
    const about = { at, by: 'dormouse', reason: start.reason, rule: candidate.rule.name } as const;
    events.push({ ...about, kind: 'start', maybe: true, text });
    const { restartAt: _restartAt, mayRestart: _mayRestart, lastStart: _lastStart, ...rest } = state;
    return { ...rest, power: 'starting', cluster: unnoted(cluster), until: at + START_MS, uncertain: true };
  }
  const stop = stopDecision(state, candidate, known, { state: 'busy', detail: '' });
  if (stop.verdict === 'skip') return withoutWarning(state);
  const waiting = awaitsWarning(state, candidate);
  if (waiting !== undefined) return waiting;
  const about = { at, by: 'dormouse', reason: stop.reason, rule: candidate.rule.name } as const;
  events.push({ ...about, kind: 'stop', maybe: true, text: `if it runs${warningText(candidate)}` });
  return {
    ...withoutWarning(state),
    power: 'stopping',
    cluster: noted(cluster, stop),
    until: at + STOP_MS,
    uncertain: true,
  };
}

function nextTime(state: State, { policy }: Span): EpochMs | undefined {
  const candidate = powerCandidate(policy, state.cluster, state.at);
  const byClock = candidate && nextPowerTime(candidate, state);
  const warned =
    state.warnedAt !== undefined && candidate ? state.warnedAt + warningMs(candidate) : undefined;
  return earliestAfter(state.at, [byClock, warned, state.until, state.restartAt]);
}
