import { isMultiAz } from '../fleet/engines.ts';
import { clusterArn, instanceArn } from '../rds/arn.ts';
import type { Cluster } from '../rds/cluster.ts';
import type { Store } from '../rds/store.ts';
import type { Call } from '../service.ts';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** What a set of dimensions spans: so many writers (0 or 1) and readers of one cluster. */
export interface Target {
  readonly cluster: Cluster;
  readonly writers: number;
  readonly readers: number;
}

/**
 * Finds what dimensions stand for; undefined when nobody sends metrics with exactly this set. Values are compared as
 * they are: CloudWatch knows no other spelling.
 */
export function findTarget(store: Store, call: Call, dimensions: readonly Dimension[]): Target | undefined {
  const values = new Map(dimensions.map(({ Name, Value }) => [Name, Value]));
  const clusterId = values.get('DBClusterIdentifier');
  const instanceId = values.get('DBInstanceIdentifier');
  if (values.size === 1 && instanceId !== undefined) return findInstance(store, call, instanceId);
  if (clusterId === undefined) return undefined;
  const cluster = store.find(clusterArn(call.account, call.region, clusterId));
  if (cluster === undefined || isMultiAz(cluster.engine)) return undefined;
  const all = spanOf(cluster);
  if (values.size === 1) return all;
  const role = values.size === 2 ? values.get('Role') : undefined;
  if (role === 'WRITER') return { ...all, readers: 0 };
  return role === 'READER' ? { ...all, writers: 0 } : undefined;
}

function spanOf(cluster: Cluster): Target {
  const { members, mode } = cluster;
  // Serverless v1 has no instances that anybody sees.
  const writers = mode === 'serverless' || members.length > 0 ? 1 : 0;
  return { cluster, writers, readers: Math.max(0, members.length - 1) };
}

function findInstance(store: Store, call: Call, id: string): Target | undefined {
  const instance = store.findInstance(instanceArn(call.account, call.region, id));
  if (instance === undefined) return undefined;
  const { cluster, member } = instance;
  return { cluster, writers: Number(member.isWriter), readers: Number(!member.isWriter) };
}
