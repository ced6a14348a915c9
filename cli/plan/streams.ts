import type { Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { Command, Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import { decidingRule } from '../../shared/policy/rules/match.ts';
import { readStreamOverride } from '../../shared/policy/streams/override.ts';
import type { StreamMode } from '../../shared/policy/streams/stream.ts';
import { inMaintenanceWindow } from '../../shared/policy/time/maintenance-window.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { byPlace } from './by-place.ts';

export type StreamChange = 'start-stream' | 'stop-stream' | 'remember';

/** What the plan says of the activity stream of one cluster, or why it is left. */
export interface PlannedStream {
  /** Of the cluster. */
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  /** Absent: left as it is. */
  readonly change?: StreamChange;
  /** Of one that is to be started. */
  readonly mode?: StreamMode;
  readonly rule?: string;
  /** Of the rule, in which its times are told. */
  readonly timezone: string;
  readonly reason: Reason;
  readonly detail: string;
  /** When it restarts the cluster, if it does and that is known. */
  readonly restartsAt?: EpochMs;
  /** Of one that waits, what it waits for. */
  readonly restartsIn?: 'maintenanceWindow' | 'offHours';
  /** What the tag says that somebody wants for a while, against the rule. */
  readonly override?: Override;
}

export interface Override {
  readonly desired: StreamMode | 'off';
  readonly until: EpochMs;
}

const changes: Readonly<Partial<Record<Command['kind'], StreamChange>>> = {
  'start-activity-stream': 'start-stream',
  'stop-activity-stream': 'stop-stream',
  'tag-activity-stream': 'remember',
};

/** Reasons that somebody should do something about. */
const refusals: readonly Reason[] = [
  'ineligible',
  'hold-unreadable',
  'key-missing',
  'key-unusable',
  'stream-lost',
  'stream-contested',
  'override-unreadable',
];

/** Whether it is left as it is for a reason that calls for somebody's attention. */
export function isStreamRefusal({ change, reason }: Pick<PlannedStream, 'change' | 'reason'>): boolean {
  return change === undefined && refusals.includes(reason);
}

/** Whether it is left as it is only until its rule allows the restart, or AWS is asked again. */
export function isWaiting({ change, reason }: Pick<PlannedStream, 'change' | 'reason'>): boolean {
  return change === undefined && reason === 'restart-waits';
}

/** What is decided about activity streams in these worlds, but for clusters that no rule covers. */
export function planStreams(
  policy: Policy,
  decisions: readonly Decision[],
  worlds: readonly World[],
): PlannedStream[] {
  const seen = new Map(
    worlds.flatMap(({ clusters, observedAt }) =>
      clusters.map(({ cluster }) => [
        cluster.arn,
        { cluster, ...zoneAndOverride(policy, cluster, observedAt) },
      ]),
    ),
  );
  return decisions
    .filter(({ aspect, reason }) => aspect === 'activityStream' && reason !== 'no-rule')
    .map((decision) => toPlanned(decision, seen.get(decision.target), policy))
    .toSorted(byPlace);
}

/** How many streams would be started and stopped, and overrides remembered; how many wait for a restart, or are left. */
export function countStreams(
  streams: readonly PlannedStream[],
): Record<'start' | 'stop' | 'remember' | 'wait' | 'left', number> {
  const of = (wanted?: StreamChange): number => streams.filter(({ change }) => change === wanted).length;
  const wait = streams.filter(isWaiting).length;
  return {
    start: of('start-stream'),
    stop: of('stop-stream'),
    remember: of('remember'),
    wait,
    left: of() - wait,
  };
}

interface Seen {
  readonly cluster: Cluster;
  readonly timezone: string;
  readonly override: Override | undefined;
}

function toPlanned(decision: Decision, seen: Seen | undefined, { timezone }: Policy): PlannedStream {
  const { target: arn, account, region, cluster, rule, reason, detail } = decision;
  const command = decision.verdict === 'act' ? decision.command : undefined;
  const change = command && changes[command.kind];
  // What a limit keeps from being done has its time too.
  const isTimed = change !== undefined || reason === 'restart-waits';
  const restartsAt = isTimed ? decision.restartsAt : undefined;
  return {
    ...{ arn, account, region, cluster },
    ...(change !== undefined && { change }),
    ...(command?.kind === 'start-activity-stream' && { mode: command.mode }),
    ...(rule !== undefined && { rule }),
    timezone: seen?.timezone ?? timezone,
    ...{ reason, detail },
    ...(restartsAt !== undefined && {
      restartsAt,
      ...(change === undefined && seen && { restartsIn: momentOf(seen.cluster, restartsAt) }),
    }),
    ...(seen?.override !== undefined && { override: seen.override }),
  };
}

function momentOf({ maintenanceWindow }: Cluster, at: EpochMs): 'maintenanceWindow' | 'offHours' {
  return inMaintenanceWindow(maintenanceWindow, at, 0) ? 'maintenanceWindow' : 'offHours';
}

function zoneAndOverride(policy: Policy, cluster: Cluster, now: EpochMs): Omit<Seen, 'cluster'> {
  const { timezone } = decidingRule(policy, cluster, 'activityStream') ?? policy;
  const override = readStreamOverride(cluster.tags, timezone, now);
  if (override.state !== 'active') return { timezone, override: undefined };
  const { desired, until } = override;
  return { timezone, override: { desired, until } };
}
