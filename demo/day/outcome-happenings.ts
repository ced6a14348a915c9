import { changeOf, isRefusal } from '../../cli/plan/change.ts';
import { subjectOf } from '../../cli/plan/row.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import { reasonRow } from '../../shared/policy/model/reasons.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import type { Happening } from './happenings.ts';

/** The acts, faults and refusals of a run, and the changes that wait for their time. Other skips are not happenings. */
export function fromResult(result: SweepResult, at: number): Happening[] {
  return result.outcomes.flatMap((outcome) => {
    const what = whatOf(outcome);
    if (what === undefined) return [];
    const { account, cluster, region } = outcome.decision;
    const lasting = outcome.status === 'planned' || outcome.status === 'skipped';
    const happening = { at, by: 'dormouse', what, cluster, account, region, text: textOf(outcome) } as const;
    return [{ ...happening, ...(lasting && { lasting }) }];
  });
}

function whatOf({ status, decision }: Outcome): Happening['what'] | undefined {
  const { reason } = decision;
  if (status === 'skipped') {
    if (isRefusal({ reason })) return 'refused';
    return reasonRow(reason).waits ? 'waits' : undefined;
  }
  if (status === 'failed' || status === 'retry' || status === 'conflict') return 'fault';
  return decision.verdict === 'act' ? changeOf[decision.command.kind] : undefined;
}

function textOf({ status, decision, fault }: Outcome): string {
  const { action, rule } = decision;
  if (fault !== undefined) return `${action} ${status}: ${fault.name}: ${fault.message}`;
  if (status === 'skipped') return whySkipped(decision);
  const planned = status === 'planned' ? 'only planned: ' : '';
  return `${planned}${whyDone(decision)}${rule === undefined ? '' : ` (${rule})`}`;
}

function whySkipped({ aspect, reason, detail }: Decision): string {
  if (aspect === 'snapshots') return `${reason}, ${detail}`;
  const subject = subjectOf({ aspect });
  // A hold keeps everything from the cluster.
  return subject === '' || reason === 'hold-unreadable' ? reason : `${subject}: ${reason}`;
}

function whyDone(decision: Decision): string {
  const { action, reason, region } = decision;
  if (action === 'copySnapshot') return `to ${region}`;
  if (action === 'deleteSnapshot') return `${reason} in ${region}`;
  const command = decision.verdict === 'act' ? decision.command : undefined;
  if (command?.kind === 'change-capacity') return `to ${command.min}-${command.max}`;
  return command?.kind === 'start-activity-stream' ? `${command.mode}, ${reason}` : reason;
}
