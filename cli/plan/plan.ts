import type { Prices } from '../../prices/prices.ts';
import { defined } from '../../shared/defined.ts';
import { nearest } from '../../shared/document/nearest.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Mode, Policy } from '../../shared/policy/model/policy.ts';
import { isObserved } from '../../shared/policy/rules/rule-mode.ts';
import type { RecoveryPoint } from '../../shared/policy/snapshots/recovery-point.ts';
import type { StreamGap } from '../../shared/policy/streams/stream.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { namedAmong } from '../../shared/runtime/sweep/narrow.ts';
import { decidedAt } from '../../shared/runtime/sweep/recipe.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { type EndingSupport, endingSupport } from '../survey/engine-support.ts';
import { type ReadScope, readScopes, type UnreadScope, unreadScopes } from '../survey/scopes.ts';
import type { Survey } from '../survey/survey.ts';
import { isChange, type PlannedChange } from './change.ts';
import { planChanges } from './changes.ts';
import { type DrillCost, drillCosts } from './drill-costs.ts';
import { type HeldCluster, heldClusters } from './held.ts';
import { type NearMiss, nearMisses } from './near-misses.ts';
import { type Selection, select } from './selection.ts';

/** A name in the options that nothing answers to. */
interface Unmatched {
  readonly name: string;
  /** The known name that was probably meant. */
  readonly near?: string;
}

export interface Plan {
  /** The policy file as it was named. */
  readonly policy: string;
  readonly mode: Mode;
  /** The rules with `mode: observe` that decide some change. */
  readonly observing: readonly string[];
  /** The instant that it is for: now by AWS's clock, or one to come. */
  readonly at: EpochMs;
  /** When the facts were read, if that is not the instant that it is for. */
  readonly factsAt?: EpochMs;
  /** By account, Region and cluster. */
  readonly changes: readonly PlannedChange[];
  readonly streamGaps: readonly StreamGap[];
  readonly recoveryPoints: readonly RecoveryPoint[];
  /** The cost of the restore drills that begin. Absent: prices were not asked for. */
  readonly drillCosts?: readonly DrillCost[];
  readonly held: readonly HeldCluster[];
  readonly nearMisses: readonly NearMiss[];
  /** The clusters whose standard support has ended or ends soon. */
  readonly support: { readonly ending: readonly EndingSupport[]; readonly unread?: string };
  readonly read: readonly ReadScope[];
  readonly unread: readonly UnreadScope[];
  /** Regions that were asked for and only receive copies. */
  readonly noTargets: readonly string[];
  readonly unmatched: readonly Unmatched[];
  /** Anything else that could not be read, so that reasons are missing. */
  readonly warnings: readonly string[];
}

/** The plan for what is selected, made of a survey of all: limits count the others, too. */
export function planOf(
  file: string,
  policy: Policy,
  { results, worlds, clusters, warnings, support = { versions: {} } }: Survey,
  selection: Selection,
  prices?: Prices,
): Plan {
  const all = results.flatMap(({ outcomes }) => outcomes.map(({ decision }) => decision));
  const named = namedAmong(selection.clusters, clusters, all);
  const { decisions, isMeant } = select(selection, named, all, worlds);
  const unmatched = [
    ...(selection.clusters ?? []).filter((glob) => !named?.matched.includes(glob)),
    ...unmatchedByAll(results),
  ];
  const { at: wanted } = selection;
  const now = Date.parse(results[0]?.at ?? '');
  const at = wanted ?? now;
  const then = worlds.map((world) => decidedAt(world, { ...defined({ at: wanted }) }));
  const places = policy.targets.flatMap(({ account, regions }) => [account, ...regions]);
  return {
    policy: file,
    mode: policy.mode,
    observing: observingRules(policy, decisions),
    at,
    ...(wanted !== undefined && { factsAt: now }),
    changes: planChanges(policy, decisions, then),
    streamGaps: results.flatMap(({ streamGaps }) => streamGaps ?? []).filter(isMeant),
    recoveryPoints: results.flatMap(({ recoveryPoints }) => recoveryPoints ?? []).filter(isMeant),
    ...(prices && { drillCosts: drillCosts(decisions, prices) }),
    held: heldClusters(policy, decisions, then),
    nearMisses: nearMisses(policy, worlds, isMeant),
    support: {
      ending: endingSupport(
        worlds.flatMap((world) => world.clusters.map(({ cluster }) => cluster)),
        support,
        at,
      ).filter(isMeant),
      ...defined({ unread: support.unread }),
    },
    read: results.slice(0, 1).flatMap(readScopes),
    unread: unreadScopes(results),
    noTargets: (results[0]?.unmatched ?? []).filter((name) => !unmatched.includes(name)),
    unmatched: unmatched.map((name) => {
      const near = nearest(name, [...clusters, ...places]);
      return { name, ...defined({ near }) };
    }),
    warnings,
  };
}

/** The destination of copies is not a target, and only the functions that copy and prune know it. */
function unmatchedByAll([first, ...others]: readonly SweepResult[]): string[] {
  return (first?.unmatched ?? []).filter((name) => others.every(({ unmatched }) => unmatched.includes(name)));
}

function observingRules(policy: Policy, decisions: readonly Decision[]): string[] {
  const observed = decisions.filter((one) => one.verdict === 'act' && isObserved(policy, one));
  return [...new Set(observed.flatMap(({ rule }) => rule ?? []))];
}

/** Whether anything is due: a change, or one that a breaker prevents. A change that waits for its time is not due yet. */
export function isAnythingDue({ changes }: Pick<Plan, 'changes'>): boolean {
  return changes.some((one) => isChange(one) || one.reason === 'limit-breaker');
}
