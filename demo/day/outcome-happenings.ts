import { isCapacityRefusal } from '../../cli/plan/capacities.ts';
import { isRefusal } from '../../cli/plan/plan.ts';
import { isSnapshotRefusal } from '../../cli/plan/snapshots.ts';
import { isStreamRefusal } from '../../cli/plan/streams.ts';
import type { Command, Decision } from '../../shared/policy/model/decision.ts';
import type { Aspect } from '../../shared/policy/model/policy.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import type { Happening } from './happenings.ts';

/** What a function did or could not do, or what waits for its time. What else it left alone is no happening. */
export function fromResult(result: SweepResult, at: number): Happening[] {
  return result.outcomes.flatMap((outcome) => {
    const what = whatOf(outcome);
    if (what === undefined) return [];
    const { account, cluster, region } = outcome.decision;
    const lasting = outcome.status === 'planned' || outcome.status === 'left';
    const happening = { at, by: 'dormouse', what, cluster, account, region, text: textOf(outcome) } as const;
    const { detail } = outcome.decision;
    return [{ ...happening, ...(what === 'refused' && { detail }), ...(lasting && { lasting }) }];
  });
}

const acts: Readonly<Record<Command['kind'], Happening['what']>> = {
  'stop-cluster': 'stop',
  'start-cluster': 'start',
  'create-snapshot': 'snapshot',
  'copy-snapshot': 'copy',
  'delete-snapshot': 'delete',
  'start-activity-stream': 'start-stream',
  'stop-activity-stream': 'stop-stream',
  'tag-activity-stream': 'remember',
  'change-capacity': 'capacity',
};

const refusals: Readonly<Record<Aspect, (left: { reason: Reason }) => boolean>> = {
  power: isRefusal,
  snapshots: isSnapshotRefusal,
  activityStream: isStreamRefusal,
  capacity: isCapacityRefusal,
};

/** What a later sweep does by itself, and people may wonder about until then. */
const waiting: readonly Reason[] = ['restart-waits', 'capacity-in-use', 'use-unknown'];

function whatOf({ status, decision }: Outcome): Happening['what'] | undefined {
  const { aspect, reason } = decision;
  if (status === 'left') {
    if (refusals[aspect]({ reason })) return 'refused';
    return waiting.includes(reason) ? 'waits' : undefined;
  }
  if (status === 'failed' || status === 'retry' || status === 'conflict') return 'fault';
  return decision.verdict === 'act' ? acts[decision.command.kind] : undefined;
}

function textOf({ status, decision, fault }: Outcome): string {
  const { action, rule } = decision;
  if (fault !== undefined) return `${action} ${status}: ${fault.name}: ${fault.message}`;
  if (status === 'left') return whyLeft(decision);
  const planned = status === 'planned' ? 'only planned: ' : '';
  return `${planned}${whyDone(decision)}${rule === undefined ? '' : ` (${rule})`}`;
}

/** What an aspect is called; where nothing is said, it is the cluster itself. */
const names: Readonly<Partial<Record<Aspect, string>>> = { activityStream: 'stream', capacity: 'capacity' };

function whyLeft({ aspect, reason, detail }: Decision): string {
  if (aspect === 'snapshots') return `${reason}, ${detail}`;
  const name = names[aspect];
  // A hold keeps everything from the cluster.
  return name === undefined || reason === 'hold-unreadable' ? reason : `${name}: ${reason}`;
}

function whyDone(decision: Decision): string {
  const { action, reason, region } = decision;
  if (action === 'copySnapshot') return `to ${region}`;
  if (action === 'deleteSnapshot') return `${reason} in ${region}`;
  const command = decision.verdict === 'act' ? decision.command : undefined;
  if (command?.kind === 'change-capacity') return `to ${command.min}-${command.max}`;
  return command?.kind === 'start-activity-stream' ? `${command.mode}, ${reason}` : reason;
}
