import type { Call } from '../../core/service.ts';
import { clusterArn, instanceArn, kindOfArn, snapshotArn } from '../api/arn.ts';
import { clusterNotFound, invalidParameter } from '../api/errors.ts';
import type { Cluster } from './cluster.ts';
import type { Store } from './store.ts';

type Place = Pick<Call, 'account' | 'region'>;

const parameters = {
  cluster: { name: 'DBClusterIdentifier', toArn: clusterArn },
  db: { name: 'DBInstanceIdentifier', toArn: instanceArn },
  'cluster-snapshot': { name: 'DBClusterSnapshotIdentifier', toArn: snapshotArn },
} as const;

/**
 * The ARN that a name or an ARN stands for, whatever its case, in the place of the call; `name` is that of the
 * parameter it was given in.
 *
 * @throws ServiceError `InvalidParameterValue` for the ARN of another kind of resource.
 */
export function toResourceArn(
  kind: keyof typeof parameters,
  identifier: string,
  place: Place,
  name: string = parameters[kind].name,
): string {
  const { toArn } = parameters[kind];
  const text = identifier.toLowerCase();
  if (!text.startsWith('arn:')) return toArn(place.account, place.region, text);
  if (kindOfArn(text) === kind) return text;
  const expected = `Expected type = ${kind}, actual type = ${kindOfArn(text)}`;
  throw invalidParameter(
    `The provided ARN (${identifier}) is invalid for this parameter (${name}). ${expected}`,
  );
}

/**
 * The name that a new cluster, instance or snapshot gets: lower case, as AWS keeps it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
 * @throws ServiceError `InvalidParameterValue`
 */
export function readNewId(parameter: string, identifier: string): string {
  if (!/^(?!.*--)(?!.*-$)[a-z][a-z\d-]{0,62}$/i.test(identifier)) {
    const rule =
      'Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.';
    throw invalidParameter(`The parameter ${parameter} is not a valid identifier. ${rule}`);
  }
  return identifier.toLowerCase();
}

/** Whether the account and Region of a call own the resource: nobody sees that of others. */
export function isOwned(resource: Place, { account, region }: Place): boolean {
  return resource.account === account && resource.region === region;
}

/**
 * The cluster of that name or ARN in the account and Region of the call; `name` is that of the parameter.
 *
 * @throws ServiceError `DBClusterNotFoundFault`
 */
export function findCluster(store: Store, identifier: string, call: Call, name?: string): Cluster {
  const cluster = store.find(toResourceArn('cluster', identifier, call, name));
  if (cluster === undefined || !isOwned(cluster, call)) throw clusterNotFound(identifier);
  return cluster;
}
