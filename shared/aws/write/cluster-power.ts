import { type DBCluster, StartDBClusterCommand, StopDBClusterCommand } from '@aws-sdk/client-rds';
import type { PowerCommand } from '../../policy/model/command.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { classify } from '../client/faults.ts';
import { answerOf, attemptsOf } from '../client/refusal.ts';
import { throwIfRequested } from '../read/already-requested.ts';
import { tagOrWarn, tagResource } from './tags.ts';

/**
 * Tags the cluster, then asks AWS to stop it; AWS has accepted, not finished, when this resolves. Throws what AWS
 * throws. Without its tag there is no stop: an unexplained stop is worse than a late one.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StopDBCluster.html
 */
export async function stopCluster(scope: AwsScope, command: PowerCommand<'stop'>): Promise<void> {
  await noteOrThrow(scope, command);
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
export async function startCluster(scope: AwsScope, command: PowerCommand<'start'>): Promise<void> {
  await tagOrWarn(scope, command.arn, command.tags, `${command.arn} is started`);
  const start = new StartDBClusterCommand({ DBClusterIdentifier: command.cluster });
  await acceptedOnce(
    scope,
    command,
    ['starting', 'available'],
    scope.clients.rds.send(start, sendOptions(scope)),
  );
}

/** Names the tag and the way without it in the message of what AWS throws. */
async function noteOrThrow(scope: AwsScope, { arn, tags }: PowerCommand): Promise<void> {
  try {
    await tagResource(scope, arn, tags);
  } catch (error) {
    const keys = Object.keys(tags).join(', ');
    if (error instanceof Error) {
      error.message = `${error.message} (writing the tag ${keys}, without which there is no stop unless the policy says tagActions: false)`;
    }
    throw error;
  }
}

/**
 * Waits for the answer, and notes on the cluster what AWS has not done. The SDK repeats a call whose answer was lost.
 *
 * @throws AlreadyRequested, or what AWS throws.
 */
async function acceptedOnce(
  scope: AwsScope,
  { cluster, arn, tagsIfNotDone }: PowerCommand,
  statuses: readonly string[],
  call: Promise<unknown>,
): Promise<void> {
  try {
    await call;
  } catch (error) {
    const isRepetition = classify(error)?.name === 'InvalidDBClusterStateFault' && attemptsOf(error) > 1;
    const asked = { statuses, statusOf: ({ Status }: DBCluster) => Status };
    if (isRepetition) await throwIfRequested(scope, cluster, asked, error);
    const answer = answerOf(error);
    if (answer) await tagOrWarn(scope, arn, tagsIfNotDone[answer], `the refusal of ${arn} by AWS stays`);
    throw error;
  }
}
