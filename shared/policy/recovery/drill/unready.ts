import type { Cluster } from '../../model/cluster.ts';
import type { Location } from '../../model/location.ts';
import type { Policy } from '../../model/policy.ts';
import { settingsOf } from '../../rules/settings.ts';
import { decideReadiness, type ReadinessWorld } from '../readiness/decide.ts';
import type { ReadinessCode } from '../readiness/finding.ts';
import { combinationsOf } from './turn.ts';

/** A cluster with something in the way of a restore of its newest snapshot in a Region. */
export interface UnreadyCluster extends Location {
  /** DBClusterIdentifier. */
  readonly cluster: string;
  /** The Region that it would be restored in. */
  readonly in: string;
  /** Codes of the blockers; `not-read` is one. */
  readonly codes: readonly ReadinessCode[];
}

/** The clusters that a rule wants restored from snapshots in a place, in the order of the list. */
export function restoredIn(policy: Policy, place: Location, clusters: readonly Cluster[]): Cluster[] {
  return clusters.filter((cluster) => {
    if (cluster.account !== place.account) return false;
    const drill = settingsOf(policy, cluster, 'recovery')?.settings.drill;
    return (
      drill !== undefined &&
      combinationsOf(drill, cluster.region).some(
        ({ from, region }) => from !== 'pitr' && region === place.region,
      )
    );
  });
}

/** The clusters of a world of one place that could not be restored there, as far as can be told without a restore. */
export function unreadyIn(place: Location, world: ReadinessWorld): UnreadyCluster[] {
  return decideReadiness(world).flatMap(({ account, region, cluster, findings, places }) => {
    const all = [...findings, ...places.flatMap((one) => one.findings)];
    const codes = all.flatMap(({ code, severity }) => (severity === 'blocker' ? [code] : []));
    return codes.length === 0
      ? []
      : [{ account, region, cluster, in: place.region, codes: [...new Set(codes)] }];
  });
}
