import type { Candidate } from '../shared/policy/power/candidate.ts';
import { keptState } from '../shared/policy/rules/guard.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import { formatDuration } from '../shared/policy/time/when.ts';

/** A cluster of which a stop may have been warned. */
export interface Warned {
  /** When the warning of the stop that is due was sent. Absent: none. */
  readonly warnedAt?: EpochMs;
}

/** How long before a stop its rule warns (ms); 0 where it does not, as of what somebody holds stopped. */
export function warningMs({ policy, rule, cluster, local }: Candidate): number {
  const { notify } = policy.rules.find(({ name }) => name === rule.name) ?? {};
  return notify?.of.includes('stop') && keptState(cluster, local) !== 'stopped' ? notify.beforeMs : 0;
}

/** The state in which a stop that is due waits for its warning, which is sent now if it was not; undefined once it may come. */
export function awaitsWarning<S extends Warned & { readonly at: EpochMs }>(
  state: S,
  candidate: Candidate,
): S | undefined {
  const beforeMs = warningMs(candidate);
  const { at, warnedAt = at } = state;
  return at - warnedAt < beforeMs ? { ...state, warnedAt } : undefined;
}

/** The state without a warning: the stop has come, or is due no more. */
export function withoutWarning<S extends Warned>({ warnedAt: _warnedAt, ...state }: S): Omit<S, 'warnedAt'> {
  return state;
}

/** @example ', with a warning 30m before' */
export function warningText(candidate: Candidate): string {
  const beforeMs = warningMs(candidate);
  return beforeMs === 0 ? '' : `, with a warning ${formatDuration(beforeMs)} before`;
}
