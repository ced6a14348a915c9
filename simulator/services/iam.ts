import { z } from 'zod';
import { type Call, type Service, ServiceError } from '../core/service.ts';

/** A call that somebody may be allowed to make. */
export interface Question {
  /** ARN of the role or user. */
  readonly principal: string;
  /** `rds:DeleteDBCluster` */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** The keys that conditions look at, with their values. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

type Decision = 'allowed' | 'implicitDeny' | 'explicitDeny';

/** The answers of IAM, and of nothing else: the simulator itself lets everybody do everything. */
export interface Permissions {
  /** Trust policies of the roles that GetRole knows, by the ARN of the role. */
  readonly roles: Map<string, unknown>;
  /** Allows everything, unless somebody puts a function here that evaluates policies or denies. */
  decide(question: Question): Decision;
}

export function createPermissions(): Permissions {
  return { roles: new Map(), decide: () => 'allowed' };
}

const inputSchema = z.object({
  PolicySourceArn: z.string(),
  ActionNames: z.array(z.string()),
  ResourceArns: z.array(z.string()).default(['*']),
  ContextEntries: z
    .array(
      z.object({ ContextKeyName: z.string().default(''), ContextKeyValues: z.array(z.string()).default([]) }),
    )
    .default([]),
  MaxItems: z.int().default(100),
  Marker: z.string().optional(),
});

/**
 * IAM, as far as SimulatePrincipalPolicy and GetRole.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export function createIam(permissions: Permissions): Service {
  return {
    name: 'iam',
    operations: {
      GetRole({ RoleName }, { account }) {
        const found = [...permissions.roles].find(
          ([arn]) => arn.split(':')[4] === account && arn.split('/').at(-1) === RoleName,
        );
        if (found === undefined)
          throw new ServiceError('NoSuchEntity', `The role with name ${RoleName} cannot be found.`, 404);
        const [Arn, trust] = found;
        return {
          Role: {
            ...{ RoleName, Arn, RoleId: 'AROASIMULATED' },
            Path: Arn.slice(Arn.indexOf(':role/') + ':role'.length, Arn.lastIndexOf('/') + 1),
            CreateDate: new Date(0),
            AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
          },
        };
      },
      SimulatePrincipalPolicy(raw, call) {
        const input = inputSchema.parse(raw);
        const principal = principalOf(input.PolicySourceArn, call);
        const context = Object.fromEntries(
          input.ContextEntries.map(({ ContextKeyName, ContextKeyValues }) => [
            ContextKeyName,
            ContextKeyValues,
          ]),
        );
        const results = input.ActionNames.flatMap((action) =>
          input.ResourceArns.map((resource) => ({
            EvalActionName: action,
            EvalResourceName: resource,
            EvalDecision: permissions.decide({ principal, action, resource, context }),
            MatchedStatements: [],
            MissingContextValues: [],
          })),
        );
        const from = Number(input.Marker ?? 0);
        const page = results.slice(from, from + input.MaxItems);
        const next = from + page.length;
        const isTruncated = next < results.length;
        return {
          EvaluationResults: page,
          IsTruncated: isTruncated,
          ...(isTruncated && { Marker: String(next) }),
        };
      },
    },
    resources: ({ PolicySourceArn, RoleName }, { account }) => [
      PolicySourceArn === undefined ? `arn:aws:iam::${account}:role/${RoleName}` : String(PolicySourceArn),
    ],
  };
}

/** The session of a role has no policies of its own, so IAM does not take its ARN. */
function principalOf(arn: string, { account }: Call): string {
  const [, owner] = /^arn:aws[\w-]*:iam::(\d{12}):(?:role|user|group)\/.+$/.exec(arn) ?? [];
  if (owner === undefined) {
    const why = 'does not clearly define entity type and name.';
    throw new ServiceError('InvalidInput', `Invalid Entity Arn: ${arn} ${why}`);
  }
  if (owner === account) return arn;
  throw new ServiceError('NoSuchEntity', `The entity ${arn} cannot be found.`, 404);
}
