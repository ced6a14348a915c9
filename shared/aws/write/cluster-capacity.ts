import { ModifyDBClusterCommand } from '@aws-sdk/client-rds';
import type { ChangeCapacityCommand } from '../../policy/model/command.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { answerOf } from '../client/refusal.ts';
import { tagOrWarn } from './tags.ts';

/**
 * Tags the cluster, then asks AWS to change its serverless capacity. Throws what AWS throws on the change. The tag goes
 * first: under a limit, a cluster whose change is refused again and again does not come before the others. One that
 * can't be written is a warning, as with a start: a database with too little capacity in its hours is worse. Never
 * ApplyImmediately: the capacity changes at once without it, and with it so would whatever else is pending, which may
 * restart the cluster.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html
 */
export async function changeCapacity(scope: AwsScope, command: ChangeCapacityCommand): Promise<void> {
  const { arn, tags, tagsIfRefused } = command;
  await tagOrWarn(scope, arn, tags, `the capacity of ${arn} is changed`);
  try {
    await modify(scope, command);
  } catch (error) {
    if (answerOf(error) === 'refused') {
      await tagOrWarn(scope, arn, tagsIfRefused, `the refusal of ${arn} by AWS stays`);
    }
    throw error;
  }
}

async function modify(
  scope: AwsScope,
  { cluster, min, max, autoPauseAfterMs: pause }: ChangeCapacityCommand,
): Promise<void> {
  await scope.clients.rds.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: cluster,
      ServerlessV2ScalingConfiguration: {
        MinCapacity: min,
        MaxCapacity: max,
        // Allowed only with a minimum of 0:
        // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html
        ...(min === 0 && pause !== undefined && { SecondsUntilAutoPause: pause / 1000 }),
      },
    }),
    sendOptions(scope),
  );
}
