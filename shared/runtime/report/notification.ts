import type { Reason } from '../../policy/model/reasons.ts';
import type { Outcome } from '../sweep/outcome.ts';

/** How an outcome is told of. */
export interface Notification {
  readonly severity: 'debug' | 'info' | 'warn' | 'error';
  /** The same for every outcome of the kind; what differs is metadata. */
  readonly message: string;
  /** The last word of the event's detail type, `Cluster Stop Requested`. Absent: no event. */
  readonly event?: 'Requested' | 'Planned' | 'Conflict' | 'Failed' | 'Refused';
  /** Told only when it is news. */
  readonly once?: boolean;
}

const acted = {
  done: { severity: 'info', message: 'requested', event: 'Requested' },
  already: { severity: 'info', message: 'requested before', event: 'Requested' },
  planned: { severity: 'info', message: 'planned', event: 'Planned', once: true },
  conflict: { severity: 'info', message: 'changed meanwhile', event: 'Conflict' },
  retry: { severity: 'warn', message: 'AWS was busy', event: 'Failed', once: true },
  failed: { severity: 'error', message: 'failed', event: 'Failed', once: true },
} as const satisfies Record<string, Notification>;

const refused: Notification = { severity: 'warn', message: 'refused', event: 'Refused', once: true };

/** Reasons for leaving a target alone that somebody should hear of. What a later sweep may well do is none. */
const refusals: Partial<Record<Reason, Notification>> = {
  ineligible: refused,
  'hold-unreadable': refused,
  'quota-full': refused,
  'key-missing': refused,
  'key-unusable': refused,
  'copy-failed': refused,
  'stream-lost': refused,
  'stream-contested': refused,
  'override-unreadable': refused,
  orphan: refused,
  'out-of-time': { severity: 'warn', message: 'out of time' },
};

const quiet: Notification = { severity: 'debug', message: 'left alone' };

/** Acts are told of each time, plans, faults and refusals when they are new, the rest is a count. */
export function notificationOf({ status, decision }: Outcome): Notification {
  return status === 'left' ? (refusals[decision.reason] ?? quiet) : acted[status];
}
