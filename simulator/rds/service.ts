import type { Quirks } from '../fleet/quirks.ts';
import type { Service } from '../service.ts';
import { describeBlueGreenDeployments } from './describe-blue-green-deployments.ts';
import { describeClusters } from './describe-clusters.ts';
import { describeEvents } from './describe-events.ts';
import { describeGlobalClusters } from './describe-global-clusters.ts';
import { describeInstances } from './describe-instances.ts';
import type { EventLog } from './event-log.ts';
import type { Power } from './power.ts';
import { resourcesOf } from './resources.ts';
import { startCluster, stopCluster } from './stop-start.ts';
import type { Store } from './store.ts';
import { addTags, listTags, removeTags } from './tags.ts';

/** Aurora, Neptune and DocumentDB share this one control plane. */
export function createRdsService(parts: {
  readonly store: Store;
  readonly power: Power;
  readonly events: EventLog;
  readonly quirks: Quirks;
}): Service {
  const { store, power, events, quirks } = parts;
  return {
    name: 'rds',
    resources: resourcesOf,
    operations: {
      DescribeDBClusters: describeClusters(store),
      DescribeDBInstances: describeInstances(store),
      DescribeGlobalClusters: describeGlobalClusters(store),
      DescribeBlueGreenDeployments: describeBlueGreenDeployments(store),
      DescribeEvents: describeEvents(events),
      StopDBCluster: stopCluster(store, power, quirks),
      StartDBCluster: startCluster(store, power),
      AddTagsToResource: addTags(store),
      RemoveTagsFromResource: removeTags(store),
      ListTagsForResource: listTags(store),
    },
  };
}
