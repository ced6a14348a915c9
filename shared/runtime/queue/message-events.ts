import type { BusEvent } from '../../aws/send/event-bus.ts';
import { defined } from '../../defined.ts';
import { actionRow } from '../../policy/model/actions.ts';
import type { Location } from '../../policy/model/location.ts';
import type { Mode } from '../../policy/model/policy.ts';
import { actionOf } from '../../policy/report/follow-up.ts';
import { toEvent } from '../report/outcome-event.ts';
import type { Confirmation } from './disposition.ts';

/** The function that sends an event. */
interface Sender {
  readonly function: string;
  readonly mode: Mode;
}

/** The event for the end of a requested change: `Cluster Stop Confirmed`, with how long it took. */
export function confirmationEvent(sender: Sender, { followUp, result, detail, at }: Confirmation): BusEvent {
  const { kind: command, cluster, resourceId, arn, snapshot, rule } = followUp;
  const action = actionOf(followUp);
  const more = {
    ...{ action, command, cluster, arn, detail },
    ...defined({ resourceId, snapshot, rule }),
    requestedAt: new Date(followUp.requestedAt).toISOString(),
    elapsedMs: elapsedMs(followUp, at),
  };
  return eventAt(sender, followUp, at, `${actionRow(action).title} ${result}`, more, [arn]);
}

/** How long ago it was requested; never negative, although clocks may differ a little. */
export function elapsedMs({ requestedAt }: Confirmation['followUp'], at: Confirmation['at']): number {
  return Math.max(0, at - requestedAt);
}

/** The event for a message that cannot be understood and goes to the dead-letter queue. */
export function refusedEvent(
  sender: Sender,
  home: Location,
  at: number,
  message: { readonly messageId: string; readonly detail: string; readonly body: string },
): BusEvent {
  return eventAt(sender, home, at, 'Message Refused', message);
}

function eventAt(
  sender: Sender,
  { account, region }: Location,
  at: number,
  ...event: [detailType: string, more: Readonly<Record<string, unknown>>, resources?: readonly string[]]
): BusEvent {
  const observedAt = new Date(at).toISOString();
  return toEvent({ ...sender, scope: { account, region, observedAt } }, ...event);
}
