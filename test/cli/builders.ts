import type { Plan, PlannedCluster } from '../../cli/plan.ts';
import type { Decision } from '../../shared/policy/decision.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';

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
    clusters: [],
    read: [],
    unread: [],
    unmatched: [],
    ...rest,
  };
}
