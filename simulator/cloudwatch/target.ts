import type { Call } from '../core/service.ts';
import { isMultiAz } from '../fleet/engines.ts';
import { clusterArn, instanceArn } from '../rds/api/arn.ts';
import { isServerless } from '../rds/clusters/capacities.ts';
import type { Cluster, Member } from '../rds/clusters/cluster.ts';
import type { Store } from '../rds/clusters/store.ts';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** So many instances. */
export interface Span {
  readonly serverless: number;
  readonly provisioned: number;
}

/** What a set of dimensions spans: writers (0 or 1) and readers of one cluster. */
export interface Target {
  readonly cluster: Cluster;
  readonly writers: Span;
  readonly readers: Span;
}

const nobody: Span = { serverless: 0, provisioned: 0 };

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
  if (role === 'WRITER') return { ...all, readers: nobody };
  return role === 'READER' ? { ...all, writers: nobody } : undefined;
}

function spanOf(cluster: Cluster): Target {
  const { members, mode } = cluster;
  // Serverless v1 has no instances that anybody sees.
  if (mode === 'serverless') return { cluster, writers: { ...nobody, provisioned: 1 }, readers: nobody };
  return { cluster, writers: count(members.slice(0, 1)), readers: count(members.slice(1)) };
}

function count(members: readonly Member[]): Span {
  const serverless = members.filter(isServerless).length;
  return { serverless, provisioned: members.length - serverless };
}

function findInstance(store: Store, call: Call, id: string): Target | undefined {
  const instance = store.findInstance(instanceArn(call.account, call.region, id));
  if (instance === undefined) return undefined;
  const { cluster, member } = instance;
  const span = count([member]);
  return { cluster, writers: member.isWriter ? span : nobody, readers: member.isWriter ? nobody : span };
}
