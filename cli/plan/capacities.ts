import { type CapacityRange, widestRange } from '../../shared/policy/capacity/range.ts';
import type { Cluster, ServerlessCapacity, World } from '../../shared/policy/model/cluster.ts';
import type { ChangeCapacityCommand, Decision } from '../../shared/policy/model/decision.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import { byPlace } from './by-place.ts';

/** What the plan says of the serverless capacity of one cluster, or why it is left. */
export interface PlannedCapacity {
  /** Of the cluster. */
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  /** Absent: left as it is. */
  readonly change?: 'capacity';
  /** What it has. Absent: none that is known. */
  readonly from?: ServerlessCapacity;
  /** What it would have. */
  readonly to?: ServerlessCapacity;
  /** Of both; absent for an engine without. */
  readonly unit?: CapacityRange['unit'];
  readonly rule?: string;
  readonly reason: Reason;
  readonly detail: string;
}

/** Reasons that somebody should do something about. */
const refusals: readonly Reason[] = ['ineligible', 'hold-unreadable'];

/** Whether it is left as it is for a reason that calls for somebody's attention. */
export function isCapacityRefusal({ change, reason }: Pick<PlannedCapacity, 'change' | 'reason'>): boolean {
  return change === undefined && refusals.includes(reason);
}

/** What is decided about capacity in these worlds, but for clusters that no rule covers. */
export function planCapacities(decisions: readonly Decision[], worlds: readonly World[]): PlannedCapacity[] {
  const seen = new Map(
    worlds.flatMap(({ clusters }) => clusters.map(({ cluster }) => [cluster.arn, cluster])),
  );
  return decisions
    .filter(({ aspect, reason }) => aspect === 'capacity' && reason !== 'no-rule')
    .map((decision) => toPlanned(decision, seen.get(decision.target)))
    .toSorted(byPlace);
}

/** How many capacities would be changed, and how many are left. */
export function countCapacities(capacities: readonly PlannedCapacity[]): Record<'change' | 'left', number> {
  const change = capacities.filter((one) => one.change !== undefined).length;
  return { change, left: capacities.length - change };
}

function toPlanned(decision: Decision, seen: Cluster | undefined): PlannedCapacity {
  const { target: arn, account, region, cluster, rule, reason, detail } = decision;
  const command = decision.verdict === 'act' ? decision.command : undefined;
  const change = command?.kind === 'change-capacity' ? command : undefined;
  const unit = seen && widestRange(seen.engine)?.unit;
  return {
    ...{ arn, account, region, cluster },
    ...(change !== undefined && { change: 'capacity', to: capacityOf(change) }),
    ...(seen?.serverless !== undefined && { from: seen.serverless }),
    ...(unit !== undefined && { unit }),
    ...(rule !== undefined && { rule }),
    ...{ reason, detail },
  };
}

function capacityOf({ min, max, autoPauseAfterMs }: ChangeCapacityCommand): ServerlessCapacity {
  return { min, max, ...(autoPauseAfterMs !== undefined && { autoPauseAfterMs }) };
}
