import type { Decision } from '../../shared/policy/model/decision.ts';
import type { StreamGap } from '../../shared/policy/streams/stream.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';

type Kind = 'activityStream' | 'capacity';

/** The decisions of the last runs about activity streams and capacities. */
export interface Latest {
  add(result: SweepResult): void;
  /** For clusters that a rule covers, by ARN. */
  decisions(kind: Kind): ReadonlyMap<string, Decision>;
  gaps(): readonly StreamGap[];
  /** ARNs of clusters whose stream is missing. */
  missing(): ReadonlySet<string>;
}

export function createLatest(): Latest {
  const decisions = { activityStream: new Map<string, Decision>(), capacity: new Map<string, Decision>() };
  let gaps: readonly StreamGap[] = [];
  return {
    add({ outcomes, streamGaps }) {
      gaps = streamGaps ?? gaps;
      for (const { decision } of outcomes) {
        const { aspect, resourceArn, reason } = decision;
        if (aspect !== 'activityStream' && aspect !== 'capacity') continue;
        if (reason === 'no-rule') decisions[aspect].delete(resourceArn);
        else decisions[aspect].set(resourceArn, decision);
      }
    },
    decisions: (kind) => decisions[kind],
    gaps: () => gaps,
    missing: () => new Set(gaps.map(({ arn }) => arn)),
  };
}
