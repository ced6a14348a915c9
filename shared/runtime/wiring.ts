import { createHome, createScope } from '../aws/clients.ts';
import { type BusEvent, putOutcomeEvents } from '../aws/event-bus.ts';
import { callerAccount } from '../aws/identity.ts';
import { parseArn } from '../policy/partition.ts';
import type { Config } from './config.ts';
import type { Log } from './report.ts';
import type { RunDeps } from './run.ts';

/** How a function reaches AWS. */
export interface Wiring extends Pick<RunDeps, 'home' | 'scopeFor'> {
  /** Absent: no bus, no events. */
  putEvents?(events: readonly BusEvent[]): Promise<void>;
}

/** What one invocation brings along. */
export interface Invocation {
  /** Calls under way end when it is aborted. */
  readonly signal: AbortSignal;
  /** ARN of the function: of the account that its role, too, belongs to. Absent where a function runs without Lambda. */
  readonly functionArn?: string;
}

/** Reaches AWS itself with the function's own role. */
export function wireAws(
  { region, eventBus }: Config,
  { signal, functionArn = '' }: Invocation,
  log: Log,
): Wiring {
  const aws = createHome(region);
  const warn = (detail: string, cause?: unknown) => log.warn('AWS call failed', { detail, cause });
  return {
    home: async () => ({
      account: parseArn(functionArn)?.account || (await callerAccount(await aws.sts())),
      region,
    }),
    scopeFor: (place) => createScope(place, undefined, { signal, warn }),
    ...(eventBus && {
      putEvents: async (events) => putOutcomeEvents(await aws.eventbridge(), eventBus, events),
    }),
  };
}
