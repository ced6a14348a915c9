import { byPlace, type PlannedChange } from '../../cli/plan/change.ts';
import type { Plan } from '../../cli/plan/plan.ts';
import type { PowerCommand, SnapshotCommand } from '../../shared/policy/model/command.ts';
import { type Decision, toAct } from '../../shared/policy/model/decision.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const AWAY = 'us-west-2';
export const KEY_ARN = `arn:aws:kms:${AWAY}:${ACCOUNT}:key/1`;

/** A decision to leave a cluster alone; an action's name as `act` makes it one to act. */
export function decision(
  cluster: string,
  action: 'stop' | 'start',
  verdict: 'act' | 'skip',
  reason: Decision['reason'],
  region = REGION,
): Decision {
  const arn = `arn:aws:rds:${region}:${ACCOUNT}:cluster:${cluster}`;
  const base = {
    resourceArn: arn,
    account: ACCOUNT,
    region,
    cluster,
    aspect: 'power',
    action,
    rule: 'developers',
    reason,
    detail: `${reason} it is`,
  } as const;
  if (verdict === 'skip') return { ...base, verdict };
  const kind = `${action}-cluster` as const;
  return toAct<PowerCommand>(base, {
    kind,
    account: ACCOUNT,
    region,
    cluster,
    arn,
    tags: {},
    tagsIfNotDone: { refused: {}, busy: {} },
  });
}

/** A decision about a snapshot of a cluster `a` in eu-central-1: copied to us-west-2, deleted there, or taken. */
export function snapshotDecision(
  action: 'createSnapshot' | 'copySnapshot' | 'deleteSnapshot',
  verdict: 'act' | 'skip',
  reason: Decision['reason'],
  snapshot = 'rds:a-2026-11-23-01-00',
): Decision {
  const region = action === 'createSnapshot' ? REGION : AWAY;
  const home = `arn:aws:rds:${REGION}:${ACCOUNT}`;
  const arn = {
    createSnapshot: `${home}:cluster:a`,
    copySnapshot: `${home}:cluster-snapshot:${snapshot}`,
    deleteSnapshot: `arn:aws:rds:${AWAY}:${ACCOUNT}:cluster-snapshot:${snapshot}`,
  }[action];
  const base = {
    resourceArn: arn,
    account: ACCOUNT,
    region,
    cluster: 'a',
    snapshot,
    aspect: 'snapshots',
    action,
    rule: 'production',
    reason,
    detail: `${reason} it is`,
  } as const;
  if (verdict === 'skip') return { ...base, verdict };
  const order = { account: ACCOUNT, region, cluster: 'a', arn, snapshot };
  const copy = {
    sourceRegion: REGION,
    kmsKey: KEY_ARN,
    tags: {},
    sourceTags: {},
    sourceTagsIfNotDone: { refused: {}, busy: {} },
  };
  const commands = {
    createSnapshot: { ...order, kind: 'create-snapshot', tags: {} },
    copySnapshot: { ...order, ...copy, kind: 'copy-snapshot' },
    deleteSnapshot: { ...order, kind: 'delete-snapshot' },
  } as const;
  return toAct<SnapshotCommand>(base, commands[action]);
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
    aspect: 'snapshots',
    arn: `arn:aws:rds:${REGION}:${ACCOUNT}:cluster-snapshot:${snapshot}`,
    account: ACCOUNT,
    region,
    cluster: 'a',
    snapshot,
    action: 'copy',
    sourceRegion: REGION,
    rule: 'production',
    reason: 'already-copied',
    detail: 'copied as b',
    ...rest,
  };
}

export function planned(cluster: string, rest: Partial<PlannedChange>): PlannedChange {
  const { region = REGION } = rest;
  return {
    aspect: 'power',
    arn: `arn:aws:rds:${region}:${ACCOUNT}:cluster:${cluster}`,
    account: ACCOUNT,
    region,
    cluster,
    reason: 'in-hours',
    detail: 'inside mon-fri 07:30-19:00',
    ...rest,
  };
}

/** Lines by what they are about, beside or instead of `changes`. */
interface Lines {
  readonly clusters?: readonly PlannedChange[];
  readonly streams?: readonly PlannedChange[];
  readonly capacities?: readonly PlannedChange[];
  readonly snapshots?: readonly PlannedChange[];
}

export function plan({
  clusters = [],
  streams = [],
  capacities = [],
  snapshots = [],
  ...rest
}: Partial<Plan> & Lines): Plan {
  return {
    policy: 'policy.yml',
    mode: 'enforce',
    observing: [],
    at: Date.parse('2026-11-23T19:00Z'),
    changes: [...clusters, ...streams, ...capacities, ...snapshots].toSorted(byPlace),
    streamGaps: [],
    recoveryPoints: [],
    held: [],
    nearMisses: [],
    read: [],
    unread: [],
    noTargets: [],
    unmatched: [],
    warnings: [],
    ...rest,
  };
}
