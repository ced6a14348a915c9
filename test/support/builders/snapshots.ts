import type { PlannedChange } from '../../../cli/plan/change.ts';
import type { SnapshotCommand } from '../../../shared/policy/model/command.ts';
import { type Act, type Decision, skipInstead, toAct } from '../../../shared/policy/model/decision.ts';
import { type AnyAct, anAct, arnOf } from './power.ts';

const ACCOUNT = '111122223333';
const HOME = 'eu-central-1';
const AWAY = 'us-west-2';
export const KEY_ARN = `arn:aws:kms:${AWAY}:${ACCOUNT}:key/1`;

/** A copy of a snapshot to another Region. */
export function aCopy(some: Partial<AnyAct> = {}): Act {
  const snapshot = 'rds:dev-orders-2026-11-21';
  const [aspect, action, reason] = ['snapshots', 'copySnapshot', 'to-copy'] as const;
  return anAct({
    region: AWAY,
    snapshot,
    resourceArn: snapshotArn(snapshot),
    aspect,
    action,
    reason,
    ...some,
  });
}

/** A snapshot that is not copied. */
export function aSkippedCopy(reason: Decision['reason'], some: Partial<AnyAct> = {}): Decision {
  return skipInstead(aCopy(some), { reason });
}

/** A decision about a snapshot of a cluster `a` in eu-central-1: copied to us-west-2, deleted there, or taken. */
export function snapshotDecision(
  action: 'createSnapshot' | 'copySnapshot' | 'deleteSnapshot',
  verdict: 'act' | 'skip',
  reason: Decision['reason'],
  snapshot = 'rds:a-2026-11-23-01-00',
): Decision {
  const region = action === 'createSnapshot' ? HOME : AWAY;
  const arn = {
    createSnapshot: arnOf('a'),
    copySnapshot: snapshotArn(snapshot),
    deleteSnapshot: snapshotArn(snapshot, AWAY),
  }[action];
  const about = { account: ACCOUNT, region, cluster: 'a', snapshot };
  const order = { ...about, arn };
  const copy = {
    sourceRegion: HOME,
    kmsKey: KEY_ARN,
    sourceTags: {},
    sourceTagsIfNotDone: { refused: {}, busy: {} },
  };
  const commands = {
    createSnapshot: { ...order, kind: 'create-snapshot', tags: {} },
    copySnapshot: { ...order, ...copy, kind: 'copy-snapshot', tags: {} },
    deleteSnapshot: { ...order, kind: 'delete-snapshot' },
  } as const;
  const found = { rule: 'production', reason, detail: `${reason} it is` };
  const act = toAct<SnapshotCommand>(
    { resourceArn: arn, ...about, aspect: 'snapshots', ...found },
    commands[action],
  );
  return verdict === 'act' ? act : skipInstead(act);
}

/** A snapshot of that cluster that comes before its stop. */
export function snapshotFirst(snapshot?: string): Decision {
  const created = snapshotDecision('createSnapshot', 'act', 'snapshot-first', snapshot);
  return { ...created, aspect: 'power' } as Decision;
}

/** A copy of cluster `a` to us-west-2 that is left as it is. */
export function plannedSnapshot(rest: Partial<PlannedChange>): PlannedChange {
  const { region = AWAY, snapshot = 'rds:a-1' } = rest;
  return {
    ...{ aspect: 'snapshots', arn: snapshotArn(snapshot), account: ACCOUNT, region, cluster: 'a', snapshot },
    ...{ action: 'copy', sourceRegion: HOME, rule: 'production' },
    ...{ reason: 'already-copied', detail: 'copied as b' },
    ...rest,
  };
}

function snapshotArn(id: string, region = HOME): string {
  return `arn:aws:rds:${region}:${ACCOUNT}:cluster-snapshot:${id}`;
}
