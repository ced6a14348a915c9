import { createHome } from '../../shared/aws/client/clients.ts';
import { type BusEvent, putOutcomeEvents } from '../../shared/aws/send/event-bus.ts';
import { parseArn } from '../../shared/policy/model/arn.ts';
import { type EventContext, toEvent } from '../../shared/runtime/report/outcome-event.ts';
import { CliError } from '../errors/cli-error.ts';
import { explainError } from '../errors/explain-error.ts';
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

/**
 * Sends the events of what has been done to the bus of the options; without a bus, none.
 *
 * @throws CliError when they are not taken: what was done stays done.
 */
export async function sendEvents(
  { options: { eventBus } }: Task,
  events: readonly BusEvent[],
): Promise<void> {
  if (!eventBus) return;
  try {
    const home = createHome(
      parseArn(eventBus)?.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
    );
    await putOutcomeEvents(await home.eventbridge(), eventBus, events);
  } catch (cause) {
    const remedy = 'what was done stays done; check the name of the bus and events:PutEvents';
    throw new CliError(`it was done, but the event was not sent: ${explainError(cause)}`, remedy, { cause });
  }
}
