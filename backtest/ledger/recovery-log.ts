import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { SeenSnapshot } from '../../simulator/rds/clusters/watch.ts';

/** Since when (ms) the newest recovery point has data of which time; undefined: there is none. */
export type RecoverySteps = readonly (readonly [at: EpochMs, dataAt: EpochMs | undefined])[];

/** Remembers, for each cluster and Region, the newest complete snapshot over time. */
export interface RecoveryLog {
  /** Snapshots that are there when the simulation begins. */
  begin(at: EpochMs, snapshots: Iterable<SeenSnapshot>): void;
  see(at: EpochMs, snapshot: SeenSnapshot, isGone: boolean): void;
  /** By Region, for the cluster with a resource id. */
  stepsOf(resourceId: string): ReadonlyMap<string, RecoverySteps>;
}

interface Shelf {
  /** Complete snapshots, by ARN: the time of their data. */
  readonly complete: Map<string, EpochMs>;
  readonly steps: [EpochMs, EpochMs | undefined][];
}

export function createRecoveryLog(): RecoveryLog {
  const clusters = new Map<string, Map<string, Shelf>>();
  const dataAt = new Map<string, EpochMs>();

  function shelfOf({ origin, region }: SeenSnapshot): Shelf {
    const own = clusters.get(origin.resourceId) ?? new Map<string, Shelf>();
    const shelf = own.get(region) ?? { complete: new Map(), steps: [] };
    clusters.set(origin.resourceId, own.set(region, shelf));
    return shelf;
  }

  /** A copy has the data of its source, which may be gone by now. */
  function learn({ arn, sourceArn = '', createdAt }: SeenSnapshot): EpochMs {
    const at = dataAt.get(arn) ?? dataAt.get(sourceArn) ?? createdAt;
    dataAt.set(arn, at);
    return at;
  }

  function see(at: EpochMs, snapshot: SeenSnapshot, isGone: boolean): void {
    const { arn, status } = snapshot;
    const { complete, steps } = shelfOf(snapshot);
    const current = steps.at(-1)?.[1];
    const data = learn(snapshot);
    if (isGone) dataAt.delete(arn);
    if (status === 'available' && !isGone) {
      complete.set(arn, data);
      if (current === undefined || data > current) steps.push([at, data]);
    } else if (complete.delete(arn) && data === current) {
      const newest = complete.size === 0 ? undefined : Math.max(...complete.values());
      if (newest !== current) steps.push([at, newest]);
    }
  }

  return {
    begin(at, snapshots) {
      const all = [...snapshots];
      for (const snapshot of all) if (snapshot.sourceArn === undefined) learn(snapshot);
      for (const snapshot of all) see(at, snapshot, false);
    },
    see,
    stepsOf: (resourceId) =>
      new Map(Array.from(clusters.get(resourceId) ?? [], ([region, { steps }]) => [region, steps])),
  };
}
