import { defined } from '../../shared/defined.ts';
import type { CapacityRange } from '../../shared/policy/capacity/range.ts';
import type { Aspect } from '../../shared/policy/model/actions.ts';
import type { ServerlessCapacity } from '../../shared/policy/model/cluster.ts';
import type { Command } from '../../shared/policy/model/command.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import { isRefusal as isRefusalReason, type Reason } from '../../shared/policy/model/reasons.ts';
import type { StreamMode } from '../../shared/policy/streams/stream.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';

export type SnapshotAction = 'create' | 'copy' | 'delete';

export type Change =
  | 'stop'
  | 'start'
  | 'start-stream'
  | 'stop-stream'
  | 'remember'
  | 'capacity'
  | 'drill'
  | 'drill-step'
  | 'drill-clean-up'
  | SnapshotAction;

export const changeOf: Readonly<Record<Command['kind'], Change>> = {
  'stop-cluster': 'stop',
  'start-cluster': 'start',
  'start-activity-stream': 'start-stream',
  'stop-activity-stream': 'stop-stream',
  'tag-activity-stream': 'remember',
  'change-capacity': 'capacity',
  'restore-cluster': 'drill',
  'create-drill-instance': 'drill-step',
  'prepare-drill': 'drill-step',
  'check-drill': 'drill-step',
  'delete-drill-instance': 'drill-clean-up',
  'delete-drill-cluster': 'drill-clean-up',
  'close-drill': 'drill-clean-up',
  'note-drill': 'drill-clean-up',
  'create-snapshot': 'create',
  'copy-snapshot': 'copy',
  'delete-snapshot': 'delete',
  'tag-snapshot': 'remember',
};

/** One line of the plan: a change to a cluster, its activity stream, capacity or a snapshot, or why there is none. */
export interface PlannedChange {
  readonly aspect: Aspect;
  /** ARN of the cluster, of the source of a copy, or of the snapshot to delete. */
  readonly arn: string;
  readonly account: string;
  /** For a copy, its destination. */
  readonly region: string;
  readonly cluster: string;
  /** Absent: nothing changes. */
  readonly change?: Change;
  readonly rule?: string;
  readonly reason: Reason;
  readonly detail: string;

  /** The action on a snapshot that was decided on, whether it is taken or not. */
  readonly action?: SnapshotAction;
  /** Identifier of the snapshot; for a copy, of its source. */
  readonly snapshot?: string;
  readonly sourceRegion?: string;
  /** ARN of the key that encrypts a copy. */
  readonly kmsKey?: string;

  /** Mode of an activity stream that starts. */
  readonly mode?: StreamMode;
  /** Time zone of the rule for the activity stream. */
  readonly timezone?: string;
  /** When the change restarts the cluster, as far as that is known. */
  readonly restartsAt?: EpochMs;
  readonly restartsIn?: 'maintenanceWindow' | 'offHours';
  readonly override?: Override;

  /** Serverless capacity now and after the change, in `unit`. */
  readonly from?: ServerlessCapacity;
  readonly to?: ServerlessCapacity;
  readonly unit?: CapacityRange['unit'];
}

/** A line with the fields that the decisions about every aspect share. */
export function lineOf(aspect: Aspect, decision: Decision): PlannedChange {
  const { resourceArn: arn, account, region, cluster, rule, reason, detail } = decision;
  const change = decision.verdict === 'act' ? changeOf[decision.command.kind] : undefined;
  return {
    ...{ aspect, arn, account, region, cluster },
    ...defined({ change, rule }),
    ...{ reason, detail },
  };
}

/** The activity stream that a person asked for, against the rule, until an instant. */
interface Override {
  readonly desired: StreamMode | 'off';
  readonly until: EpochMs;
}

/** Whether nothing changes until somebody fixes the cause. */
export function isRefusal({ change, reason }: Pick<PlannedChange, 'change' | 'reason'>): boolean {
  return change === undefined && isRefusalReason(reason);
}

const restrained: ReadonlySet<Reason> = new Set(['paused', 'policy-outdated', 'pauses-unknown']);

/** Whether the change is due, and not made because somebody has paused it, or nobody knows whether it still should be. */
export function isPaused({ reason }: Pick<PlannedChange, 'reason'>): boolean {
  return restrained.has(reason);
}

/** Whether the change waits for a moment at which its rule allows the restart. */
export function isWaiting({ change, reason }: Pick<PlannedChange, 'change' | 'reason'>): boolean {
  return change === undefined && reason === 'restart-waits';
}

export function isChange({ change }: Pick<PlannedChange, 'change'>): boolean {
  return change !== undefined;
}

/** How many lines of the plan have this change; for undefined, how many have none. */
export function countOf(changes: readonly PlannedChange[], wanted: Change | undefined): number {
  return changes.filter(({ change }) => change === wanted).length;
}

interface Placed {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
}

/** For `toSorted`: by account, Region and cluster. */
export const byPlace = by(({ account, region, cluster }: Placed) => [account, region, cluster].join('\n'));

/** For `toSorted`: by the order of a text. */
export function by<T>(orderOf: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [first, second] = [orderOf(a), orderOf(b)];
    return first < second ? -1 : Number(first > second);
  };
}
