import { parse } from 'yaml';
import * as z from 'zod';
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

const deployed = z.looseObject({
  handler: z.string(),
  role: z.string(),
  reservedConcurrency: z.number(),
  maximumRetryAttempts: z.number(),
  events: z.array(z.unknown()).min(1),
});

const schema = z.looseObject({
  provider: z.looseObject({
    logRetentionInDays: z.string(),
    environment: z.record(z.string(), z.unknown()),
  }),
  functions: z.record(z.string(), deployed),
  resources: z.looseObject({ Resources: z.record(z.string(), z.unknown()) }),
});

/** What serverless.yml says. CloudFormation's short forms are their text: `!GetAtt Bus.Arn` is `Bus.Arn`. */
export const serverless = schema.parse(parse(read('serverless.yml'), { logLevel: 'error' }));

/** The key of a function in serverless.yml: `stopIdleClusters`. */
export function keyOf(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** What the role of a function lets it do, by the name of the inline policy. */
export function statementsOf(name: string): Record<string, z.infer<typeof statement>[]> {
  const resource = serverless.resources.Resources[serverless.functions[keyOf(name)]?.role ?? ''];
  const { Policies } = role.parse(resource).Properties;
  return Object.fromEntries(
    Policies.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument.Statement]),
  );
}
