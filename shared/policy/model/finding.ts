import type { Reason } from './reasons.ts';

/** The result of a check; the first finding in a list of checks decides. */
export interface Finding {
  readonly verdict: 'act' | 'leave';
  readonly reason: Reason;
  readonly detail: string;
}

export type Left = Finding & { readonly verdict: 'leave' };

export function leave(reason: Reason, detail: string): Left {
  return { verdict: 'leave', reason, detail };
}

export function act(reason: Reason, detail: string): Finding {
  return { verdict: 'act', reason, detail };
}
