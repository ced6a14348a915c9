import { type DBCluster, DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';

/** AWS has accepted the request before: from somebody else, or at an attempt whose answer was lost. */
class AlreadyRequested extends Error {
  override readonly name = 'AlreadyRequested';
}

/** The intended effect of a call, by the statuses that show it. */
export interface Requested {
  readonly statuses: readonly string[];
  statusOf(cluster: DBCluster): string | undefined;
}

/**
 * AWS refuses a second call for what the first has begun: only the cluster itself distinguishes this from a state in
 * which it can't be done. `refusal` is what AWS said.
 *
 * @throws AlreadyRequested if the cluster is where the call was to bring it.
 */
export async function throwIfRequested(
  scope: AwsScope,
  cluster: string,
  { statuses, statusOf }: Requested,
  refusal: unknown,
): Promise<void> {
  const seen = await describe(scope, cluster);
  const status = seen && statusOf(seen);
  if (status === undefined || !statuses.includes(status)) return;
  throw new AlreadyRequested(`${cluster} is ${status}`, { cause: refusal });
}

/** Undefined when AWS does not answer: then only the refusal is known. */
async function describe(scope: AwsScope, cluster: string): Promise<DBCluster | undefined> {
  try {
    const describe = new DescribeDBClustersCommand({ DBClusterIdentifier: cluster });
    const { DBClusters = [] } = await scope.clients.rds.send(describe, sendOptions(scope));
    return DBClusters[0];
  } catch {
    return undefined;
  }
}
