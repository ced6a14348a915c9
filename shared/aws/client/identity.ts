import type { STSClient } from '@aws-sdk/client-sts';
import { required } from './unexpected-answer.ts';

/**
 * The account that the credentials in use belong to. Needs no permission.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerAccount(sts: STSClient): Promise<string> {
  const { GetCallerIdentityCommand } = await import('./sdk/sts.ts');
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  return required(Account, 'Account', 'the caller');
}
