import type { STSClient } from '@aws-sdk/client-sts';
import { defined } from '../../defined.ts';
import { required } from './unexpected-answer.ts';

/** Temporary credentials; the SDK asks for new ones shortly before they expire. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

/** The name and the permissions of a session. */
export interface Session {
  /** Shown in CloudTrail of the role's account: `dormouse-start-clusters`. */
  readonly name: string;
  /** IAM actions that the session may use of those that the role allows; absent: all of them. */
  readonly actions?: readonly string[];
}

/** Errors of roles that let nobody in: they look like a refusal of the call that the credentials were for. */
const refusals = new WeakSet<Error>();

/** Whether an error is that of a role that is missing or does not trust the caller: AWS does not say which. */
export function isRoleRefused(error: unknown): boolean {
  return error instanceof Error && refusals.has(error);
}

/** The role that leads to another account. */
export interface AssumedRole {
  readonly role: string;
  readonly externalId?: string;
  readonly session: Session;
}

/**
 * A provider of a role's credentials, for a client's `credentials`, which also caches them. They allow what both the role
 * and the session allow: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(
  sts: () => Promise<STSClient>,
  { role, externalId, session }: AssumedRole,
): () => Promise<Credentials> {
  return async () => {
    const { AssumeRoleCommand } = await import('./sdk/sts.ts');
    const client = await sts();
    const request = new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: session.name,
      ...(session.actions !== undefined && { Policy: sessionPolicy(session.actions) }),
      ...defined({ ExternalId: externalId }),
    });
    const answer = await client.send(request).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AccessDenied') refusals.add(error);
      throw error;
    });
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials ?? {};
    return {
      accessKeyId: required(AccessKeyId, 'AccessKeyId', role),
      secretAccessKey: required(SecretAccessKey, 'SecretAccessKey', role),
      ...defined({ sessionToken: SessionToken, expiration: Expiration }),
    };
  };
}

/** At most 2,048 characters. On which resources, and on which conditions, the role itself decides. */
function sessionPolicy(actions: readonly string[]): string {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
