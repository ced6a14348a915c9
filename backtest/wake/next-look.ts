import { SETTLED_MS } from '../../shared/policy/capacity/use.ts';
import type { Cluster as Described } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import type { Snapshot } from '../../shared/policy/model/snapshot.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import { capacityTimes } from './capacity-times.ts';
import type { Times } from './clock-times.ts';
import { kindsOfIdleness, nextEvidence } from './metric-times.ts';
import { mayAct, startTimes, stopTimes } from './power-times.ts';
import { copyTimes, createTimes, pruneTimes } from './snapshot-times.ts';
import { streamTimes } from './stream-times.ts';

/** The state of one cluster that a recipe has just seen, and the outcome. */
export interface Look {
  readonly policy: Policy;
  /** The name of the recipe. */
  readonly recipe: string;
  readonly cluster: Cluster;
  /** Absent: the recipe has listed no cluster of this kind here. */
  readonly described: Described | undefined;
  /** The manual snapshots of the cluster, where the recipe lists any. */
  readonly snapshots: readonly Snapshot[];
  readonly outcomes: readonly Outcome[];
  /** Whatever waits for its turn is in a line, and is looked at when that comes. */
  readonly isInLine: boolean;
  readonly now: EpochMs;
  readonly nextSweepAt: EpochMs;
  /** When any change calendar opens or closes next; infinite when none does. */
  readonly calendarTurnsAt: EpochMs;
}

/** Due, and left to a later sweep because others go first. */
export const inTurn: ReadonlySet<Reason> = new Set(['limit-cap', 'copy-slots-full']);

/** Left because of something else than the cluster itself, which another sweep may find changed. */
const again: ReadonlySet<Reason> = new Set([
  ...(['limit-breaker', 'out-of-time', 'undecided', 'not-observed'] as const),
  ...(['waits-for', 'order-stuck', 'staggered', 'warned', 'to-warn', 'end-unknown'] as const),
  ...(['snapshot-first', 'stop-failing', 'stream-lost', 'stream-in-transition'] as const),
  ...(['copy-backoff', 'copy-failed', 'quota-full', 'paused'] as const),
]);

const byIdleness: ReadonlySet<Reason> = new Set([
  'idle',
  'busy',
  'busy-for-days',
  'idle-unknown',
  'auto-paused',
]);
const byUse: ReadonlySet<Reason> = new Set([
  'capacity-in-use',
  'capacity-in-use-for-days',
  'use-unknown',
  'capacity-differs',
]);

/**
 * When the recipe has to look at the cluster next, if nothing about it changes before: the first time after `now` at
 * which it may decide something else. Too early is harmless.
 */
export function nextLook(look: Look): EpochMs {
  const { now, outcomes } = look;
  if (isUnderWay(look)) return Number.POSITIVE_INFINITY;
  if (outcomes.some((outcome) => looksAgain(outcome, look))) return now + 1;
  let next = nextEvidenceOf(look);
  if (outcomes.some(({ decision }) => decision.reason === 'change-calendar-closed')) {
    next = Math.min(next, look.calendarTurnsAt);
  }
  for (const at of timesOf(look)) if (at > now && at < next) next = at;
  return next;
}

/** Whether a stop or start has been made that its next sweep will see: whatever follows changes the status again. */
function isUnderWay({ recipe, cluster, outcomes, nextSweepAt }: Look): boolean {
  return (
    byPower.has(recipe) &&
    outcomes.length > 0 &&
    outcomes.every(({ status }) => status === 'done') &&
    !mayAct(recipe, cluster) &&
    cluster.statuses.current().visibleAt <= nextSweepAt
  );
}

const byPower: ReadonlySet<string> = new Set(['start-clusters', 'stop-idle-clusters']);

/**
 * After an act that reads may not show yet, or that was refused, and after what keeps it from being made that is not the
 * cluster's own. Snapshots show at once.
 */
function looksAgain({ decision, status }: Outcome, { recipe, isInLine }: Look): boolean {
  if (status === 'planned') return false;
  if (status === 'done') return !recipe.endsWith('-snapshots');
  if (status !== 'skipped') return true;
  if (inTurn.has(decision.reason)) return !isInLine;
  return again.has(decision.reason) || (decision.verdict === 'skip' && decision.note !== undefined);
}

function timesOf({ policy, recipe, cluster, described, snapshots, outcomes, now }: Look): Times {
  if (recipe === 'prune-snapshots') return pruneTimes(policy, described, snapshots, now);
  if (described === undefined) return [];
  switch (recipe) {
    case 'start-clusters':
      return startTimes(policy, described, now);
    case 'stop-idle-clusters':
      return stopTimes(
        policy,
        described,
        { startedAt: cluster.statuses.current().at, isInHours: isAll(outcomes, 'in-hours') },
        now,
      );
    case 'create-snapshots':
      return createTimes(policy, described, now);
    case 'copy-snapshots':
      return copyTimes(policy, described, outcomes, now);
    case 'toggle-activity-streams':
      return streamTimes(policy, described, now);
    case 'scale-capacity':
      return isAll(outcomes, 'not-serverless') ? [] : capacityTimes(policy, described, now);
    default:
      return [now + 1];
  }
}

function isAll(outcomes: readonly Outcome[], reason: Reason): boolean {
  return outcomes.length > 0 && outcomes.every(({ decision }) => decision.reason === reason);
}

function nextEvidenceOf({ policy, recipe, cluster, described, outcomes, now }: Look): EpochMs {
  const never = Number.POSITIVE_INFINITY;
  if (described === undefined) return never;
  const isOf = (reasons: ReadonlySet<Reason>) =>
    outcomes.some(({ decision }) => reasons.has(decision.reason));
  const isInTurn = isOf(inTurn);
  if (isOf(byIdleness) || (isInTurn && recipe === 'stop-idle-clusters')) {
    const power = settingsOf(policy, described, 'power');
    if (power === undefined) return never;
    const which = isInTurn ? 'entering' : isAll(outcomes, 'busy') ? 'leaving' : 'any';
    const { idleForMs, idle } = power.settings;
    return nextEvidence(cluster, idleForMs, now, which, kindsOfIdleness(cluster, described, idle));
  }
  if (isOf(byUse) || (isInTurn && recipe === 'scale-capacity')) return nextEvidence(cluster, SETTLED_MS, now);
  return never;
}
