import type { Decision } from '../policy/decision.ts';
import type { Report } from './newly-seen.ts';
import { type Notice, noticeOf } from './notice.ts';
import type { Outcome } from './outcome.ts';

/** How an outcome is to be told of; undefined when it is no news. */
export function newsOf(report: Report, outcome: Outcome): Notice | undefined {
  const { status, decision } = outcome;
  const notice = noticeOf(outcome);
  // A plan is news again once it was dropped; a refusal that comes and goes with the hours stays known.
  const isNewPlan = report.isNew(
    `${keyOf(decision)} planned`,
    status === 'planned' ? decision.reason : undefined,
  );
  const isNews =
    status === 'planned' ? isNewPlan : !notice.once || report.isNew(refusalOf(decision), decision.reason);
  return isNews ? notice : undefined;
}

/** A snapshot is a target once in each Region that it is copied to. */
function keyOf({ region, target }: Decision): string {
  return `${region} ${target}`;
}

/** What concerns all snapshots of a cluster, such as a key, is told once for the cluster. */
function refusalOf(decision: Decision): string {
  const { action, account, region, cluster, snapshot, reason } = decision;
  return snapshot === undefined
    ? `${keyOf(decision)} refused`
    : `${action} ${account} ${region} ${cluster} ${reason}`;
}
