import type { BusEvent } from '../aws/event-bus.ts';
import type { Mode } from '../policy/model.ts';
import type { Notice } from './notice.ts';
import type { Fault, Outcome } from './outcome.ts';
import type { ScopeResult } from './result.ts';

/** What is the same for all events of one account and Region in one run. */
export interface EventContext {
  readonly function: string;
  readonly mode: Mode;
  readonly scope: ScopeResult;
}

/** The event that tells of one outcome: `Cluster Stop Requested`. */
export function clusterEvent(
  context: EventContext,
  { decision, status, fault }: Outcome,
  kind: NonNullable<Notice['event']>,
): BusEvent {
  const { action, cluster, target: arn, rule, reason, detail } = decision;
  const verb = action.charAt(0).toUpperCase() + action.slice(1);
  const more = {
    action,
    cluster,
    arn,
    status,
    reason,
    detail,
    ...(rule === undefined ? {} : { rule }),
    ...(fault === undefined ? {} : { fault }),
  };
  return toEvent(context, `Cluster ${verb} ${kind}`, more, [arn]);
}

/** The event that tells of an account and Region that could not be observed. */
export function sweepFailedEvent(context: EventContext, fault: Fault): BusEvent {
  return toEvent(context, 'Sweep Failed', { fault });
}

/** The event that tells of an account and Region in which more was due than the breaker allows. */
export function breakerEvent(context: EventContext, detail: string): BusEvent {
  return toEvent(context, 'Limit Breaker Tripped', { detail });
}

function toEvent(
  { function: name, mode, scope }: EventContext,
  detailType: string,
  more: Readonly<Record<string, unknown>>,
  resources: readonly string[] = [],
): BusEvent {
  const { account, region, observedAt = new Date().toISOString() } = scope;
  const detail = { version: '1', function: name, mode, at: observedAt, account, region, ...more };
  return { detailType, resources, detail };
}
