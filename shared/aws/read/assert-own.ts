import type { AwsScope } from '../client/aws-scope.ts';
import { UnexpectedAnswer } from '../client/unexpected-answer.ts';

/** A role or credentials of the wrong account would otherwise have one account's policy act on another's resources. */
export function assertOwn(arn: string, { account, region }: Pick<AwsScope, 'account' | 'region'>): void {
  const [, , , arnRegion, arnAccount] = arn.split(':');
  if (arnRegion !== region || arnAccount !== account) {
    throw new UnexpectedAnswer(
      `${arn} is not of account ${account} in ${region}: check account and role of this target under targets`,
    );
  }
}
