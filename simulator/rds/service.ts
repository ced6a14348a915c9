import type { Clock } from '../core/clock.ts';
import type { Service } from '../core/service.ts';
import type { Quirks } from '../fleet/quirks.ts';
import type { Keys } from '../kms/keys.ts';
import { describeAccountAttributes } from './account-attributes.ts';
import { resourcesOf } from './api/resources.ts';
import type { Scaling } from './capacity/scaling.ts';
import { describeBlueGreenDeployments } from './clusters/describe-blue-green-deployments.ts';
import { describeClusters } from './clusters/describe-clusters.ts';
import { describeGlobalClusters } from './clusters/describe-global-clusters.ts';
import { describeInstances } from './clusters/describe-instances.ts';
import type { Power } from './clusters/power.ts';
import type { Store } from './clusters/store.ts';
import { describeMajorVersions } from './describe-major-versions.ts';
import { describeOrderableOptions } from './describe-orderable-options.ts';
import { switchHttpEndpoint } from './enable-http-endpoint.ts';
import { describeEvents } from './events/describe-events.ts';
import type { EventLog } from './events/event-log.ts';
import { createCluster } from './lifecycle/create-cluster.ts';
import { deleteCluster } from './lifecycle/delete-cluster.ts';
import { createInstance, deleteInstance } from './lifecycle/instances.ts';
import type { Lifecycle } from './lifecycle/lifecycle.ts';
import { restoreCluster } from './lifecycle/restore-cluster.ts';
import { restoreToPointInTime } from './lifecycle/restore-point-in-time.ts';
import { modifyCluster } from './modify-cluster.ts';
import { describeEngineVersions } from './places/describe-engine-versions.ts';
import { describeParameterGroups } from './places/describe-parameter-groups.ts';
import { describeSubnetGroups } from './places/describe-subnet-groups.ts';
import type { Places } from './places/places.ts';
import { copySnapshot } from './snapshots/copy-snapshot.ts';
import { createSnapshot } from './snapshots/create-snapshot.ts';
import { deleteSnapshot } from './snapshots/delete-snapshot.ts';
import { describeAutomatedBackups } from './snapshots/describe-automated-backups.ts';
import { describeSnapshots } from './snapshots/describe-snapshots.ts';
import type { RetainedBackups } from './snapshots/retained-backups.ts';
import { describeSnapshotAttributes, modifySnapshotAttribute } from './snapshots/snapshot-attributes.ts';
import type { SnapshotQuotas } from './snapshots/snapshot-quotas.ts';
import type { SnapshotStore } from './snapshots/snapshot-store.ts';
import type { Snapshots } from './snapshots/snapshots.ts';
import { startCluster, stopCluster } from './stop-start.ts';
import { startActivityStream, stopActivityStream } from './streams/start-stop-stream.ts';
import type { Streams } from './streams/streams.ts';
import { addTags, listTags, removeTags, tagsAt } from './tag-operations.ts';

/** Aurora, Neptune and DocumentDB share this one control plane. */
export function createRdsService(parts: {
  readonly store: Store;
  readonly power: Power;
  readonly streams: Streams;
  readonly scaling: Scaling;
  readonly lifecycle: Lifecycle;
  readonly clock: Clock;
  readonly snapshotStore: SnapshotStore;
  readonly snapshots: Snapshots;
  readonly retained: RetainedBackups;
  readonly quotas: SnapshotQuotas;
  readonly keys: Keys;
  readonly events: EventLog;
  readonly quirks: Quirks;
  readonly places: Places;
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
      DescribeDBSubnetGroups: describeSubnetGroups(parts.places),
      DescribeDBClusterParameterGroups: describeParameterGroups(parts, 'cluster'),
      DescribeDBParameterGroups: describeParameterGroups(parts, 'instance'),
      DescribeDBEngineVersions: describeEngineVersions(parts),
      StopDBCluster: stopCluster(parts),
      StartDBCluster: startCluster(store, power),
      ModifyDBCluster: modifyCluster(parts),
      CreateDBCluster: createCluster(parts),
      RestoreDBClusterFromSnapshot: restoreCluster(parts),
      RestoreDBClusterToPointInTime: restoreToPointInTime(parts),
      DescribeDBClusterAutomatedBackups: describeAutomatedBackups(parts.retained),
      DeleteDBCluster: deleteCluster(parts),
      CreateDBInstance: createInstance(parts),
      DeleteDBInstance: deleteInstance(parts),
      EnableHttpEndpoint: switchHttpEndpoint(store, true),
      DisableHttpEndpoint: switchHttpEndpoint(store, false),
      DescribeDBMajorEngineVersions: describeMajorVersions(),
      DescribeOrderableDBInstanceOptions: describeOrderableOptions(parts),
      StartActivityStream: startActivityStream(parts),
      StopActivityStream: stopActivityStream(parts),
      CreateDBClusterSnapshot: createSnapshot(parts),
      CopyDBClusterSnapshot: copySnapshot(parts),
      DeleteDBClusterSnapshot: deleteSnapshot(parts),
      DescribeDBClusterSnapshots: describeSnapshots(snapshotStore),
      DescribeDBClusterSnapshotAttributes: describeSnapshotAttributes(snapshotStore),
      ModifyDBClusterSnapshotAttribute: modifySnapshotAttribute(snapshotStore),
      DescribeAccountAttributes: describeAccountAttributes(parts),
      AddTagsToResource: addTags(parts),
      RemoveTagsFromResource: removeTags(parts),
      ListTagsForResource: listTags(parts),
    },
  };
}
