import type { Reason } from '../../policy/model/reasons.ts';
import type { Outcome } from '../sweep/outcome.ts';

/** How an outcome is told of. */
export interface Notice {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** The same for every outcome of the kind; what differs is metadata. */
  readonly message: string;
  /** The last word of the event's detail type, `Cluster Stop Requested`. Absent: no event. */
  readonly event?: 'Requested' | 'Planned' | 'Conflict' | 'Failed' | 'Refused';
  /** Told only when it is news. */
  readonly once?: boolean;
}

const acted = {
  done: { level: 'info', message: 'requested', event: 'Requested' },
  already: { level: 'info', message: 'requested before', event: 'Requested' },
  planned: { level: 'info', message: 'planned', event: 'Planned', once: true },
  conflict: { level: 'info', message: 'changed meanwhile', event: 'Conflict' },
  retry: { level: 'warn', message: 'AWS was busy', event: 'Failed', once: true },
  failed: { level: 'error', message: 'failed', event: 'Failed', once: true },
} as const satisfies Record<string, Notice>;

const refused: Notice = { level: 'warn', message: 'refused', event: 'Refused', once: true };

/** Reasons for leaving a target alone that somebody should hear of. What a later sweep may well do is none. */
const refusals: Partial<Record<Reason, Notice>> = {
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
  'out-of-time': { level: 'warn', message: 'out of time' },
};

const quiet: Notice = { level: 'debug', message: 'left alone' };

/** Acts are told of each time, plans, faults and refusals when they are new, the rest is a count. */
export function noticeOf({ status, decision }: Outcome): Notice {
  return status === 'left' ? (refusals[decision.reason] ?? quiet) : acted[status];
}
