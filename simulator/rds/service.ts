import type { Quirks } from '../fleet/quirks.ts';
import type { Keys } from '../kms/keys.ts';
import type { Service } from '../service.ts';
import { describeAccountAttributes } from './account-attributes.ts';
import { copySnapshot } from './copy-snapshot.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { describeBlueGreenDeployments } from './describe-blue-green-deployments.ts';
import { describeClusters } from './describe-clusters.ts';
import { describeEvents } from './describe-events.ts';
import { describeGlobalClusters } from './describe-global-clusters.ts';
import { describeInstances } from './describe-instances.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import type { EventLog } from './event-log.ts';
import type { Power } from './power.ts';
import { resourcesOf } from './resources.ts';
import type { SnapshotQuotas } from './snapshot-quotas.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Snapshots } from './snapshots.ts';
import { startCluster, stopCluster } from './stop-start.ts';
import type { Store } from './store.ts';
import { addTags, listTags, removeTags, tagsAt } from './tags.ts';

/** Aurora, Neptune and DocumentDB share this one control plane. */
export function createRdsService(parts: {
  readonly store: Store;
  readonly power: Power;
  readonly snapshotStore: SnapshotStore;
  readonly snapshots: Snapshots;
  readonly quotas: SnapshotQuotas;
  readonly keys: Keys;
  readonly events: EventLog;
  readonly quirks: Quirks;
}): Service {
  const { store, power, snapshotStore, events, quirks } = parts;
  return {
    name: 'rds',
    resources: resourcesOf,
    tagsOf: (arn) => tagsAt(parts, arn),
    operations: {
      DescribeDBClusters: describeClusters(store),
      DescribeDBInstances: describeInstances(store),
      DescribeGlobalClusters: describeGlobalClusters(store),
      DescribeBlueGreenDeployments: describeBlueGreenDeployments(store),
      DescribeEvents: describeEvents(events),
      StopDBCluster: stopCluster(store, power, quirks),
      StartDBCluster: startCluster(store, power),
      CreateDBClusterSnapshot: createSnapshot(parts),
      CopyDBClusterSnapshot: copySnapshot(parts),
      DeleteDBClusterSnapshot: deleteSnapshot(parts),
      DescribeDBClusterSnapshots: describeSnapshots(snapshotStore),
      DescribeAccountAttributes: describeAccountAttributes(parts),
      AddTagsToResource: addTags(parts),
      RemoveTagsFromResource: removeTags(parts),
      ListTagsForResource: listTags(parts),
    },
  };
}
