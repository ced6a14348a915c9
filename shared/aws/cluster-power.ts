import { DescribeDBClustersCommand, StartDBClusterCommand, StopDBClusterCommand } from '@aws-sdk/client-rds';
import type { PowerCommand } from '../policy/decision.ts';
import { classify } from './faults.ts';
import { attemptsOf } from './refusal.ts';
import { type Scope, sendOptions } from './scope.ts';
import { tagOrWarn, tagResource } from './tags.ts';

/** The cluster is where the call was to bring it: AWS has accepted it at an attempt whose answer was lost. */
class AlreadyRequested extends Error {
  override readonly name = 'AlreadyRequested';
}

/**
 * Tags the cluster, then asks AWS to stop it; AWS has accepted, not finished, when this resolves. Throws what AWS
 * throws. Without its tag there is no stop: an unexplained stop is worse than a late one.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StopDBCluster.html
 */
export async function stopCluster(scope: Scope, command: PowerCommand): Promise<void> {
  await tagResource(scope, command.arn, command.tags);
  const stop = new StopDBClusterCommand({ DBClusterIdentifier: command.cluster });
  await acceptedOnce(
    scope,
    command,
    ['stopping', 'stopped'],
    scope.clients.rds.send(stop, sendOptions(scope)),
  );
}

/**
 * Tags the cluster, then asks AWS to start it; AWS has accepted, not finished, when this resolves. Throws what AWS
 * throws on the start. A tag that can't be written is a warning: a database that is down in its hours is worse.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartDBCluster.html
 */
export async function startCluster(scope: Scope, command: PowerCommand): Promise<void> {
  await tagOrWarn(scope, command.arn, command.tags, `${command.arn} is started`);
  const start = new StartDBClusterCommand({ DBClusterIdentifier: command.cluster });
  await acceptedOnce(
    scope,
    command,
    ['starting', 'available'],
    scope.clients.rds.send(start, sendOptions(scope)),
  );
}

/**
 * Waits for the answer. The SDK repeats a call whose answer was lost, and AWS refuses the second for what the first has
 * begun: only the cluster itself tells that from a state in which it can't be done.
 *
 * @throws AlreadyRequested, or what AWS throws.
 */
async function acceptedOnce(
  scope: Scope,
  { cluster }: PowerCommand,
  asked: readonly string[],
  call: Promise<unknown>,
): Promise<void> {
  try {
    await call;
  } catch (error) {
    const isRepetition = classify(error)?.name === 'InvalidDBClusterStateFault' && attemptsOf(error) > 1;
    const status = isRepetition ? await statusOf(scope, cluster) : undefined;
    if (status === undefined || !asked.includes(status)) throw error;
    throw new AlreadyRequested(`${cluster} is ${status}`, { cause: error });
  }
}

/** Undefined when AWS does not tell: then the refusal is all that is known. */
async function statusOf(scope: Scope, cluster: string): Promise<string | undefined> {
  try {
    const describe = new DescribeDBClustersCommand({ DBClusterIdentifier: cluster });
    const { DBClusters = [] } = await scope.clients.rds.send(describe, sendOptions(scope));
    return DBClusters[0]?.Status;
  } catch {
    return undefined;
  }
}
