import type { Act } from '../backtest/act.ts';
import { MINUTE_MS } from '../shared/policy/time/units.ts';
import { notesOfBoth } from '../timeline/notes.ts';
import type { ClusterTimeline } from '../timeline/timeline.ts';
import { actsOnlyIn } from './acts-only-in.ts';
import type { ActCounts, ClusterDifference, ComparedPolicy, Comparison, Side } from './comparison.ts';
import { dangersOf } from './dangers.ts';

/**
 * Compares what two policies do to the same fleet in the same time. A cluster differs when any act on it differs, in kind,
 * target, values or time, so no change of behaviour is left out.
 */
export function compare(old: Side, now: Side): Comparison {
  const { from, to, timezone, fleet, clusters } = now.timeline;
  const before = new Map(old.timeline.clusters.map((cluster) => [cluster.arn, cluster]));
  const [oldActs, newActs] = [byCluster(old.acts), byCluster(now.acts)];
  const minutes = (Date.parse(to) - Date.parse(from)) / MINUTE_MS;
  const differences = clusters.flatMap((cluster): ClusterDifference[] => {
    const earlier = before.get(cluster.arn);
    if (earlier === undefined) return [];
    const acts = { old: oldActs.get(cluster.arn) ?? [], new: newActs.get(cluster.arn) ?? [] };
    const counts = countsOf(acts.old, acts.new);
    if (counts.length === 0) return [];
    const dangers = dangersOf({ cluster: earlier, acts: acts.old }, { cluster, acts: acts.new }, minutes);
    return [differenceOf(earlier, cluster, acts, counts, dangers)];
  });
  const isEnforcedNow = old.mode === 'observe' && now.mode === 'enforce';
  const isDangerous = isEnforcedNow || differences.some(({ dangers }) => dangers.length > 0);
  const isSame = differences.length === 0 && old.mode === now.mode;
  return {
    version: 1,
    verdict: isDangerous ? 'more-dangerous' : isSame ? 'same' : 'different',
    old: sideOf(old),
    new: sideOf(now),
    ...{ fleet, from, to, timezone, isEnforcedNow },
    of: clusters.length,
    clusters: differences.toSorted((a, b) => Math.sign(b.dangers.length) - Math.sign(a.dangers.length)),
    notes: notesOfBoth(old.timeline, now.timeline),
  };
}

function sideOf({ mode, timeline }: Side): ComparedPolicy {
  const { policy, totals, snapshotQuotas = [], hasFailed } = timeline;
  return { policy, mode, totals, snapshotQuotas, ...(hasFailed && { hasFailed }) };
}

function differenceOf(
  old: ClusterTimeline,
  now: ClusterTimeline,
  acts: { readonly old: readonly Act[]; readonly new: readonly Act[] },
  counts: readonly ActCounts[],
  dangers: readonly string[],
): ClusterDifference {
  const { arn, id, account, region } = now;
  return {
    ...{ arn, id, account, region },
    rule: {
      ...(old.rule !== undefined && { old: old.rule }),
      ...(now.rule !== undefined && { new: now.rule }),
    },
    touched: acts.old.length === 0 ? 'newly' : acts.new.length === 0 ? 'no-longer' : 'by-both',
    acts: counts,
    dangers,
    totals: { old: old.totals, new: now.totals },
  };
}

function countsOf(old: readonly Act[], now: readonly Act[]): ActCounts[] {
  const [onlyOld, onlyNew] = [actsOnlyIn(old, now), actsOnlyIn(now, old)];
  const kinds = new Set([...onlyOld, ...onlyNew].map(({ kind }) => kind));
  const count = (acts: readonly Act[], kind: Act['kind']) => acts.filter((act) => act.kind === kind).length;
  return Array.from(kinds, (kind) => ({
    kind,
    old: count(old, kind),
    new: count(now, kind),
    onlyOld: count(onlyOld, kind),
    onlyNew: count(onlyNew, kind),
  }));
}

function byCluster(acts: readonly Act[]): Map<string, Act[]> {
  return Map.groupBy(acts, ({ cluster }) => cluster);
}
