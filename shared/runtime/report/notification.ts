import { isRefusal } from '../../policy/model/reasons.ts';
import type { Outcome } from '../sweep/outcome.ts';

/** How an outcome is reported. */
export interface Notification {
  readonly severity: 'debug' | 'info' | 'warn' | 'error';
  /** The same for every outcome of the kind; what differs is metadata. */
  readonly message: string;
  /** The last word of the event's detail type, `Cluster Stop Requested`. Absent: no event. */
  readonly event?: 'Requested' | 'Planned' | 'Conflict' | 'Failed' | 'Refused' | 'Warning';
  /** Reported only when it is new. */
  readonly once?: boolean;
}

const acted = {
  done: { severity: 'info', message: 'requested', event: 'Requested' },
  already: { severity: 'info', message: 'requested before', event: 'Requested' },
  planned: { severity: 'info', message: 'planned', event: 'Planned', once: true },
  warned: { severity: 'info', message: 'warned', event: 'Warning', once: true },
  conflict: { severity: 'info', message: 'changed meanwhile', event: 'Conflict' },
  retry: { severity: 'warn', message: 'AWS was busy', event: 'Failed', once: true },
  failed: { severity: 'error', message: 'failed', event: 'Failed', once: true },
} as const satisfies Record<string, Notification>;

const refused: Notification = { severity: 'warn', message: 'refused', event: 'Refused', once: true };

const outOfTime: Notification = { severity: 'warn', message: 'out of time' };

const quiet: Notification = { severity: 'debug', message: 'left alone' };

/** Acts are reported each time; plans, faults and refusals when they are new; the rest is a count. */
export function notificationOf({ status, decision }: Outcome): Notification {
  if (status !== 'skipped') return acted[status];
  if (decision.reason === 'out-of-time') return outOfTime;
  return isRefusal(decision.reason) ? refused : quiet;
}
