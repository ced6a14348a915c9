import type { Cluster } from '../model/cluster.ts';
import type { Keep, Policy } from '../model/policy.ts';
import { type DecidingRule, settingsOf } from '../rules/settings.ts';
import { isCopy, type Provenance } from './provenance.ts';

/** The rule that says how long a snapshot stays; without `keep`, for ever. */
export interface Retention {
  readonly rule: DecidingRule;
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
  const rule = settingsOf(policy, cluster, 'snapshots');
  const { create, copy } = rule?.settings ?? {};
  const asked = isCopy(provenance) ? copy?.to.find((to) => to.region === region) : create;
  if (rule !== undefined && asked !== undefined) {
    return asked.keep === undefined ? { rule } : { rule, keep: asked.keep };
  }
  const power = settingsOf(policy, cluster, 'power');
  return provenance.by === 'stop-idle-clusters' && power?.settings.snapshotFirst
    ? { rule: power }
    : undefined;
}
