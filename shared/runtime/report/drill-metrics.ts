import type { DrillRecord } from '../../policy/model/drill-record.ts';
import { isRefusal } from '../../policy/model/reasons.ts';
import { exceedsTarget } from '../../policy/recovery/evidence/verdict.ts';
import { type EpochMs, HOUR_MS } from '../../policy/time/units.ts';
import type { Outcome } from '../sweep/outcome.ts';

/** After the time of a drill is up, this long for deleting its instance and its cluster. */
const DELETING_MS = HOUR_MS;

/** The counts of restore drills among the outcomes of a run at an instant. */
export function drillCounts(outcomes: readonly Outcome[], at: EpochMs): Readonly<Record<string, number>> {
  const closed = outcomes.flatMap((outcome) => closedDrill(outcome) ?? []);
  return {
    DrillsPassed: closed.filter(({ verdict }) => verdict === 'passed').length,
    DrillsFailed: closed.filter(({ verdict }) => verdict !== 'passed').length,
    DrillTargetMissed: closed.filter(exceedsTarget).length,
    DrillLeftovers: outcomes.filter((outcome) => isLeftover(outcome, at)).length,
  };
}

/** The record of a drill that has just been closed; undefined for any other outcome. */
export function closedDrill({ decision, status }: Outcome): DrillRecord | undefined {
  const isClosed = status === 'done' || status === 'already';
  if (!isClosed || decision.verdict !== 'act' || decision.command.kind !== 'close-drill') return undefined;
  return decision.command.record;
}

/** A cluster that stays behind: it may not be deleted, is not, or should have been long ago. */
function isLeftover({ decision, status }: Outcome, at: EpochMs): boolean {
  if (decision.verdict === 'skip') return decision.action === 'cleanUpDrill' && isRefusal(decision.reason);
  const { command } = decision;
  if (command.kind !== 'delete-drill-instance' && command.kind !== 'delete-drill-cluster') return false;
  return status === 'planned' || at - Date.parse(command.record.until) > DELETING_MS;
}
