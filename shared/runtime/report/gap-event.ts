import type { BusEvent } from '../../aws/send/event-bus.ts';
import { defined } from '../../defined.ts';
import type { StreamGap } from '../../policy/streams/stream.ts';
import type { Outcome } from '../sweep/outcome.ts';
import { type EventContext, toEvent } from './outcome-event.ts';

/** The event for a cluster whose activity stream should run and does not. */
export function gapEvent(context: EventContext, gap: StreamGap): BusEvent {
  const { cluster, resourceId, arn, rule, reason, detail, gapMs } = gap;
  const since = new Date(gap.since).toISOString();
  return toEvent(
    context,
    'Activity Stream Gap',
    { cluster, ...defined({ resourceId }), arn, rule, reason, detail, since, gapMs },
    [arn],
  );
}

/** The event for a gap that has ended, with the reason why nothing is missing any more. */
export function gapClosedEvent(context: EventContext, { decision }: Outcome): BusEvent {
  const { cluster, resourceId, resourceArn: arn, rule, reason, detail } = decision;
  const more = { cluster, ...defined({ resourceId }), arn, ...defined({ rule }), reason, detail };
  return toEvent(context, 'Activity Stream Gap Closed', more, [arn]);
}
