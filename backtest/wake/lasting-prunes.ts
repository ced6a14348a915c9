import type { Reason } from '../../shared/policy/model/reasons.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { Lasting } from './lasting.ts';

/** Reasons that neither time nor anything in another Region changes, nor that another snapshot goes. */
const lasting: ReadonlySet<Reason> = new Set(['kept', 'keep-all', 'not-ours', 'in-transition']);

/**
 * Nothing of a cluster is deleted in an account and Region until it or its snapshots there change, where `keep` holds all
 * of these, or Dormouse has made none of them. Of those that are left, `keep` holds no less when one goes, and one that
 * is being made counts once it is complete or has failed.
 */
export const lastingPrunes: Lasting = {
  lastsUntil: ({ outcomes }) => (outcomes.every(isLasting) ? Number.POSITIVE_INFINITY : undefined),
  whereCounts(change) {
    const { type, status, isGone } = change;
    const isMade = status === 'creating' || status === 'copying';
    return type !== 'manual' || isGone || isMade ? undefined : change;
  },
  needed: () => new Set(),
};

/** One that has been deleted needs no other look either. */
function isLasting({ decision, status }: Outcome): boolean {
  return decision.verdict === 'skip'
    ? decision.note === undefined && lasting.has(decision.reason)
    : status === 'done' && decision.command.kind === 'delete-snapshot';
}
