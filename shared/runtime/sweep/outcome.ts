import type { Decision } from '../../policy/model/decision.ts';

/**
 * The outcome of a decision.
 * - `done`: AWS accepted the call. Requested, not yet confirmed.
 * - `already`: it was done before, by a run that ended before its report, or by a call whose answer was lost.
 * - `planned`: observe mode of the policy or the rule: nothing was sent.
 * - `conflict`: the target changed or went away between reading and acting; the next sweep decides again. The same again is a
 *   failure.
 * - `retry`: AWS was busy; the next sweep tries again. Counts as a failure of this run.
 * - `failed`: AWS refused, and will again until somebody changes something.
 * - `warned`: a warning of it is sent; it follows later, if nobody holds the target.
 * - `skipped`: nothing was due.
 */
export type OutcomeStatus =
  | 'done'
  | 'already'
  | 'planned'
  | 'conflict'
  | 'retry'
  | 'failed'
  | 'warned'
  | 'skipped';

export interface Fault {
  /** The SDK error's name, `InvalidDBClusterStateFault`. */
  readonly name: string;
  readonly message: string;
}

export interface Outcome {
  readonly decision: Decision;
  readonly status: OutcomeStatus;
  readonly fault?: Fault;
}
