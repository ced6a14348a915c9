import type { Cluster } from '../model/cluster.ts';
import type { CreateSnapshotCommand } from '../model/command.ts';
import type { Policy, Rule } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EpochMs } from '../time/units.ts';
import { createCommand } from './commands.ts';
import { deploymentOf } from './deployment.ts';
import { lookUpClusters, originOf } from './identity.ts';
import { ownSnapshots } from './own.ts';
import { isCopy } from './provenance.ts';

/** The snapshot that a stop waits for. */
export interface SnapshotBeforeStop {
  readonly command: CreateSnapshotCommand;
  /** Those that serve, or will once they are available. */
  readonly taken: readonly Snapshot[];
}

/** The snapshot that a stop of the cluster waits for: Dormouse took it of this very cluster, whatever its name, after `since`. */
export function snapshotBeforeStop(
  policy: Policy,
  rule: Pick<Rule, 'name'>,
  cluster: Cluster,
  snapshots: readonly Snapshot[],
  since: EpochMs,
  due: EpochMs,
): SnapshotBeforeStop {
  const command = createCommand(policy, cluster, rule, 'stop-idle-clusters', due);
  const lookup = lookUpClusters([cluster]);
  const ofCluster = snapshots.filter((each) => lookup.clusterOf(originOf(each)) !== undefined);
  const own = ownSnapshots(ofCluster, deploymentOf(policy))
    .filter(({ provenance, at }) => !isCopy(provenance) && at > since)
    .map(({ snapshot }) => snapshot);
  // Without its tags it is known by its identifier.
  return { command, taken: [...own, ...ofCluster.filter(({ id }) => id === command.snapshot)] };
}
