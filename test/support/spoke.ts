import { z } from 'zod';
import { readTemplate, resolve, resourcesOfType, type Template } from './cloudformation.ts';
import { holds } from './iam/condition.ts';
import { parseStatements, type Statement } from './iam/statement.ts';

/** Where spoke.yml is deployed, and with which parameters. */
export interface SpokeStack {
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly parameters?: Readonly<Record<string, string | readonly string[]>>;
}

/** The home that the spokes of the tests belong to. */
export const spokeHome = { account: '111122223333', region: 'eu-central-1' } as const;

const usual = { account: '444455556666', region: 'eu-central-1', partition: 'aws' } as const;

const source = readTemplate('spoke.yml');

const parameter = z.looseObject({
  Type: z.string(),
  Default: z.string().optional(),
  AllowedPattern: z.string().optional(),
});

/** The parameters of spoke.yml, by name. */
export const spokeParameters = z
  .looseObject({ Parameters: z.record(z.string(), parameter) })
  .parse(source).Parameters;

/** spoke.yml as CloudFormation carries it out. */
export function spokeStack(of: SpokeStack = {}): Template {
  const { account, region, partition } = { ...usual, ...of };
  const { account: home, region: homeRegion } = spokeHome;
  const defaults = Object.entries(spokeParameters).flatMap(([name, { Type, Default }]) =>
    Default === undefined
      ? []
      : [[name, Type === 'CommaDelimitedList' ? Default.split(',') : Default] as const],
  );
  const given = {
    InboxBusArn: `arn:${partition}:events:${homeRegion}:${home}:event-bus/dormouse-prod-inbox`,
    ExternalId: 'dormouse-7f3a',
    RoleRegion: usual.region,
    ...of.parameters,
  };
  const place = { 'AWS::AccountId': account, 'AWS::Region': region, 'AWS::Partition': partition };
  return { ...source, values: { ...Object.fromEntries(defaults), ...given, ...place } };
}

/** The logical IDs of the resources that such a stack has. */
export function resourceIds(stack: Template): string[] {
  const types = new Set(Object.values(stack.Resources).map(({ Type }) => Type));
  return [...types].flatMap((type) => resourcesOfType(stack, type).map(([id]) => id)).sort();
}

/** Who can assume a role of the stack: whether this principal can, with this external ID. `organization` is that of its account. */
export function letsIn(
  stack: Template,
  roleId: string,
  principalArn: string,
  externalId: string,
  organization?: string,
): boolean {
  const trust = z
    .object({ Statement: z.array(z.looseObject({ Condition: z.record(z.string(), z.unknown()) })) })
    .parse(resolve(stack, stack.Resources[roleId]?.Properties.AssumeRolePolicyDocument));
  return trust.Statement.some(({ Condition }) =>
    holds(conditions.parse(Condition), {
      'aws:principalarn': [principalArn],
      'sts:externalid': [externalId],
      ...(organization !== undefined && { 'aws:principalorgid': [organization] }),
    }),
  );
}

const many = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const conditions = z.record(z.string(), z.record(z.string(), many));

const policy = z.looseObject({ PolicyDocument: z.unknown() });

/** Everything that a role of the stack may do: by its own policies, and by those that are attached to it. */
export function allowedTo(stack: Template, roleId: string): Statement[] {
  const { RoleName, Policies } = z
    .looseObject({ RoleName: z.string(), Policies: z.array(policy) })
    .parse(resolve(stack, stack.Resources[roleId]?.Properties));
  const attached = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy']
    .flatMap((type) => resourcesOfType(stack, type))
    .filter(([, { Roles }]) => Array.isArray(Roles) && Roles.includes(RoleName))
    .map(([, properties]) => policy.parse(properties));
  return [...Policies, ...attached].flatMap(({ PolicyDocument }) => parseStatements(PolicyDocument));
}
