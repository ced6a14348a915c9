import type { GlobalCluster } from '@aws-sdk/client-rds';
import { z } from 'zod';
import type { Call, Operation } from '../../core/service.ts';
import { globalClusterArn } from '../api/arn.ts';
import { globalClusterNotFound } from '../api/errors.ts';
import { type FilterTable, toPredicate } from '../api/filters.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { shortHash } from './build-cluster.ts';
import type { Cluster } from './cluster.ts';
import { toEncryptionShape } from './encryption.ts';
import type { Store } from './store.ts';

const inputSchema = describeInput.extend({ GlobalClusterIdentifier: z.string().optional() });

interface Global {
  readonly id: string;
  readonly members: readonly [Cluster, ...Cluster[]];
}

const filters: FilterTable<Global> = {
  'db-cluster-id': ({ members }) => members.flatMap(({ id, arn }) => [id, arn]),
};

/**
 * The global databases of the account that have a member in the Region.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeGlobalClusters.html
 */
export function describeGlobalClusters(store: Store): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const wanted = input.GlobalClusterIdentifier?.toLowerCase();
    const globals = listGlobals(store, call).filter(
      ({ id }) => wanted === undefined || id.toLowerCase() === wanted,
    );
    if (wanted !== undefined && globals.length === 0) throw globalClusterNotFound(wanted);
    const { items, ...more } = takePage(globals, ({ id }) => id, input, toPredicate(input.Filters, filters));
    return { GlobalClusters: items.map((global) => toGlobalCluster(global)), ...more };
  };
}

function listGlobals(store: Store, call: Call): Global[] {
  const ids = new Set(store.clustersIn(call).flatMap(({ globalId }) => globalId ?? []));
  return [...ids].sort().flatMap((id) => {
    const [writer, ...others] = store.globalMembers(call.account, id);
    return writer === undefined ? [] : [{ id, members: [writer, ...others] }];
  });
}

/** A global database names no key: each Region has its own. */
function encryptionOf(writer: Cluster): Pick<GlobalCluster, 'StorageEncrypted' | 'StorageEncryptionType'> {
  const { KmsKeyId: _key, ...encryption } = toEncryptionShape(writer);
  return encryption;
}

function toGlobalCluster({ id, members }: Global): GlobalCluster {
  const [writer, ...readers] = members;
  return {
    GlobalClusterIdentifier: id,
    GlobalClusterResourceId: `cluster-${shortHash(id, 16).toLowerCase()}`,
    GlobalClusterArn: globalClusterArn(writer.account, id),
    Status: 'available',
    Engine: writer.engine,
    EngineVersion: writer.engineVersion,
    ...encryptionOf(writer),
    EngineLifecycleSupport: 'open-source-rds-extended-support',
    DatabaseName: 'main',
    DeletionProtection: false,
    Endpoint: `${id}.global-${shortHash(`endpoint of ${id}`, 12).toLowerCase()}.global.rds.amazonaws.com`,
    TagList: [],
    GlobalClusterMembers: [
      {
        ...{ DBClusterArn: writer.arn, IsWriter: true, Readers: readers.map(({ arn }) => arn) },
        SynchronizationStatus: 'connected',
      },
      ...readers.map(({ arn }) => ({
        DBClusterArn: arn,
        IsWriter: false,
        Readers: [],
        SynchronizationStatus: 'connected' as const,
        GlobalWriteForwardingStatus: 'disabled' as const,
      })),
    ],
  };
}
