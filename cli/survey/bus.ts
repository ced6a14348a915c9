import { createHome } from '../../shared/aws/client/clients.ts';
import { type BusEvent, putOutcomeEvents } from '../../shared/aws/send/event-bus.ts';
import { parseArn } from '../../shared/policy/model/arn.ts';
import { CliError } from '../errors/cli-error.ts';
import { explainError } from '../errors/explain-error.ts';

/**
 * Sends events of what has been done to a bus, by name in the Region of the environment or by ARN; without a bus, none.
 *
 * @throws CliError when they are not taken: what was done stays done.
 */
export async function putOnBus(bus: string | undefined, events: readonly BusEvent[]): Promise<void> {
  if (!bus || events.length === 0) return;
  try {
    await putOutcomeEvents(await createHome(parseArn(bus)?.region).eventbridge(), bus, events);
  } catch (cause) {
    const remedy = 'what was done stays done; check the name of the bus and events:PutEvents';
    throw new CliError(`it was done, but the event was not sent: ${explainError(cause)}`, remedy, { cause });
  }
}
