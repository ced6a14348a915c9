import { defined } from '../../shared/defined.ts';
import { parseArn } from '../../shared/policy/model/arn.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import type { Snapshot } from '../../shared/policy/model/snapshot.ts';
import { withMeaning } from '../../shared/policy/report/meaning.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { deploymentOf } from '../../shared/policy/snapshots/deployment.ts';
import { lookUpClusters, originOfOwn } from '../../shared/policy/snapshots/identity.ts';
import { ownSnapshots } from '../../shared/policy/snapshots/own.ts';
import { isCopy } from '../../shared/policy/snapshots/provenance.ts';
import type { RecoveryPoint } from '../../shared/policy/snapshots/recovery-point.ts';
import { nextDue } from '../../shared/policy/time/cron.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { decisionLines } from './decision-lines.ts';

/** Everything about the snapshots of one cluster. */
export interface SnapshotExplanation {
  /** Whether one is due now. Absent: its account and Region could not be read. */
  readonly create?: Decision & { readonly meaning: string };
  /** The newest snapshot that Dormouse took. */
  readonly lastTaken?: { readonly snapshot: string; readonly at: EpochMs; readonly status: string };
  /** When the next one is due. */
  readonly nextDue?: { readonly at: EpochMs; readonly cron: string; readonly timezone: string };
  /** One for each destination of its copies. */
  readonly copies: readonly (Counts & { readonly recoveryPoint?: EpochMs; readonly ageMs?: number })[];
  /** One for each Region that has snapshots of it. */
  readonly prune: readonly Counts[];
}

/** Numbers of the snapshots in one Region, or of the copies to it: those that an action is due on and the others, by reason. */
export interface Counts {
  readonly region: string;
  readonly act: Readonly<Partial<Record<Reason, number>>>;
  readonly skip: Readonly<Partial<Record<Reason, number>>>;
}

/** The results of a survey that explanations use. */
export interface Found {
  readonly decisions: readonly Decision[];
  readonly snapshots: readonly Snapshot[];
  readonly recoveryPoints: readonly RecoveryPoint[];
}

export function explainSnapshots(
  policy: Policy,
  cluster: Cluster,
  now: EpochMs,
  found: Found,
): SnapshotExplanation {
  const { arn, account, region } = cluster;
  const lookup = lookUpClusters([cluster]);
  const ours = new Map(
    ownSnapshots(found.snapshots, deploymentOf(policy))
      .filter((one) => lookup.clusterOf(originOfOwn(one)) !== undefined)
      .map((one) => [one.snapshot.arn, one]),
  );
  const about = found.decisions.filter((one) => one.aspect === 'snapshots' && one.account === account);
  const create = about.find(({ action, resourceArn }) => action === 'createSnapshot' && resourceArn === arn);
  const copy = about.filter(
    ({ action, resourceArn, cluster: id, reason }) =>
      action === 'copySnapshot' &&
      reason !== 'no-rule' &&
      id === cluster.id &&
      parseArn(resourceArn)?.region === region,
  );
  const prune = about.filter(
    (one) =>
      one.action === 'deleteSnapshot' &&
      (ours.has(one.resourceArn) || (one.region === region && one.cluster === cluster.id)),
  );
  const [last] = [...ours.values()]
    .filter(({ provenance }) => !isCopy(provenance))
    .toSorted((a, b) => b.at - a.at);
  const rule = settingsOf(policy, cluster, 'snapshots');
  const cron = rule?.settings.create?.cron;
  const next = rule && cron !== undefined ? nextDue(cron, { timezone: rule.timezone, now }) : undefined;
  return {
    ...(create && { create: withMeaning(create) }),
    ...(last && {
      lastTaken: { snapshot: last.snapshot.id, at: last.at, status: last.snapshot.status },
    }),
    ...(rule &&
      cron !== undefined &&
      next !== undefined && { nextDue: { at: next, cron, timezone: rule.timezone } }),
    copies: copiesOf(cluster, copy, found.recoveryPoints),
    prune: countsOf(prune),
  };
}

function copiesOf(
  { id, account, region }: Cluster,
  decisions: readonly Decision[],
  points: readonly RecoveryPoint[],
): SnapshotExplanation['copies'] {
  const own = points.filter((one) => one.cluster === id && one.account === account && one.from === region);
  const counts = countsOf(decisions);
  const none = own
    .filter(({ to }) => !counts.some((one) => one.region === to))
    .map(({ to }): Counts => ({ region: to, act: {}, skip: {} }));
  return [...counts, ...none].map((one) => {
    const { at, ageMs } = own.find(({ to }) => to === one.region) ?? {};
    return { ...one, ...defined({ recoveryPoint: at, ageMs }) };
  });
}

function countsOf(decisions: readonly Decision[]): Counts[] {
  return [...Map.groupBy(decisions, ({ region }) => region)].map(([region, group]) => ({
    region,
    act: countReasons(group.filter(({ verdict }) => verdict === 'act')),
    skip: countReasons(group.filter(({ verdict }) => verdict === 'skip')),
  }));
}

function countReasons(decisions: readonly Decision[]): Partial<Record<Reason, number>> {
  return Object.fromEntries(
    [...Map.groupBy(decisions, ({ reason }) => reason)].map(([reason, same]) => [reason, same.length]),
  );
}

/** The explanation of a cluster's snapshots, as plain lines. */
export function snapshotLines(
  { create, lastTaken, nextDue, copies, prune }: SnapshotExplanation,
  timezone: string,
  now: number,
): string[] {
  const when = (at: number, zone = timezone): string => `${formatWhen(at, { timezone: zone, now })} ${zone}`;
  return [
    ...(create ? decisionLines('snapshot', create) : []),
    ...(lastTaken ? [`last taken  ${when(lastTaken.at)}, ${lastTaken.snapshot}, ${lastTaken.status}`] : []),
    ...(nextDue ? [`next due    ${when(nextDue.at, nextDue.timezone)} (${nextDue.cron})`] : []),
    ...copies.map(({ recoveryPoint, ageMs, ...counts }) => {
      const point =
        recoveryPoint === undefined || ageMs === undefined
          ? 'no complete copy yet'
          : `recovery point ${when(recoveryPoint)}, ${formatAge(ageMs)} old`;
      return `copies      to ${counts.region}: ${[point, ...countsText(counts, 'to copy')].join('; ')}`;
    }),
    ...prune.map(
      (counts) => `prune       in ${counts.region}: ${countsText(counts, 'to delete').join('; ')}`,
    ),
  ];
}

/** @example ['5 to delete', 'skipped: 15 kept, 1 not-ours'] */
function countsText({ act, skip }: Counts, verb: string): string[] {
  const acts = Object.values(act).reduce((sum, number) => sum + number, 0);
  const skipped = Object.entries(skip).map(([reason, number]) => `${number} ${reason}`);
  return [
    ...(acts > 0 ? [`${acts} ${verb}`] : []),
    ...(skipped.length > 0 ? [`skipped: ${skipped.join(', ')}`] : []),
  ];
}
