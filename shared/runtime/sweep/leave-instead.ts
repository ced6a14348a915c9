import type { Act, Decision, Leave } from '../../policy/model/decision.ts';

/** The same decision without its act; one that leaves the cluster alone already stays as it is. */
export function leaveInstead(decision: Decision, why: Partial<Pick<Leave, 'reason' | 'detail'>> = {}): Leave {
  if (decision.verdict === 'leave') return decision;
  const { command: _command, lastActionAt: _lastActionAt, ...rest }: Act = decision;
  return { ...rest, verdict: 'leave', ...why };
}
