import { nearest } from '../../shared/document/nearest.ts';
import type { World } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Mode, Policy } from '../../shared/policy/model/policy.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import { classifyStatus } from '../../shared/policy/model/status.ts';
import { isObserved } from '../../shared/policy/rules/rule-mode.ts';
import type { RecoveryPoint } from '../../shared/policy/snapshots/recovery-point.ts';
import type { StreamGap } from '../../shared/policy/streams/stream.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { ReadScope, UnreadScope } from '../survey/scopes.ts';
import { byPlace } from './by-place.ts';
import type { PlannedCapacity } from './capacities.ts';
import type { HeldCluster } from './held.ts';
import type { PlannedSnapshot } from './snapshots.ts';
import type { PlannedStream } from './streams.ts';

/** What the plan says of one cluster: its change, or the one reason that tells most of why there is none. */
export interface PlannedCluster {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly change?: 'stop' | 'start';
  readonly rule?: string;
  readonly reason: Reason;
  readonly detail: string;
}

/** What the plan says of anything. */
export type Planned = PlannedCluster | PlannedStream | PlannedCapacity | PlannedSnapshot;

/** What was asked for by name and does not exist. */
export interface Unmatched {
  readonly name: string;
  /** What may have been meant. */
  readonly near?: string;
}

export interface Plan {
  /** The policy file as it was named. */
  readonly policy: string;
  readonly mode: Mode;
  /** The rules with a mode of their own that would do something. */
  readonly observing: readonly string[];
  /** By AWS's clock. */
  readonly at: EpochMs;
  /** In the order of account, Region and cluster. */
  readonly clusters: readonly PlannedCluster[];
  /** In the same order, of clusters that a rule for activity streams covers. */
  readonly streams: readonly PlannedStream[];
  readonly streamGaps: readonly StreamGap[];
  /** In the same order, of clusters that a rule for capacity covers. */
  readonly capacities: readonly PlannedCapacity[];
  /** In the order of account, Region, cluster, action and time. */
  readonly snapshots: readonly PlannedSnapshot[];
  readonly recoveryPoints: readonly RecoveryPoint[];
  /** In the same order as `clusters`. */
  readonly heldForever: readonly HeldCluster[];
  readonly read: readonly ReadScope[];
  readonly unread: readonly UnreadScope[];
  /** Regions that were asked for and only get copies. */
  readonly noTargets: readonly string[];
  readonly unmatched: readonly Unmatched[];
  /** What could not be seen besides, so that reasons are missing. */
  readonly warnings: readonly string[];
}

/** Reasons that somebody should do something about, or at least know of. */
const refusals: readonly Reason[] = ['ineligible', 'hold-unreadable'];

/** Whether the cluster is left alone for a reason that calls for somebody's attention. */
export function isRefusal({ change, reason }: Pick<PlannedCluster, 'change' | 'reason'>): boolean {
  return change === undefined && refusals.includes(reason);
}

/** Names that nothing answers to, each with the known one that is nearest. */
export function suggestFor(names: readonly string[], known: readonly string[]): Unmatched[] {
  return names.map((name) => {
    const near = nearest(name, known);
    return { name, ...(near !== undefined && { near }) };
  });
}

/** The rules in mode observe that would do something, each once. */
export function observingRules(policy: Policy, decisions: readonly Decision[]): string[] {
  const observed = decisions.filter((one) => one.verdict === 'act' && isObserved(policy, one));
  return [...new Set(observed.flatMap(({ rule }) => rule ?? []))];
}

/** How many clusters would be stopped, started and left alone. */
export function countChanges({ clusters }: Pick<Plan, 'clusters'>): {
  stop: number;
  start: number;
  left: number;
} {
  const stop = clusters.filter(({ change }) => change === 'stop').length;
  const start = clusters.filter(({ change }) => change === 'start').length;
  return { stop, start, left: clusters.length - stop - start };
}

/** Everything that is planned, each with its change or why there is none. */
export function everythingOf({ clusters, streams, capacities, snapshots }: Plan): readonly Planned[] {
  return [...clusters, ...streams, ...capacities, ...snapshots];
}

/** Whether anything would be done now. What waits for its time is not due yet. */
export function isAnythingDone(plan: Plan): boolean {
  return everythingOf(plan).some(({ change }) => change !== undefined);
}

/** Whether anything is due: to be done, or kept from it by a breaker. */
export function isAnythingDue(plan: Plan): boolean {
  return isAnythingDone(plan) || everythingOf(plan).some(({ reason }) => reason === 'limit-breaker');
}

/** One line a cluster from the decisions about its power, which may come in any order among others. */
export function planClusters(decisions: readonly Decision[], worlds: readonly World[]): PlannedCluster[] {
  const power = decisions.filter(({ aspect }) => aspect === 'power');
  const seen = worlds.flatMap(({ clusters }) => clusters.map(({ cluster }) => cluster));
  const down = new Set(seen.filter(({ status }) => isDown(status)).map(({ arn }) => arn));
  return [...Map.groupBy(power, ({ target }) => target).values()]
    .map((both) => ({ ...toPlanned(tellingOf(both)), ...(isUnknown(both, down) && notObserved) }))
    .toSorted(byPlace);
}

function isDown(status: string): boolean {
  return ['stopped', 'stopping'].includes(classifyStatus(status));
}

/** Reasons of a start that keep a cluster from being stopped, too. */
const ofBoth: readonly Reason[] = ['no-rule', 'held', 'hold-unreadable', 'ineligible'];

/** Why a cluster is not started tells nothing of one that runs: whether it is to be stopped was not found out. */
function isUnknown(both: readonly Decision[], down: ReadonlySet<string>): boolean {
  return both.every(
    ({ action, verdict, reason, target }) =>
      action === 'start' && verdict === 'leave' && !ofBoth.includes(reason) && !down.has(target),
  );
}

const notObserved = {
  reason: 'not-observed',
  detail: 'what decides whether to stop it could not be read',
} as const;

/**
 * An act; else why there is no stop, or no snapshot before it; and for what is stopped already, why it is not started.
 */
function tellingOf(both: readonly Decision[]): Decision | undefined {
  const ranked = [
    both.find(({ verdict }) => verdict === 'act'),
    both.find(({ action, reason }) => action !== 'start' && reason !== 'already-stopped'),
    both.find(({ action }) => action === 'start'),
    both[0],
  ];
  return ranked.find((decision) => decision !== undefined);
}

function toPlanned(decision: Decision | undefined): PlannedCluster {
  if (decision === undefined) throw new TypeError('a group of decisions is never empty');
  const { target: arn, account, region, cluster, verdict, action, rule, reason, detail } = decision;
  const change = verdict === 'act' && (action === 'stop' || action === 'start') ? action : undefined;
  return {
    arn,
    account,
    region,
    cluster,
    ...(change !== undefined && { change }),
    ...(rule !== undefined && { rule }),
    reason,
    detail,
  };
}
