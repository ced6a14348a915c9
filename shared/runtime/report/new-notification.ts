import type { Decision } from '../../policy/model/decision.ts';
import type { Outcome } from '../sweep/outcome.ts';
import { isFailure } from '../sweep/summary.ts';
import type { ReportDedupe } from './dedupe.ts';
import { type Notification, notificationOf } from './notification.ts';

/** How an outcome is reported; undefined when it is not new. */
export function newNotificationOf(report: ReportDedupe, outcome: Outcome): Notification | undefined {
  const { status, decision } = outcome;
  const notification = notificationOf(outcome);
  // A plan or warning is news again once it was dropped, a failure once it was done; a refusal that comes and goes with
  // the hours stays known.
  const isNewly = (word: 'planned' | 'warned') =>
    report.isNew(`${keyOf(decision)} ${word}`, status === word ? decision.reason : undefined);
  const isNewPlan = isNewly('planned');
  const isNewWarning = isNewly('warned');
  const isNewFailure =
    wasTried(outcome) &&
    report.isNew(`${keyOf(decision)} failed`, isFailure(outcome) ? faultOf(outcome) : undefined);
  const isNewRefusal = () => status === 'skipped' && report.isNew(refusalOf(decision), decision.reason);
  return !notification.once || isNewPlan || isNewWarning || isNewFailure || isNewRefusal()
    ? notification
    : undefined;
}

/** A target that was skipped, or had changed before the act, does not show whether the act succeeds. */
function wasTried({ status }: Outcome): boolean {
  return !['skipped', 'planned', 'warned', 'conflict'].includes(status);
}

/** The name only: messages differ from one answer to the next. */
function faultOf({ fault, status }: Outcome): string {
  return fault?.name ?? status;
}

/** A snapshot is a target once in each Region that it is copied to. */
function keyOf({ region, resourceArn }: Decision): string {
  return `${region} ${resourceArn}`;
}

/** A refusal that concerns all snapshots of a cluster, such as a key, is reported once for the cluster. */
function refusalOf(decision: Decision): string {
  const { action, account, region, cluster, snapshot, reason } = decision;
  return snapshot === undefined
    ? `${keyOf(decision)} refused`
    : `${action} ${account} ${region} ${cluster} ${reason}`;
}
