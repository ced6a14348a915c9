import { createHome, createScope } from '../aws/clients.ts';
import { type BusEvent, putOutcomeEvents } from '../aws/event-bus.ts';
import { callerAccount } from '../aws/identity.ts';
import type { Config } from './config.ts';
import type { Log } from './report.ts';
import type { RunDeps } from './run.ts';

/** How a function reaches AWS. */
export interface Wiring extends Pick<RunDeps, 'home' | 'scopeFor'> {
  /** Absent: no bus, no events. */
  putEvents?(events: readonly BusEvent[]): Promise<void>;
}

/** Reaches AWS itself with the function's own role. Calls under way end when the signal is aborted. */
export function wireAws({ region, eventBus }: Config, signal: AbortSignal, log: Log): Wiring {
  const home = createHome(region);
  const warn = (message: string, cause?: unknown) => log.warn('AWS call failed', { message, cause });
  return {
    home: async () => ({ account: await callerAccount(home.sts), region }),
    scopeFor: (place) => ({ ...createScope(place), signal, warn }),
    ...(eventBus && { putEvents: (events) => putOutcomeEvents(home.eventbridge, eventBus, events) }),
  };
}
