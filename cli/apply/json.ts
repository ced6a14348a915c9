import { writtenOutcome } from '../../shared/runtime/report/written.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { planJson } from '../plan/json.ts';
import type { Plan } from '../plan/plan.ts';
import type { Followed } from './follow.ts';

/** The plan, what was requested of it and what was seen, for programs; docs/cli.md documents it. Ends with a line feed. */
export function applyJson(
  plan: Plan,
  results: readonly SweepResult[],
  followed: readonly Followed[],
): string {
  const report = {
    version: 1,
    plan: JSON.parse(planJson(plan)) as unknown,
    outcomes: results.flatMap((result) =>
      result.outcomes.map((outcome) => ({ function: result.function, ...writtenOutcome(outcome) })),
    ),
    confirmations: followed.map(({ followUp, state, detail, at }) => ({
      ...followUp,
      requestedAt: new Date(followUp.requestedAt).toISOString(),
      state,
      detail,
      elapsedMs: Math.max(0, at - followUp.requestedAt),
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
