import type { DrillRecord } from '../../policy/model/drill-record.ts';
import { isRefusal } from '../../policy/model/reasons.ts';
import { exceedsTarget } from '../../policy/recovery/evidence/verdict.ts';
import type { Outcome } from '../sweep/outcome.ts';

/** The counts of restore drills among the outcomes of a run; `overdue` are ARNs of clusters that should be gone. */
export function drillCounts(
  outcomes: readonly Outcome[],
  overdue: readonly string[],
): Readonly<Record<string, number>> {
  const leftovers = outcomes.filter(isLeftover).map(({ decision }) => decision.resourceArn);
  const closed = outcomes.flatMap((outcome) => closedDrill(outcome) ?? []);
  return {
    DrillsPassed: closed.filter(({ verdict }) => verdict === 'passed').length,
    DrillsFailed: closed.filter(({ verdict }) => verdict !== 'passed').length,
    DrillTargetMissed: closed.filter(exceedsTarget).length,
    DrillLeftovers: new Set([...leftovers, ...overdue]).size,
  };
}

/** The record of a drill that has just been closed; undefined for any other outcome. */
export function closedDrill({ decision, status }: Outcome): DrillRecord | undefined {
  const isClosed = status === 'done' || status === 'already';
  if (!isClosed || decision.verdict !== 'act' || decision.command.kind !== 'close-drill') return undefined;
  return decision.command.record;
}

/** A cluster that stays behind: it may not be deleted, or mode observe deletes nothing. */
function isLeftover({ decision, status }: Outcome): boolean {
  if (decision.verdict === 'skip') return decision.action === 'cleanUpDrill' && isRefusal(decision.reason);
  const { kind } = decision.command;
  return status === 'planned' && (kind === 'delete-drill-instance' || kind === 'delete-drill-cluster');
}
