import type { STSClient } from '@aws-sdk/client-sts';
import { required } from './unexpected-answer.ts';

/** The owner of the credentials in use. */
export interface Caller {
  readonly account: string;
  /** The user, or the session of a role: for people who log in by AWS IAM Identity Center, their user name. */
  readonly name: string;
}

/**
 * The owner of the credentials in use. Needs no permission.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 *
 * @example
 * await callerIdentity(sts) // { account: '111122223333', name: 'anna@example.com' }
 */
export async function callerIdentity(sts: STSClient): Promise<Caller> {
  const { GetCallerIdentityCommand } = await import('./sdk/sts.ts');
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
  // arn:aws:sts::111122223333:assumed-role/admins/anna@example.com, arn:aws:iam::111122223333:user/anna or …:root
  const name = required(Arn, 'Arn', 'the caller').split(/[:/]/).at(-1) ?? '';
  return { account: required(Account, 'Account', 'the caller'), name };
}

/** The account that the credentials in use belong to. */
export async function callerAccount(sts: STSClient): Promise<string> {
  const { GetCallerIdentityCommand } = await import('./sdk/sts.ts');
  const { Account } = await sts.send(new GetCallerIdentityCommand({}));
  return required(Account, 'Account', 'the caller');
}
