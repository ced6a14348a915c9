import type { Call } from '../core/service.ts';
import { isMultiAz } from '../fleet/engines.ts';
import { clusterArn, instanceArn } from '../rds/api/arn.ts';
import { isServerless } from '../rds/clusters/capacities.ts';
import type { Cluster, Member } from '../rds/clusters/cluster.ts';
import type { Holder } from '../rds/clusters/name-history.ts';
import type { Store } from '../rds/clusters/store.ts';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** So many instances. */
interface Span {
  readonly serverless: number;
  readonly provisioned: number;
}

/** The span of a set of dimensions: writers (0 or 1) and readers of one cluster, from `from` to before `until` (ms). */
export interface Target {
  readonly cluster: Cluster;
  readonly from: number;
  readonly until: number;
  readonly writers: Span;
  readonly readers: Span;
  /** The identifier, if they stand for one instance. */
  readonly instance?: string;
}

const nobody: Span = { serverless: 0, provisioned: 0 };

/**
 * Finds the clusters that dimensions stand for: those that have had the name, one after the other, none if none ever
 * sent metrics with exactly this set. Metrics go by the name, so a cluster has those of an earlier one with its name.
 * Values are compared as they are: CloudWatch knows no other spelling.
 */
export function findTargets(
  store: Store,
  call: Pick<Call, 'account' | 'region'>,
  dimensions: readonly Dimension[],
): readonly Target[] {
  const values = new Map(dimensions.map(({ Name, Value }) => [Name, Value]));
  const clusterId = values.get('DBClusterIdentifier');
  const instanceId = values.get('DBInstanceIdentifier');
  const { account, region } = call;
  if (values.size === 1 && instanceId !== undefined) {
    return store.holders(instanceArn(account, region, instanceId)).flatMap(toInstance);
  }
  const role = values.size === 2 ? values.get('Role') : undefined;
  if (clusterId === undefined || (values.size > 1 && role === undefined)) return [];
  return store.holders(clusterArn(account, region, clusterId)).flatMap((holder) => toTarget(holder, role));
}

function toTarget({ cluster, from, until }: Holder, role: string | undefined): Target[] {
  if (isMultiAz(cluster.engine)) return [];
  const all = { ...spanOf(cluster), cluster, from, until };
  if (role === undefined) return [all];
  if (role === 'WRITER') return [{ ...all, readers: nobody }];
  return role === 'READER' ? [{ ...all, writers: nobody }] : [];
}

function spanOf({ members, mode }: Cluster): Pick<Target, 'writers' | 'readers'> {
  // Serverless v1 has no instances that anybody sees.
  if (mode === 'serverless') return { writers: { ...nobody, provisioned: 1 }, readers: nobody };
  return { writers: count(members.slice(0, 1)), readers: count(members.slice(1)) };
}

function count(members: readonly Member[]): Span {
  const serverless = members.filter(isServerless).length;
  return { serverless, provisioned: members.length - serverless };
}

function toInstance({ cluster, member, from, until }: Holder): Target[] {
  if (member === undefined) return [];
  const span = count([member]);
  const { isWriter } = member;
  const instance = member.id;
  const own = { cluster, from, until, instance };
  return [{ ...own, writers: isWriter ? span : nobody, readers: isWriter ? nobody : span }];
}
