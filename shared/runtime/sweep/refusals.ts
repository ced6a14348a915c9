import { REPORT_LAG_MS } from '../../policy/model/availability.ts';
import { reasonRow } from '../../policy/model/reasons.ts';
import { type EpochMs, HOUR_MS } from '../../policy/time/units.ts';
import type { Outcome } from './outcome.ts';

/** Others have used up the quota or the slots since they were counted, and free them again. */
const QUOTA_TOLERATED_MS = HOUR_MS;

/** Remembers what AWS refused because of a state, for as long as the execution environment lives. */
export interface Refusals {
  /**
   * The outcome at `at`. A conflict says that the target has changed, so the same one again, after RDS must have shown
   * the change, is a failure.
   */
  note(outcome: Outcome, at: EpochMs): Outcome;
}

/** A memory of refusals; a cold start begins with an empty one. */
export function createRefusals(): Refusals {
  const known = new Map<string, { readonly name: string; readonly since: EpochMs }>();
  return {
    note(outcome, at) {
      const { status, fault, decision } = outcome;
      const key = `${decision.region} ${decision.action} ${decision.resourceArn}`;
      if (status !== 'conflict' || fault === undefined) {
        if (!isWaiting(outcome)) known.delete(key);
        return outcome;
      }
      const { name } = fault;
      const before = known.get(key);
      const { since } = before?.name === name ? before : { since: at };
      known.set(key, { name, since });
      const toleratedMs = name === 'SnapshotQuotaExceededFault' ? QUOTA_TOLERATED_MS : REPORT_LAG_MS;
      return at - since < toleratedMs ? outcome : { ...outcome, status: 'failed' };
    },
  };
}

/** The same is still due, and was not tried this time. */
function isWaiting({ status, decision: { reason } }: Outcome): boolean {
  const { kind, everyday } = { everyday: false, ...reasonRow(reason) };
  return status === 'retry' || (status === 'skipped' && kind !== 'settled' && !everyday);
}
