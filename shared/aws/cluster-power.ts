import { StartDBClusterCommand, StopDBClusterCommand } from '@aws-sdk/client-rds';
import type { PowerCommand } from '../policy/decision.ts';
import { type Scope, sendOptions } from './scope.ts';
import { tagOrWarn, tagResource } from './tags.ts';

/**
 * Tags the cluster, then asks AWS to stop it; AWS has accepted, not finished, when this resolves. Throws what AWS
 * throws. Without its tag there is no stop: an unexplained stop is worse than a late one.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StopDBCluster.html
 */
export async function stopCluster(scope: Scope, command: PowerCommand): Promise<void> {
  await tagResource(scope, command.arn, command.tags);
  await scope.clients.rds.send(
    new StopDBClusterCommand({ DBClusterIdentifier: command.cluster }),
    sendOptions(scope),
  );
}

/**
 * Tags the cluster, then asks AWS to start it; AWS has accepted, not finished, when this resolves. Throws what AWS
 * throws on the start. A tag that can't be written is a warning: a database that is down in its hours is worse.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartDBCluster.html
 */
export async function startCluster(scope: Scope, command: PowerCommand): Promise<void> {
  await tagOrWarn(scope, command.arn, command.tags, `${command.arn} is started`);
  await scope.clients.rds.send(
    new StartDBClusterCommand({ DBClusterIdentifier: command.cluster }),
    sendOptions(scope),
  );
}
