import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';

/** A snapshot or copy that Dormouse made, and how long it was there. */
export interface Kept {
  readonly region: string;
  readonly isCopy: boolean;
  readonly from: EpochMs;
  /** Absent: it is still there. */
  until?: EpochMs;
}

/** Remembers the snapshots that Dormouse has made and deleted. */
export interface Shelf {
  enter(at: EpochMs, cluster: Cluster, outcome: Outcome): void;
  keptOf(cluster: Cluster): readonly Kept[];
}

export function createShelf(): Shelf {
  const kept = new Map<Cluster, Map<string, Kept>>();
  return {
    enter(at, cluster, { decision, status }) {
      if (decision.verdict !== 'act' || status !== 'done') return;
      const { command } = decision;
      const { region } = command;
      const own = kept.get(cluster) ?? new Map<string, Kept>();
      if (command.kind === 'create-snapshot' || command.kind === 'copy-snapshot') {
        const isCopy = command.kind === 'copy-snapshot';
        kept.set(cluster, own.set(`${region}/${command.snapshot}`, { region, isCopy, from: at }));
      }
      const gone = command.kind === 'delete-snapshot' ? own.get(`${region}/${command.snapshot}`) : undefined;
      if (gone !== undefined) gone.until ??= at;
    },
    keptOf: (cluster) => [...(kept.get(cluster)?.values() ?? [])],
  };
}
