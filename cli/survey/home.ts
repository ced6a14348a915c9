import { createHome } from '../../shared/aws/client/clients.ts';
import { type Caller, callerIdentity } from '../../shared/aws/client/identity.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import { CliError } from '../errors/cli-error.ts';

/**
 * The account, the Region and the owner of the credentials in use.
 *
 * @throws CliError when no Region is known.
 */
export async function findHome(): Promise<TargetLocation & Caller> {
  const sts = await createHome().sts();
  const region = await sts.config.region().catch((cause: unknown) => {
    const remedy = 'name one with --region, set AWS_REGION, or name targets in the policy';
    throw new CliError('no Region is known', remedy, { cause });
  });
  return { ...(await callerIdentity(sts)), region };
}
