import { parse } from 'yaml';
import * as z from 'zod';
import { lambdas } from '../../stack/lambdas.ts';
import { roles } from '../../stack/roles.ts';
import { settings } from '../stack/builders.ts';
import { read } from './repository.ts';

const many = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const statement = z.looseObject({ Sid: z.string().optional(), Action: many, Resource: many });

const role = z.looseObject({
  Properties: z.looseObject({
    Policies: z.array(
      z.looseObject({
        PolicyName: z.string(),
        PolicyDocument: z.looseObject({ Statement: z.array(statement) }),
      }),
    ),
  }),
});

const eventSource = z.looseObject({
  schedule: z.looseObject({ rate: z.array(z.string()) }).exactOptional(),
  sqs: z.looseObject({ arn: z.string() }).exactOptional(),
});

const deployed = z.looseObject({
  handler: z.string(),
  role: z.string(),
  environment: z.record(z.string(), z.string()),
  maximumRetryAttempts: z.number(),
  events: z.array(eventSource).min(1),
});

const schema = z.looseObject({
  params: z.looseObject({ default: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) }),
  provider: z.looseObject({
    timeout: z.number(),
    logRetentionInDays: z.string(),
    environment: z.record(z.string(), z.unknown()),
  }),
});

const resources = z.looseObject({ Resources: z.record(z.string(), z.unknown()) });

/**
 * The content of serverless.yml, with its functions. CloudFormation's functions are their text: `!GetAtt Bus.Arn` is
 * `Bus.Arn`.
 */
export const serverless = {
  ...schema.parse(readYaml('serverless.yml')),
  functions: z.record(z.string(), deployed).parse(inShort(lambdas(settings))),
};

const stackRoles = resources.parse(inShort(roles(settings)));
const spoke = resources.parse(readYaml('spoke.yml'));

/** The key of a function in serverless.yml: `stopIdleClusters`. */
export function keyOf(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The permissions of a function's role, by the name of the inline policy. */
export function statementsOf(name: string): Record<string, z.infer<typeof statement>[]> {
  return toStatements(stackRoles.Resources[serverless.functions[keyOf(name)]?.role ?? '']);
}

/** The permissions of the role in a target account, by the name of the inline policy. */
export function spokeStatements(): Record<string, z.infer<typeof statement>[]> {
  return toStatements(spoke.Resources.Role);
}

/** The permissions that restore drills add to that role. */
export function spokeDrillStatements(): z.infer<typeof statement>[] {
  return z.looseObject({ Statement: z.array(statement) }).parse(spokeProperties('DrillPolicy').PolicyDocument)
    .Statement;
}

/** The properties of a resource in spoke.yml. */
export function spokeProperties(logicalId: string): Record<string, unknown> {
  const { Properties } = z
    .looseObject({ Properties: z.record(z.string(), z.unknown()) })
    .parse(spoke.Resources[logicalId]);
  return Properties;
}

function toStatements(resource: unknown): Record<string, z.infer<typeof statement>[]> {
  const { Policies } = role.parse(resource).Properties;
  return Object.fromEntries(
    Policies.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument.Statement]),
  );
}

function readYaml(file: string): unknown {
  return parse(read(file), { logLevel: 'error', merge: true });
}

/** As YAML is read here: a function of CloudFormation is the text of its short form. */
function inShort(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inShort);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) return argument.join('.');
  if (name === 'Ref' || name === 'Fn::Sub') return argument;
  return Object.fromEntries(entries.map(([key, one]) => [key, inShort(one)]));
}
