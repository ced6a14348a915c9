import type { Cluster } from '../shared/policy/model/cluster.ts';
import type { ActivityStreamCommand } from '../shared/policy/model/command.ts';
import type { Decision } from '../shared/policy/model/decision.ts';
import { engineOf } from '../shared/policy/model/engines.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import { type Applied, settingsOf } from '../shared/policy/rules/settings.ts';
import { decideActivityStream } from '../shared/policy/streams/decide.ts';
import { LAG_MS, readHistory } from '../shared/policy/streams/history.ts';
import { resolveOverride } from '../shared/policy/streams/override.ts';
import { nextMaintenanceAt, parseMaintenanceWindow } from '../shared/policy/time/maintenance-window.ts';
import { DAY_MS, type EpochMs } from '../shared/policy/time/units.ts';
import type { PowerState, StreamState } from '../timeline/timeline.ts';
import { earliestAfter, holdTimes, hoursTimes, powerHoursTimes } from './clock.ts';
import {
  type Course,
  type Event,
  type ForecastCluster,
  isUp,
  laneFrom,
  type Span,
  STREAM_MS,
  timesOf,
  valueAt,
} from './course.ts';

const MAX_STEPS = 20_000;

/** The course of the activity stream of a cluster; undefined when no rule decides it, or its engine has none. */
export function forecastStream(
  { cluster, facts }: ForecastCluster,
  { policy, from, to }: Span,
  power: Course<PowerState>,
): Course<StreamState> | undefined {
  const rule = settingsOf(policy, cluster, 'activityStream');
  if (rule === undefined || engineOf(cluster).streams === undefined) return undefined;
  const line = laneFrom<StreamState>(from);
  const events: Event[] = [];
  let now = settledStream(cluster);
  // As it may be, too: whether a change comes before a stop that waits for its snapshot, nobody knows.
  let perhaps: Cluster | undefined;
  const waitsForSnapshot = settingsOf(policy, cluster, 'power')?.settings.snapshotFirst === true;
  let until: EpochMs | undefined;
  let at: EpochMs | undefined = from;
  for (let step = 0; at !== undefined && at < to && step < MAX_STEPS; step += 1) {
    if (until !== undefined && at >= until) until = undefined;
    let waitsUntil: EpochMs | undefined;
    let mayWaitUntil: EpochMs | undefined;
    if (until === undefined) {
      const isRunning = isUp(valueAt(power.lane, from, at));
      const decision = decide(policy, rule, now, facts?.members ?? [], at);
      waitsUntil = decision.restartsAt;
      if (perhaps !== undefined) {
        const other = decide(policy, rule, perhaps, facts?.members ?? [], at);
        mayWaitUntil = other.restartsAt;
        if (isRunning) perhaps = changed(perhaps, changeOf(other));
      }
      const due = changeOf(decision);
      if (isRunning && due !== undefined) {
        const about = {
          at,
          kind: kindOf(due),
          by: 'dormouse',
          reason: decision.reason,
          rule: rule.name,
        } as const;
        events.push({ ...about, text: 'restarts the cluster', ...(perhaps && { maybe: true }) });
        now = changed(now, due);
        until = at + STREAM_MS;
      } else if (due !== undefined && waitsForSnapshot && isUp(valueAt(power.lane, from, at - 1))) {
        perhaps = changed(now, due);
      }
      if (perhaps !== undefined && statusOf(perhaps) === statusOf(now)) perhaps = undefined;
      line.set(at, until === undefined && perhaps === undefined ? stateOf(now, decision) : 'changing');
    }
    at = earliestAfter(at, [
      until,
      waitsUntil,
      mayWaitUntil,
      ...timesOf(power.lane, from),
      ...clockTimes(policy, rule, now, at),
    ]);
  }
  return { lane: line.lane, events };
}

/** When the decision may be another than now, because of the clock alone. */
function clockTimes(
  policy: Policy,
  { settings, timezone }: Applied<'activityStream'>,
  cluster: Cluster,
  now: EpochMs,
): (EpochMs | undefined)[] {
  const local = { timezone, now };
  const { applied } = resolveOverride(cluster.tags, undefined, settings.overrides, local);
  const last = readHistory(cluster, now).last?.at;
  const power = settingsOf(policy, cluster, 'power');
  const window = parseMaintenanceWindow(cluster.maintenanceWindow ?? '');
  return [
    ...holdTimes(cluster, local),
    ...hoursTimes(settings.hours, policy, local),
    ...(applied.state === 'active' ? [applied.until] : []),
    ...(last === undefined ? [] : [last + LAG_MS, last + DAY_MS]),
    ...(power ? powerHoursTimes({ policy, rule: power, cluster }, now) : []),
    ...(window ? [nextMaintenanceAt(cluster.maintenanceWindow, now, window.lengthMs)] : []),
  ];
}

function decide(
  policy: Policy,
  { settings: { kmsKey } }: Applied<'activityStream'>,
  cluster: Cluster,
  members: NonNullable<ForecastCluster['facts']>['members'],
  at: EpochMs,
): Decision<ActivityStreamCommand> {
  const { account, region } = cluster;
  const available = members.map((member) => ({ ...member, status: 'available' }));
  const modes = engineOf(cluster).streams?.modes ?? [];
  const modesByClass = Object.fromEntries(members.map(({ instanceClass }) => [instanceClass, modes]));
  const observed = { cluster, streamFacts: { members: available, modesByClass } };
  // That the key can be used is not foretold; a stream that runs is taken to have it.
  const keys =
    kmsKey === undefined
      ? {}
      : { [kmsKey]: { usable: true, arn: cluster.activityStream?.kmsKey ?? kmsKey } as const };
  return decideActivityStream(policy, observed, {
    account,
    region,
    observedAt: at,
    clusters: [observed],
    keys,
  });
}

/** The call that changes the stream, if the decision is one. */
function changeOf(decision: Decision<ActivityStreamCommand>) {
  if (decision.verdict !== 'act' || decision.command.kind === 'tag-activity-stream') return undefined;
  return decision.command;
}

/** As a running cluster, with a change of its stream that is in progress completed. */
function settledStream(cluster: Cluster): Cluster {
  const { activityStream: stream } = cluster;
  const status = { starting: 'started', stopping: 'stopped' }[stream?.status ?? ''] ?? stream?.status;
  return {
    ...cluster,
    status: 'available',
    ...(stream && status !== undefined && { activityStream: { ...stream, status } }),
  };
}

function statusOf({ activityStream }: Cluster): string {
  return activityStream?.status ?? 'stopped';
}

function kindOf({ kind }: NonNullable<ReturnType<typeof changeOf>>) {
  return kind === 'start-activity-stream' ? 'start-stream' : 'stop-stream';
}

function changed(cluster: Cluster, change: ReturnType<typeof changeOf>): Cluster {
  if (change === undefined) return cluster;
  const tags = { ...cluster.tags, ...change.tags };
  const activityStream =
    change.kind === 'start-activity-stream'
      ? { status: 'started', mode: change.mode, kmsKey: change.kmsKey }
      : { status: 'stopped' };
  return { ...cluster, tags, activityStream };
}

/** A stream that runs with another mode or key than declared, or should run and does not, is missing. */
function stateOf({ activityStream }: Cluster, decision: Decision): StreamState {
  const waits = decision.verdict === 'act' || decision.reason === 'restart-waits';
  if (activityStream?.status === 'started')
    return waits && decision.reason === 'stream-drift' ? 'missing' : 'on';
  return waits ? 'missing' : 'off';
}
