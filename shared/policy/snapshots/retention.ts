import type { Cluster } from '../model/cluster.ts';
import type { Keep, Policy, Rule } from '../model/policy.ts';
import { decidingRule } from '../rules/match.ts';
import { isCopy, type Provenance } from './provenance.ts';

/** The rule that says how long a snapshot stays; without `keep`, for ever. */
export interface Retention {
  readonly rule: Rule;
  readonly keep?: Keep;
}

/**
 * What decides about a snapshot of ours in a Region today: `create.keep`, of a copy that of the destination. Undefined
 * when no rule takes or copies such snapshots any more. Those taken before a stop count with those of `create`.
 */
export function retentionOf(
  policy: Policy,
  cluster: Cluster,
  provenance: Provenance,
  region: string,
): Retention | undefined {
  const rule = decidingRule(policy, cluster, 'snapshots');
  const { create, copy } = rule?.snapshots ?? {};
  const asked = isCopy(provenance) ? copy?.to.find((to) => to.region === region) : create;
  if (rule !== undefined && asked !== undefined) {
    return asked.keep === undefined ? { rule } : { rule, keep: asked.keep };
  }
  const power = decidingRule(policy, cluster, 'power');
  return provenance.by === 'stop-idle-clusters' && power?.power?.snapshotFirst ? { rule: power } : undefined;
}
