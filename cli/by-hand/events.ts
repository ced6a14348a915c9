import type { BusEvent } from '../../shared/aws/send/event-bus.ts';
import { type EventContext, toEvent } from '../../shared/runtime/report/outcome-event.ts';
import { putOnBus } from '../survey/bus.ts';
import type { Task } from './task.ts';

/** The values that all events of a task share. */
export function contextOf({ verb, cluster, observedAt }: Task): EventContext {
  const { account, region } = cluster;
  const at = new Date(observedAt).toISOString();
  const scope = { account, region, ok: true, observedAt: at, clusters: 1 };
  return { function: `dormouse ${verb}`, mode: 'enforce', scope };
}

/** The event for a hold that is set, or without one removed. */
export function holdEvent(task: Task, hold?: string): BusEvent {
  const { cluster, caller, options } = task;
  const { because } = options;
  const did = hold === undefined ? 'removed its hold' : `set the hold "${hold}"`;
  const more = {
    cluster: cluster.id,
    arn: cluster.arn,
    ...(hold !== undefined && { hold }),
    by: caller.name,
    ...(because !== undefined && { because }),
    detail: `${caller.name} ${did}${because === undefined ? '' : `: ${because}`}`,
  };
  return toEvent(contextOf(task), `Cluster Hold ${hold === undefined ? 'Removed' : 'Set'}`, more, [
    cluster.arn,
  ]);
}

/** Sends the events of what has been done to the bus of the options. */
export async function sendEvents({ options }: Task, events: readonly BusEvent[]): Promise<void> {
  await putOnBus(options.eventBus, events);
}
