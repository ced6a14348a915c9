import type { BusEvent } from '../../aws/send/event-bus.ts';

/** The policy and the release that have decided. */
export interface Origin {
  /** The digest of the policy. */
  readonly policy: string;
  /** The version of Dormouse. */
  readonly release: string;
}

type PutEvents = (events: readonly BusEvent[]) => Promise<void>;

/** Has each event say which policy and release have decided. Absent: no events. */
export function withOrigin(origin: Origin, putEvents: PutEvents | undefined): PutEvents | undefined {
  return (
    putEvents &&
    ((events) => putEvents(events.map((event) => ({ ...event, detail: { ...event.detail, ...origin } }))))
  );
}
