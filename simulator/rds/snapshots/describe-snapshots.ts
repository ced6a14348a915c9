import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { invalidCombination, invalidParameter, snapshotNotFound } from '../api/errors.ts';
import { type FilterTable, toPredicate } from '../api/filters.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { isOwned, toResourceArn } from '../clusters/identifiers.ts';
import type { Snapshot } from './snapshot.ts';
import { toDBClusterSnapshot } from './snapshot-shape.ts';
import type { SnapshotStore } from './snapshot-store.ts';

const inputSchema = describeInput.extend({
  DBClusterIdentifier: z.string().optional(),
  DBClusterSnapshotIdentifier: z.string().optional(),
  DbClusterResourceId: z.string().optional(),
  SnapshotType: z.string().optional(),
  IncludeShared: z.boolean().default(false),
  IncludePublic: z.boolean().default(false),
});
type Input = z.infer<typeof inputSchema>;

const types: readonly string[] = ['automated', 'manual', 'shared', 'public', 'awsbackup'];

const filters: FilterTable<Snapshot> = {
  'db-cluster-id': ({ origin, arn }) => [origin.id, originArnOf(arn, origin.id)],
  'db-cluster-snapshot-id': ({ id, arn }) => [id, arn],
  'snapshot-type': ({ type }) => [type],
  engine: ({ origin }) => [origin.engine],
};

/**
 * The snapshots of an account and Region: automated and manual ones when nothing is said of the type, also those whose
 * cluster is gone.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html
 */
export function describeSnapshots(store: SnapshotStore): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const passes = toPredicate(input.Filters, filters);
    const wanted = typesOf(input);
    const clusterId = clusterOf(input, call);
    const keep = (snapshot: Snapshot) =>
      snapshot.visibleFrom <= call.now &&
      wanted.has(snapshot.type) &&
      (clusterId === undefined || snapshot.origin.id === clusterId) &&
      (input.DbClusterResourceId ?? snapshot.origin.resourceId) === snapshot.origin.resourceId &&
      passes(snapshot);
    const id = input.DBClusterSnapshotIdentifier;
    const snapshots = id === undefined ? store.list(call) : [find(id)];
    const { items, ...more } = takePage(snapshots, ({ id }) => id, input, keep);
    return { DBClusterSnapshots: items.map((item) => toDBClusterSnapshot(item, call.now)), ...more };

    function find(identifier: string): Snapshot {
      const snapshot = store.find(toResourceArn('cluster-snapshot', identifier, call));
      if (snapshot === undefined || !isOwned(snapshot, call) || !keep(snapshot)) {
        throw snapshotNotFound(identifier);
      }
      return snapshot;
    }
  };
}

function typesOf({ SnapshotType, IncludeShared, IncludePublic, Filters, ...input }: Input): Set<string> {
  if (SnapshotType !== undefined && !types.includes(SnapshotType)) {
    throw invalidParameter(
      `Invalid value ${SnapshotType} for SnapshotType. Must be one of ${types.join(', ')}`,
    );
  }
  if (SnapshotType !== undefined) return new Set([SnapshotType]);
  const isAny =
    input.DBClusterSnapshotIdentifier !== undefined || Filters.some(({ Name }) => Name === 'snapshot-type');
  if (isAny) return new Set(types);
  return new Set([
    ...['automated', 'manual'],
    ...(IncludeShared ? ['shared'] : []),
    ...(IncludePublic ? ['public'] : []),
  ]);
}

function clusterOf(input: Input, call: Parameters<Operation>[1]): string | undefined {
  const { DBClusterIdentifier: cluster, DBClusterSnapshotIdentifier: snapshot } = input;
  if (cluster === undefined) return undefined;
  if (snapshot !== undefined) {
    throw invalidCombination('DBClusterIdentifier cannot be used with DBClusterSnapshotIdentifier.');
  }
  return toResourceArn('cluster', cluster, call).split(':').at(-1);
}

/** The ARN of the cluster in the snapshot's account and Region. */
function originArnOf(arn: string, cluster: string): string {
  return `${arn.split(':').slice(0, 5).join(':')}:cluster:${cluster}`;
}
