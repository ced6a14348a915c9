import { type DBCluster, StartActivityStreamCommand, StopActivityStreamCommand } from '@aws-sdk/client-rds';
import type {
  ActivityStreamCommand,
  StartActivityStreamCommand as Start,
  StopActivityStreamCommand as Stop,
} from '../../policy/model/command.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { classify } from '../client/faults.ts';
import { refusalOf } from '../client/refusal.ts';
import { throwIfRequested } from '../read/already-requested.ts';
import { tagOrWarn, tagResource } from './tags.ts';

/** The stream to stop is not started any more, which AWS reports with the code for bad parameters. */
class StreamNotStarted extends Error {
  override readonly name = 'StreamNotStarted';
}

/**
 * Tags the cluster, then asks AWS to start or stop its activity stream at once, which restarts the cluster; AWS has
 * accepted, not finished, when this resolves. Throws what AWS throws. Without its tag there is no call: the tag is what
 * keeps a later sweep from restarting the cluster again. A certain refusal by AWS is noted too, so that the
 * change is requested again; but if somebody else was quicker, the note stays, because the change is under way.
 */
export async function changeActivityStream(scope: AwsScope, command: ActivityStreamCommand): Promise<void> {
  const { arn, tags } = command;
  await tagResource(scope, arn, tags);
  if (command.kind === 'tag-activity-stream') return;
  try {
    await (command.kind === 'start-activity-stream' ? start(scope, command) : stop(scope, command));
  } catch (error) {
    if (classify(error)?.kind === 'conflict') await throwIfChanged(scope, command, error);
    const answer = refusalOf(error);
    if (answer)
      await tagOrWarn(scope, arn, command.tagsIfNotDone[answer], `the refusal of AWS for ${arn} stays`);
    throw error;
  }
}

async function throwIfChanged(
  scope: AwsScope,
  { kind, cluster }: Start | Stop,
  refusal: unknown,
): Promise<void> {
  const statuses = kind === 'start-activity-stream' ? ['starting', 'started'] : ['stopping', 'stopped'];
  const statusOf = ({ ActivityStreamStatus = 'stopped' }: DBCluster) => ActivityStreamStatus;
  await throwIfRequested(scope, cluster, { statuses, statusOf }, refusal);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartActivityStream.html */
async function start(scope: AwsScope, { arn, mode, kmsKey }: Start): Promise<void> {
  await scope.clients.rds.send(
    new StartActivityStreamCommand({
      ResourceArn: arn,
      Mode: mode,
      KmsKeyId: kmsKey,
      ApplyImmediately: true,
    }),
    sendOptions(scope),
  );
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StopActivityStream.html */
async function stop(scope: AwsScope, { arn }: Stop): Promise<void> {
  try {
    await scope.clients.rds.send(
      new StopActivityStreamCommand({ ResourceArn: arn, ApplyImmediately: true }),
      sendOptions(scope),
    );
  } catch (error) {
    const fault = classify(error);
    // The parameters are always the same two: what they cannot be combined with is the state of the stream.
    if (fault?.name !== 'InvalidParameterCombination') throw error;
    throw new StreamNotStarted(fault.message, { cause: error });
  }
}
