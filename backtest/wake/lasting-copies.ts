import { isSamePlace } from '../../shared/policy/model/location.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import { isShare } from '../../shared/policy/rules/limit.ts';
import { readOwn } from '../../shared/policy/snapshots/own.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { Lasting, Taken } from './lasting.ts';
import { nextLook } from './next-look.ts';

/** Reasons that stay if another source goes: `keep` of the destination holds a copy of this one no less, or no more. */
const idle: ReadonlySet<Reason> = new Set(['already-copied', 'copy-not-wanted', 'not-a-source']);
/** Reasons for which the source itself must stay, because in the count of `keep` it stands for a copy. */
const counted: ReadonlySet<Reason> = new Set(['copy-waits', 'copy-in-flight', 'in-transition']);

/**
 * Nothing more of a cluster is copied to an account and Region until it has another source, an attempt fails or a period
 * ends, where each source has its copy, waits for the end of a period or is not wanted. Dormouse deletes complete ones only
 * where `keep` does not hold them, and these do not keep it from holding others.
 */
export const lastingCopies: Lasting = {
  lastsUntil(look, all) {
    const { policy, outcomes, snapshots } = look;
    // Copies that others have made count for as long as their sources are there, and limits in percent count all sources.
    const isLastingHere =
      outcomes.every(isLasting) &&
      snapshots.every((one) => readOwn(one) !== undefined) &&
      !isShare(policy.limits.copySnapshot) &&
      !hasTwins(all);
    return isLastingHere ? nextLook(look) : undefined;
  },
  whereCounts(change, cluster) {
    const { status, isGone } = change;
    const isNewSource = status === 'available' && !isGone && isSamePlace(change, cluster);
    const isMade = status === 'creating' || status === 'copying';
    return isNewSource || !(status === 'available' || (isMade && !isGone)) ? 'everywhere' : undefined;
  },
  needed: ({ outcomes }) =>
    new Set(
      outcomes.flatMap(({ decision: { reason, resourceArn } }) => (idle.has(reason) ? [] : [resourceArn])),
    ),
};

/** A copy that has been begun needs no other look either. */
function isLasting({ decision, status }: Outcome): boolean {
  return decision.verdict === 'skip'
    ? idle.has(decision.reason) || counted.has(decision.reason)
    : status === 'done';
}

/** Whether two were taken at the same time: which of them `keep` holds goes by their names, and a copy has another one. */
function hasTwins(all: Iterable<Taken>): boolean {
  const sources = new Map<number, string>();
  for (const { arn, sourceArn = arn, origin } of all) {
    if ((sources.get(origin.takenAt) ?? sourceArn) !== sourceArn) return true;
    sources.set(origin.takenAt, sourceArn);
  }
  return false;
}
