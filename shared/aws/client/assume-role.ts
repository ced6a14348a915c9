import type { STSClient } from '@aws-sdk/client-sts';
import { required } from './unexpected-answer.ts';

/** Temporary credentials; the SDK asks for new ones shortly before they expire. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

/**
 * A provider of a role's credentials, for a client's `credentials`, which also caches them.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(
  sts: () => Promise<STSClient>,
  role: string,
  externalId?: string,
): () => Promise<Credentials> {
  return async () => {
    const { AssumeRoleCommand } = await import('./sdk/sts.ts');
    const client = await sts();
    const answer = await client.send(
      new AssumeRoleCommand({
        RoleArn: role,
        RoleSessionName: 'dormouse',
        ...(externalId !== undefined && { ExternalId: externalId }),
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
    return {
      accessKeyId: required(AccessKeyId, 'AccessKeyId', role),
      secretAccessKey: required(SecretAccessKey, 'SecretAccessKey', role),
      ...(SessionToken !== undefined && { sessionToken: SessionToken }),
      ...(Expiration !== undefined && { expiration: Expiration }),
    };
  };
}
