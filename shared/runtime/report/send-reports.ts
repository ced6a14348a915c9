import type { BusEvent } from '../../aws/send/event-bus.ts';
import { toFault } from '../sweep/fault.ts';
import type { EventMakers, ReportDeps } from './report.ts';

/**
 * Sends the events that `make` makes; they report on a run as a whole, which goes on whatever becomes of them. Never rejects
 * because of AWS: `false`, and a log line with `about`, when they could not be sent, so that the next run reports again.
 */
export async function sendReports(
  { log, putEvents }: Pick<ReportDeps, 'log' | 'putEvents'>,
  make: (makers: EventMakers) => readonly BusEvent[] | Promise<readonly BusEvent[]>,
  about: Readonly<Record<string, unknown>> = {},
): Promise<boolean> {
  if (putEvents === undefined) return true;
  const makers = await import('./events.ts');
  try {
    await putEvents(await make(makers));
    return true;
  } catch (error) {
    log.error('report not delivered', { ...about, fault: toFault(error) });
    return false;
  }
}
