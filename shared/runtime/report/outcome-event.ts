import type { BusEvent } from '../../aws/send/event-bus.ts';
import { defined } from '../../defined.ts';
import { actionRow, commandRow } from '../../policy/model/actions.ts';
import type { Decision } from '../../policy/model/decision.ts';
import type { Mode } from '../../policy/model/policy.ts';
import type { SnapshotQuota } from '../../policy/model/snapshot.ts';
import type { Fault, Outcome } from '../sweep/outcome.ts';
import type { ScopeResult } from '../sweep/result.ts';
import { commandDetail } from './command-detail.ts';
import { eventSummary } from './event-summary.ts';
import type { Notification } from './notification.ts';
import { warningDetail } from './warning-detail.ts';
import { writtenStatus } from './written.ts';

/** The values that all events of one account and Region share in one run. */
export interface EventContext {
  readonly function: string;
  readonly mode: Mode;
  readonly scope: Pick<ScopeResult, 'account' | 'region' | 'observedAt'>;
}

/** The event for one outcome: `Cluster Stop Requested`, `Snapshot Copy Refused`. */
export function outcomeEvent(
  context: EventContext,
  { decision, status, fault }: Outcome,
  kind: NonNullable<Notification['event']>,
): BusEvent {
  const { action, cluster, resourceId, snapshot, resourceArn: arn, rule, reason, detail } = decision;
  const more = {
    action,
    cluster,
    ...defined({ resourceId, snapshot }),
    arn,
    status: writtenStatus(status),
    reason,
    detail,
    ...defined({ rule, fault }),
    ...(decision.verdict === 'act' ? commandDetail(decision.command) : warningDetail(decision)),
  };
  // In a policy that enforces, what is only planned is so by a rule that observes.
  const mode = status === 'planned' ? 'observe' : context.mode;
  return toEvent({ ...context, mode }, `${titleOf(decision)} ${kind}`, more, [arn]);
}

/** A command that only records something has a title of its own. */
function titleOf(decision: Decision): string {
  const { title } = actionRow(decision.action);
  return decision.verdict === 'act' ? (commandRow(decision.command.kind).recordsAs ?? title) : title;
}

/** The event for an account and Region that could not be read in full. */
export function sweepFailedEvent(context: EventContext, fault: Fault): BusEvent {
  return toEvent(context, 'Sweep Failed', { fault });
}

/** The event for an account and Region in which more changes were due than the breaker allows. */
export function breakerEvent(context: EventContext, detail: string): BusEvent {
  return toEvent(context, 'Limit Breaker Tripped', { detail });
}

/** The event for a quota of manual snapshots that is nearly used up. */
export function quotaEvent(context: EventContext, { used, max }: SnapshotQuota): BusEvent {
  const detail = `${used} of ${max} manual cluster snapshots; prune some, or raise the quota in the Service Quotas console`;
  return toEvent(context, 'Snapshot Quota Near', { detail, used, max });
}

/** An event for one account and Region; `resources` are the ARNs that it concerns. */
export function toEvent(
  { function: name, mode, scope }: EventContext,
  detailType: string,
  more: Readonly<Record<string, unknown>>,
  resources: readonly string[] = [],
): BusEvent {
  const { account, region, observedAt = new Date().toISOString() } = scope;
  const summary = eventSummary(detailType, { account, region, ...more });
  const detail = { version: '1', function: name, mode, at: observedAt, account, region, summary, ...more };
  return { detailType, resources, detail };
}
