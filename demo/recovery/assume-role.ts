import { createHome } from '../../shared/aws/client/clients.ts';
import { ACCOUNT } from './world.ts';

/** Gives this process the credentials of the function's role, as on Lambda: before a drill, its permissions are asked for. */
export async function assumeFunctionRole(): Promise<void> {
  const { AssumeRoleCommand } = await import('../../shared/aws/client/sdk/sts.ts');
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/dormouse`;
  const sts = await createHome().sts();
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'drill-restores' }),
  );
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials?.SessionToken,
  });
}
