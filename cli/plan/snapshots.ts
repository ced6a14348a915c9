import { parseArn } from '../../shared/policy/model/arn.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import { by } from './by-place.ts';

export type SnapshotAction = (typeof actions)[keyof typeof actions];

/** What the plan says of one snapshot: to be taken, copied or deleted, or why it is not. */
export interface PlannedSnapshot {
  /** Of the cluster, of what is to be taken; of the source, of what is to be copied; or its own. */
  readonly arn: string;
  readonly account: string;
  /** Where it is to be done: of a copy, the destination. */
  readonly region: string;
  readonly cluster: string;
  /** Identifier: of a copy, that of the source. */
  readonly snapshot?: string;
  /** What it is about, whether it is to be done or not. */
  readonly action: SnapshotAction;
  /** Absent: left as it is. */
  readonly change?: SnapshotAction;
  /** Of a copy, where the source is. */
  readonly sourceRegion?: string;
  /** Of a copy that is to be encrypted, the ARN of the key. */
  readonly kmsKey?: string;
  readonly rule?: string;
  readonly reason: Reason;
  readonly detail: string;
}

const actions = { createSnapshot: 'create', copySnapshot: 'copy', deleteSnapshot: 'delete' } as const;

/** Reasons that somebody should do something about. */
const refusals: readonly Reason[] = [
  'ineligible',
  'hold-unreadable',
  'key-missing',
  'key-unusable',
  'copy-failed',
  'quota-full',
  'orphan',
];

/** Whether it is left as it is for a reason that calls for somebody's attention. */
export function isSnapshotRefusal({ change, reason }: Pick<PlannedSnapshot, 'change' | 'reason'>): boolean {
  return change === undefined && refusals.includes(reason);
}

/** What is decided about snapshots, but for those that no rule covers. */
export function planSnapshots(decisions: readonly Decision[]): PlannedSnapshot[] {
  return decisions
    .flatMap((decision) => (decision.reason === 'no-rule' ? [] : (toPlanned(decision) ?? [])))
    .toSorted(by(orderOf));
}

/** How many snapshots would be taken, copied, deleted and left alone. */
export function countSnapshots(
  snapshots: readonly PlannedSnapshot[],
): Record<SnapshotAction | 'left', number> {
  const of = (wanted?: SnapshotAction): number => snapshots.filter(({ change }) => change === wanted).length;
  return { create: of('create'), copy: of('copy'), delete: of('delete'), left: of() };
}

function toPlanned(decision: Decision): PlannedSnapshot | undefined {
  const { target: arn, account, region, cluster, snapshot, rule, reason, detail } = decision;
  const action = actionOf(decision);
  if (action === undefined) return undefined;
  const command = decision.verdict === 'act' ? decision.command : undefined;
  const key = command?.kind === 'copy-snapshot' ? command.kmsKey : undefined;
  const source = action === 'copy' ? parseArn(arn)?.region : undefined;
  return {
    ...{ arn, account, region, cluster },
    ...(snapshot !== undefined && { snapshot }),
    action,
    ...(command !== undefined && { change: action }),
    ...(source !== undefined && { sourceRegion: source }),
    ...(key !== undefined && { kmsKey: key }),
    ...(rule !== undefined && { rule }),
    ...{ reason, detail },
  };
}

function actionOf({ action }: Decision): SnapshotAction | undefined {
  return action === 'createSnapshot' || action === 'copySnapshot' || action === 'deleteSnapshot'
    ? actions[action]
    : undefined;
}

function orderOf({ account, region, cluster, action }: PlannedSnapshot): string {
  return [account, region, cluster, Object.values(actions).indexOf(action)].join('\n');
}
