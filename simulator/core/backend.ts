import type { FunctionOptions } from '../fleet/function-options.ts';
import type { ClosedTimes } from './change-calendar.ts';
import type { AccountInfo, OrganizationInfo } from './identities.ts';
import type { Service } from './service.ts';

/** The times at which change calendars are CLOSED, by name. */
export type ChangeCalendars = Readonly<Record<string, ClosedTimes>>;

/** The services behind the wire, over a state that changes with virtual time. */
export interface Backend {
  readonly services: readonly Service[];
  /** First the account that unknown access keys belong to. */
  readonly accounts?: readonly AccountInfo[];
  readonly organization?: OrganizationInfo;
  readonly changeCalendars?: ChangeCalendars;
  readonly functions?: readonly FunctionOptions[];
  /** The whole state, to look at; JSON. */
  state(): unknown;
  /** Reports every event that the backend delivers, as EventBridge would deliver it. */
  onEvent(listener: (event: unknown) => void): void;
  /** Views that are too large for the state, reachable as `GET /_simulator/<name>`; JSON. */
  readonly views?: Readonly<Record<string, () => unknown>>;
  /** Reachable as `POST /_simulator/<name>`; throws with a clear message when the body won't do. */
  readonly control?: Readonly<Record<string, (body: unknown) => unknown>>;
}
