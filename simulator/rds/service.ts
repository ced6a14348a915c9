import type { Quirks } from '../fleet/quirks.ts';
import type { Keys } from '../kms/keys.ts';
import type { Service } from '../service.ts';
import { describeAccountAttributes } from './account-attributes.ts';
import { startActivityStream, stopActivityStream } from './activity-stream.ts';
import { copySnapshot } from './copy-snapshot.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { describeBlueGreenDeployments } from './describe-blue-green-deployments.ts';
import { describeClusters } from './describe-clusters.ts';
import { describeEvents } from './describe-events.ts';
import { describeGlobalClusters } from './describe-global-clusters.ts';
import { describeInstances } from './describe-instances.ts';
import { describeOrderableOptions } from './describe-orderable-options.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import type { EventLog } from './event-log.ts';
import { modifyCluster } from './modify-cluster.ts';
import type { Power } from './power.ts';
import { resourcesOf } from './resources.ts';
import type { Scaling } from './scaling.ts';
import type { SnapshotQuotas } from './snapshot-quotas.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Snapshots } from './snapshots.ts';
import { startCluster, stopCluster } from './stop-start.ts';
import type { Store } from './store.ts';
import type { Streams } from './streams.ts';
import { addTags, listTags, removeTags, tagsAt } from './tags.ts';

/** Aurora, Neptune and DocumentDB share this one control plane. */
export function createRdsService(parts: {
  readonly store: Store;
  readonly power: Power;
  readonly streams: Streams;
  readonly scaling: Scaling;
  readonly snapshotStore: SnapshotStore;
  readonly snapshots: Snapshots;
  readonly quotas: SnapshotQuotas;
  readonly keys: Keys;
  readonly events: EventLog;
  readonly quirks: Quirks;
}): Service {
  const { store, power, snapshotStore, events } = parts;
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
      StopDBCluster: stopCluster(parts),
      StartDBCluster: startCluster(store, power),
      ModifyDBCluster: modifyCluster(parts),
      DescribeOrderableDBInstanceOptions: describeOrderableOptions(store),
      StartActivityStream: startActivityStream(parts),
      StopActivityStream: stopActivityStream(parts),
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
