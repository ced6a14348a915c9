import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { clusterNotFound } from '../api/errors.ts';
import { type FilterTable, toPredicate } from '../api/filters.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { type Cluster, isListed } from './cluster.ts';
import { toDBCluster } from './cluster-shape.ts';
import { findCluster } from './identifiers.ts';
import type { Store } from './store.ts';

const inputSchema = describeInput.extend({ DBClusterIdentifier: z.string().optional() });

const filters: FilterTable<Cluster> = {
  'db-cluster-id': ({ id, arn }) => [id, arn],
  'db-cluster-resource-id': ({ resourceId }) => [resourceId],
  engine: ({ engine }) => [engine],
  'clone-group-id': () => [],
  domain: () => [],
};

/**
 * All clusters of the RDS family, whichever client asks, with the statuses that have become visible.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
 */
export function describeClusters(store: Store): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const isWanted = toPredicate(input.Filters, filters);
    const keep = (cluster: Cluster) => isListed(cluster, call.now) && isWanted(cluster);
    const clusters =
      input.DBClusterIdentifier === undefined
        ? store.clustersIn(call)
        : [findListed(input.DBClusterIdentifier)];
    const { items, ...more } = takePage(clusters, ({ id }) => id, input, keep);
    const DBClusters = items.map((cluster) =>
      toDBCluster(cluster, cluster.statuses.visible(call.now), call.now),
    );
    return { DBClusters, ...more };

    function findListed(identifier: string): Cluster {
      const cluster = findCluster(store, identifier, call);
      if (!isListed(cluster, call.now)) throw clusterNotFound(identifier);
      return cluster;
    }
  };
}
