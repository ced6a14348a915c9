import type { Reason } from '../../shared/policy/model/reasons.ts';
import { isAttemptTag } from '../../shared/policy/snapshots/copy-attempts.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { Change } from './concerns.ts';

interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * The accounts and Regions where nothing of a cluster is deleted until it or its snapshots there change: `keep` holds all
 * of these, or Dormouse has made none of them. Copies elsewhere do not matter for either.
 */
export interface Kept {
  /** Something about the cluster has changed, which reads show from `visibleAt` (ms) on. */
  change(cluster: Cluster, change: Change, visibleAt: EpochMs): void;
  /** `prune-snapshots` has come to these outcomes for a cluster in an account and Region at `at` (ms). */
  note(cluster: Cluster, place: Place, outcomes: readonly Outcome[], at: EpochMs): void;
  /** The clusters that may have something to delete in an account and Region. */
  others(clusters: ReadonlySet<Cluster>, place: Place): ReadonlySet<Cluster>;
}

/** Reasons that neither time nor anything in another Region changes, nor that another snapshot goes. */
const lasting: ReadonlySet<Reason> = new Set(['kept', 'keep-all', 'not-ours', 'in-transition']);

/** Stands for all places, in which a change of the cluster itself counts. */
const EVERYWHERE = '';

export function createKept(): Kept {
  /** By cluster and place, from when on (ms) reads show the last change. */
  const changes = new Map<Cluster, Map<string, EpochMs>>();
  const kept = new Map<Cluster, Set<string>>();

  /** Whether reads at `at` (ms) show every change so far. */
  function isUpToDate(cluster: Cluster, name: string, at: EpochMs): boolean {
    const own = changes.get(cluster);
    return [name, EVERYWHERE].every((where) => (own?.get(where) ?? at) <= at);
  }

  return {
    change(cluster, change, visibleAt) {
      const name = whereCounts(change);
      if (name === undefined) return;
      if (name === EVERYWHERE) kept.delete(cluster);
      else kept.get(cluster)?.delete(name);
      const own = changes.get(cluster) ?? new Map<string, EpochMs>();
      changes.set(cluster, own.set(name, Math.max(visibleAt, own.get(name) ?? visibleAt)));
    },
    note(cluster, place, outcomes, at) {
      if (!outcomes.every(isLasting) || !isUpToDate(cluster, nameOf(place), at)) return;
      kept.set(cluster, (kept.get(cluster) ?? new Set()).add(nameOf(place)));
    },
    others(clusters, place) {
      const name = nameOf(place);
      return new Set([...clusters].filter((cluster) => !kept.get(cluster)?.has(name)));
    },
  };
}

/**
 * The place in which something may have to be deleted after a change; undefined for none. Of those that are left, `keep`
 * holds no less when one goes, and one that is being made counts once it is complete or has failed.
 */
function whereCounts(change: Change): string | undefined {
  switch (change.kind) {
    case 'state':
      return EVERYWHERE;
    case 'tags':
      return change.of === 'snapshot' && change.keys.every(isAttemptTag) ? undefined : EVERYWHERE;
    case 'snapshot': {
      const { type, status, isGone } = change;
      const isMade = status === 'creating' || status === 'copying';
      return type !== 'manual' || isGone || isMade ? undefined : nameOf(change);
    }
  }
}

/** One that has been deleted needs no other look either. */
function isLasting({ decision, status }: Outcome): boolean {
  return decision.verdict === 'skip'
    ? decision.note === undefined && lasting.has(decision.reason)
    : status === 'done' && decision.command.kind === 'delete-snapshot';
}

function nameOf({ account, region }: Place): string {
  return `${account}/${region}`;
}
