import type { BusEvent } from '../../shared/aws/send/event-bus.ts';
import { defined } from '../../shared/defined.ts';
import { type EventContext, toEvent } from '../../shared/runtime/report/outcome-event.ts';
import { putOnBus } from '../survey/bus.ts';
import type { Task } from './task.ts';

/** The values that all events of a task share. */
export function contextOf({ verb, cluster, observedAt }: Task): EventContext {
  const { account, region } = cluster;
  const scope = { account, region, observedAt: new Date(observedAt).toISOString() };
  return { function: `dormouse ${verb}`, mode: 'enforce', scope };
}

/** The event for a hold that is set, or without one removed. */
export function holdEvent(task: Task, hold?: string): BusEvent {
  return tagEvent(task, 'hold', hold);
}

/** The event for other hours that are set, or without them removed. */
export function hoursEvent(task: Task, hours?: string): BusEvent {
  return tagEvent(task, 'hours', hours);
}

function tagEvent(task: Task, what: 'hold' | 'hours', value: string | undefined): BusEvent {
  const { cluster, caller, options } = task;
  const { because } = options;
  const did = value === undefined ? `removed its ${what}` : `set the ${what} "${value}"`;
  const more = {
    cluster: cluster.id,
    ...defined({ resourceId: cluster.resourceId }),
    arn: cluster.arn,
    ...(value !== undefined && { [what]: value }),
    by: caller.name,
    ...(because !== undefined && { because }),
    detail: `${caller.name} ${did}${because === undefined ? '' : `: ${because}`}`,
  };
  const title = what === 'hold' ? 'Cluster Hold' : 'Cluster Hours';
  return toEvent(contextOf(task), `${title} ${value === undefined ? 'Removed' : 'Set'}`, more, [cluster.arn]);
}

/** An event about a change that the caller has made, with who that is and why. */
export function byCaller(event: BusEvent, { caller, options: { because } }: Task): BusEvent {
  return { ...event, detail: { ...event.detail, by: caller.name, ...defined({ because }) } };
}

/** Sends the events of what has been done to the bus of the options. */
export async function sendEvents({ options }: Task, events: readonly BusEvent[]): Promise<void> {
  await putOnBus(options.eventBus, events);
}
