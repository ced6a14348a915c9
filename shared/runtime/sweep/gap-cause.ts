import type { MeasuredGap, StreamGap } from '../../policy/streams/stream.ts';
import type { Outcome } from './outcome.ts';

/** The gaps of the clusters that a run is about, with what was decided of each in the end: after limits, and after time ran out. */
export function explainGaps(gaps: readonly MeasuredGap[], outcomes: readonly Outcome[]): StreamGap[] {
  const decisions = new Map(outcomes.map(({ decision }) => [decision.resourceArn, decision]));
  return gaps.flatMap((gap) => {
    const decision = decisions.get(gap.arn);
    return decision ? [{ ...gap, reason: decision.reason, detail: decision.detail }] : [];
  });
}
