import type { Plan, PlannedCluster } from '../../cli/plan/plan.ts';
import type { PlannedSnapshot } from '../../cli/plan/snapshots.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const AWAY = 'us-west-2';
export const KEY_ARN = `arn:aws:kms:${AWAY}:${ACCOUNT}:key/1`;

/** A decision to leave a cluster alone; an action's name as `act` makes it one to act. */
export function decision(
  cluster: string,
  action: 'stop' | 'start',
  verdict: 'act' | 'leave',
  reason: Decision['reason'],
  region = REGION,
): Decision {
  const arn = `arn:aws:rds:${region}:${ACCOUNT}:cluster:${cluster}`;
  const base = {
    target: arn,
    account: ACCOUNT,
    region,
    cluster,
    aspect: 'power',
    action,
    rule: 'developers',
    reason,
    detail: `${reason} it is`,
  } as const;
  if (verdict === 'leave') return { ...base, verdict };
  const kind = `${action}-cluster` as const;
  return { ...base, verdict, command: { kind, account: ACCOUNT, region, cluster, arn, tags: {} } };
}

/** A decision about a snapshot of a cluster `a` in eu-central-1: copied to us-west-2, deleted there, or taken. */
export function snapshotDecision(
  action: 'createSnapshot' | 'copySnapshot' | 'deleteSnapshot',
  verdict: 'act' | 'leave',
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
    target: arn,
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
  if (verdict === 'leave') return { ...base, verdict };
  const order = { account: ACCOUNT, region, cluster: 'a', arn, snapshot };
  const copy = { sourceRegion: REGION, kmsKey: KEY_ARN, tags: {}, sourceTags: {} };
  const commands = {
    createSnapshot: { ...order, kind: 'create-snapshot', tags: {} },
    copySnapshot: { ...order, ...copy, kind: 'copy-snapshot' },
    deleteSnapshot: { ...order, kind: 'delete-snapshot' },
  } as const;
  return { ...base, verdict, command: commands[action] };
}

/** A copy of cluster `a` to us-west-2 that is left as it is. */
export function plannedSnapshot(rest: Partial<PlannedSnapshot>): PlannedSnapshot {
  const { region = AWAY, snapshot = 'rds:a-1' } = rest;
  return {
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

export function planned(cluster: string, rest: Partial<PlannedCluster>): PlannedCluster {
  const { region = REGION } = rest;
  return {
    arn: `arn:aws:rds:${region}:${ACCOUNT}:cluster:${cluster}`,
    account: ACCOUNT,
    region,
    cluster,
    reason: 'in-hours',
    detail: 'inside mon-fri 07:30-19:00',
    ...rest,
  };
}

export function plan(rest: Partial<Plan>): Plan {
  return {
    policy: 'policy.yml',
    mode: 'enforce',
    observing: [],
    at: Date.parse('2026-11-23T19:00Z'),
    clusters: [],
    streams: [],
    streamGaps: [],
    capacities: [],
    snapshots: [],
    recoveryPoints: [],
    heldForever: [],
    read: [],
    unread: [],
    noTargets: [],
    unmatched: [],
    warnings: [],
    ...rest,
  };
}
