import { defined } from '../../../defined.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Location } from '../../model/location.ts';
import type { Policy } from '../../model/policy.ts';
import { settingsOf } from '../../rules/settings.ts';
import { DAY_MS, type EpochMs } from '../../time/units.ts';
import { type Proof, readProof } from './proven-tag.ts';

/** A cluster whose rule has restore drills, and that none has proven for longer than the rule says. */
export interface Unproven extends Location {
  /** DBClusterIdentifier. */
  readonly cluster: string;
  readonly rule: string;
  /** How often it should be. */
  readonly everyMs: number;
  /** Absent: no drill has passed. */
  readonly proof?: Proof;
}

/** A drill begins within its hours, which may open once a week, and takes up to a day. */
const GRACE_MS = 8 * DAY_MS;

/** The unproven ones among some clusters, by their tags, the longest unproven first. */
export function unprovenAmong(policy: Policy, clusters: readonly Cluster[], now: EpochMs): Unproven[] {
  return clusters
    .flatMap((cluster): Unproven[] => {
      const rule = settingsOf(policy, cluster, 'recovery');
      if (rule === undefined) return [];
      const { everyMs } = rule.settings.drill;
      const proof = readProof(cluster);
      const since = proof?.at ?? cluster.createdAt ?? 0;
      if (now - since <= everyMs + GRACE_MS) return [];
      const { account, region, id } = cluster;
      return [{ account, region, cluster: id, rule: rule.name, everyMs, ...defined({ proof }) }];
    })
    .toSorted((a, b) => (a.proof?.at ?? 0) - (b.proof?.at ?? 0) || (a.cluster < b.cluster ? -1 : 1));
}
