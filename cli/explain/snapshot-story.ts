import { parseArn } from '../../shared/policy/model/arn.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import type { Snapshot } from '../../shared/policy/model/snapshot.ts';
import { meaningOf } from '../../shared/policy/report/meaning.ts';
import { decidingRule } from '../../shared/policy/rules/match.ts';
import { deploymentOf } from '../../shared/policy/snapshots/deployment.ts';
import { lookUpClusters, originOfOwn } from '../../shared/policy/snapshots/identity.ts';
import { ownSnapshots } from '../../shared/policy/snapshots/own.ts';
import { isCopy } from '../../shared/policy/snapshots/provenance.ts';
import type { RecoveryPoint } from '../../shared/policy/snapshots/recovery-point.ts';
import { nextDue } from '../../shared/policy/time/cron.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';

/** What there is to say of the snapshots of one cluster. */
export interface SnapshotStory {
  /** Whether one is to be taken now. Absent: its account and Region could not be read for that. */
  readonly create?: Decision & { readonly meaning: string };
  /** The newest that Dormouse took. */
  readonly lastTaken?: { readonly snapshot: string; readonly at: EpochMs; readonly status: string };
  /** When its rule wants the next one. */
  readonly nextDue?: { readonly at: EpochMs; readonly cron: string; readonly timezone: string };
  /** One for each Region that its snapshots are copied to. */
  readonly copies: readonly (Fates & { readonly recoveryPoint?: EpochMs; readonly ageMs?: number })[];
  /** One for each Region that has snapshots of it. */
  readonly prune: readonly Fates[];
}

/** Of the snapshots in one Region, or of the copies to it: how many are to be acted on, or left, and why. */
export interface Fates {
  readonly region: string;
  readonly act: Readonly<Partial<Record<Reason, number>>>;
  readonly leave: Readonly<Partial<Record<Reason, number>>>;
}

/** What was found out about all clusters. */
export interface Findings {
  readonly decisions: readonly Decision[];
  readonly snapshots: readonly Snapshot[];
  readonly recoveryPoints: readonly RecoveryPoint[];
}

export function snapshotStory(
  policy: Policy,
  cluster: Cluster,
  now: EpochMs,
  found: Findings,
): SnapshotStory {
  const { arn, account, region } = cluster;
  const lookup = lookUpClusters([cluster]);
  const ours = new Map(
    ownSnapshots(found.snapshots, deploymentOf(policy))
      .filter((one) => lookup.clusterOf(originOfOwn(one)) !== undefined)
      .map((one) => [one.snapshot.arn, one]),
  );
  const about = found.decisions.filter((one) => one.aspect === 'snapshots' && one.account === account);
  const create = about.find(({ action, target }) => action === 'createSnapshot' && target === arn);
  const copy = about.filter(
    ({ action, target, cluster: id, reason }) =>
      action === 'copySnapshot' &&
      reason !== 'no-rule' &&
      id === cluster.id &&
      parseArn(target)?.region === region,
  );
  const prune = about.filter(
    (one) =>
      one.action === 'deleteSnapshot' &&
      (ours.has(one.target) || (one.region === region && one.cluster === cluster.id)),
  );
  const [last] = [...ours.values()]
    .filter(({ provenance }) => !isCopy(provenance))
    .toSorted((a, b) => b.at - a.at);
  const rule = decidingRule(policy, cluster, 'snapshots');
  const cron = rule?.snapshots?.create?.cron;
  const next = rule && cron !== undefined ? nextDue(cron, { timezone: rule.timezone, now }) : undefined;
  return {
    ...(create && { create: { ...create, meaning: meaningOf(create.reason, create.aspect) } }),
    ...(last && {
      lastTaken: { snapshot: last.snapshot.id, at: last.at, status: last.snapshot.status },
    }),
    ...(rule &&
      cron !== undefined &&
      next !== undefined && { nextDue: { at: next, cron, timezone: rule.timezone } }),
    copies: copiesOf(cluster, copy, found.recoveryPoints),
    prune: fatesOf(prune),
  };
}

function copiesOf(
  { id, account, region }: Cluster,
  decisions: readonly Decision[],
  points: readonly RecoveryPoint[],
): SnapshotStory['copies'] {
  const own = points.filter((one) => one.cluster === id && one.account === account && one.from === region);
  const fates = fatesOf(decisions);
  const none = own
    .filter(({ to }) => !fates.some((one) => one.region === to))
    .map(({ to }): Fates => ({ region: to, act: {}, leave: {} }));
  return [...fates, ...none].map((one) => {
    const { at, ageMs } = own.find(({ to }) => to === one.region) ?? {};
    return { ...one, ...(at !== undefined && { recoveryPoint: at }), ...(ageMs !== undefined && { ageMs }) };
  });
}

function fatesOf(decisions: readonly Decision[]): Fates[] {
  return [...Map.groupBy(decisions, ({ region }) => region)].map(([region, group]) => ({
    region,
    act: countReasons(group.filter(({ verdict }) => verdict === 'act')),
    leave: countReasons(group.filter(({ verdict }) => verdict === 'leave')),
  }));
}

function countReasons(decisions: readonly Decision[]): Partial<Record<Reason, number>> {
  return Object.fromEntries(
    [...Map.groupBy(decisions, ({ reason }) => reason)].map(([reason, same]) => [reason, same.length]),
  );
}
