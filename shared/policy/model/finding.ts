import type { Reason } from './reasons.ts';

/** The result of a check; the first finding in a list of checks decides. */
export interface Finding {
  readonly verdict: 'act' | 'skip';
  readonly reason: Reason;
  readonly detail: string;
}

export type Skipped = Finding & { readonly verdict: 'skip' };

export function skip(reason: Reason, detail: string): Skipped {
  return { verdict: 'skip', reason, detail };
}

/** The finding of the first check that has one. */
export function firstFinding<C, F extends Finding>(
  checks: readonly ((candidate: C) => F | undefined)[],
  candidate: C,
): F | undefined {
  for (const check of checks) {
    const finding = check(candidate);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

export function act(reason: Reason, detail: string): Finding {
  return { verdict: 'act', reason, detail };
}
