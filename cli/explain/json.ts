import { defined } from '../../shared/defined.ts';
import type { Explanation } from '../../shared/policy/report/explain.ts';
import { writtenDecision } from '../../shared/runtime/report/written.ts';
import { supportJson } from '../survey/support-lines.ts';
import type { AspectExplanations } from './explanation-text.ts';
import { recoveryJson } from './recovery.ts';
import type { Counts } from './snapshots.ts';

/** One explanation for programs; docs/cli.md documents its shape. */
export function explanationJson({
  decisions,
  activityStream,
  capacity,
  snapshots,
  support,
  recovery,
  cost,
  ...rest
}: Explanation & AspectExplanations): object {
  const { create, lastTaken, nextDue, copies, prune } = snapshots;
  return {
    ...rest,
    decisions: decisions.map(writtenDecision),
    ...(activityStream && { activityStream: withDecision(activityStream) }),
    ...(capacity && { capacity: withDecision(capacity) }),
    ...(recovery && { recovery: recoveryJson(recovery) }),
    ...(support && { support: { ...supportJson(support), ...defined({ cost }) } }),
    snapshots: {
      ...(create && { create: writtenDecision(create) }),
      ...defined({ lastTaken, nextDue }),
      copies: copies.map(countsJson),
      prune: prune.map(countsJson),
    },
  };
}

function withDecision<E extends NonNullable<AspectExplanations['activityStream' | 'capacity']>>({
  decision,
  ...rest
}: E): object {
  return { ...(decision && { decision: writtenDecision(decision) }), ...rest };
}

function countsJson({ region, act, skip, ...rest }: Counts): object {
  return { region, act, leave: skip, ...rest };
}
