import type { Identities } from '../core/identities.ts';
import { type Call, type Service, ServiceError } from '../core/service.ts';

/**
 * GetCallerIdentity and AssumeRole: anyone may assume a role of a known account, but only the one that the account
 * declares, that with `-read` for people, or that with `-list` to list accounts, and with its external id, if it declares them.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function createSts(identities: Identities): Service {
  function assumeRole(input: Record<string, unknown>, call: Call): Record<string, unknown> {
    const role = String(input.RoleArn);
    const session = String(input.RoleSessionName);
    const [, account, name] = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]+)$/.exec(role) ?? [];
    if (account === undefined) throw new ServiceError('ValidationError', `${role} is invalid`);
    const trusted = identities.accounts.some(
      (known) =>
        known.id === account &&
        [undefined, name, name?.replace(/-(read|list)$/, '')].includes(known.role) &&
        [undefined, input.ExternalId].includes(known.externalId),
    );
    if (!trusted) throw new ServiceError('AccessDenied', deniedMessage(callerArn(call), role), 403);

    const accessKeyId = identities.issue({ account, role, session });
    const seconds = Number(input.DurationSeconds ?? 3600);
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: 'simulated',
        SessionToken: `simulated-${accessKeyId}`,
        // SDKs compare this with their own clock, which is not the virtual one.
        Expiration: new Date(Math.max(call.now, Date.now()) + seconds * 1000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROASIMULATED:${session}`,
        Arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
      },
    };
  }

  function callerArn({ accessKeyId }: Call): string {
    const { account, role, session } = identities.of(accessKeyId);
    if (role === undefined) return `arn:aws:iam::${account}:user/simulator`;
    return `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/${session}`;
  }

  return {
    name: 'sts',
    operations: {
      AssumeRole: assumeRole,
      GetCallerIdentity: (_input, call) => ({
        Account: call.account,
        Arn: callerArn(call),
        UserId: call.accessKeyId,
      }),
    },
    resources: ({ RoleArn }) => (typeof RoleArn === 'string' ? [RoleArn] : []),
  };
}

function deniedMessage(caller: string, role: string): string {
  return `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`;
}
