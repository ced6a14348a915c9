import type { Decision } from '../../shared/policy/model/decision.ts';
import { reasonRow } from '../../shared/policy/model/reasons.ts';

/** For each cluster, the decision about its power that says most about its day. */
export interface Telling {
  add(decision: Decision): void;
  /** By ARN. */
  decisions(): ReadonlyMap<string, Decision>;
}

/** Keeps the reason of a stop; else the one against a stop, or against a start; else the last. */
export function createTelling(): Telling {
  const kept = new Map<string, Decision>();
  return {
    add(decision) {
      if (decision.aspect !== 'power') return;
      const before = kept.get(decision.resourceArn);
      if (before === undefined || rank(decision) >= rank(before)) kept.set(decision.resourceArn, decision);
    },
    decisions: () => kept,
  };
}

function rank({ verdict, action, reason }: Decision): number {
  if (verdict === 'act') return action === 'stop' ? 4 : 1;
  if (reasonRow(reason).everyday) return 1;
  return action === 'stop' ? 3 : 2;
}
