import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { home, parseTemplate, resolve, resourcesOfType, type Template } from '../support/cloudformation.ts';
import { parseStatements, type Statement } from '../support/iam/statement.ts';
import { packages } from '../support/packages.ts';
import { askBoto3 } from './boto3.ts';

/** Types of resources that moto passes over, and the place where they show instead. */
export const unknownToMoto: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'below, by the template',
  'AWS::CloudWatch::CompositeAlarm': 'the causes of the stack, by what makes the template',
  'AWS::Scheduler::ScheduleGroup': 'below, by the template',
  'AWS::Logs::QueryDefinition': 'the saved queries of the system tests, by the template',
  'AWS::Scheduler::Schedule': 'below, by the template',
  'AWS::Lambda::EventInvokeConfig': 'below, by the template',
  'AWS::SQS::QueuePolicy': 'the contract of the stack, by what makes the template',
  'AWS::SNS::TopicPolicy': 'cfn-lint only',
  'AWS::S3::BucketPolicy': 'cfn-lint only; it is of Serverless itself',
};

/** A document without the statements that a condition has left out, which moto leaves in lists as nothing. */
function withoutNothing(document: unknown): unknown {
  const { Statement, ...others } = z.looseObject({ Statement: z.array(z.unknown()) }).parse(document);
  return { ...others, Statement: Statement.filter((each) => each !== null && each !== undefined) };
}

const target = z.looseObject({
  Arn: z.string(),
  RoleArn: z.string().optional(),
  DeadLetterConfig: z.object({ Arn: z.string() }),
});

const rule = z.object({ arn: z.string(), pattern: z.unknown(), targets: z.array(target) });

const stack = z.strictObject({
  stacks: z.record(z.string(), z.array(z.string())),
  functions: z.record(
    z.string(),
    z.looseObject({
      FunctionArn: z.string(),
      Role: z.string(),
      CodeSha256: z.string(),
      // moto hands on numbers, which are text in AWS.
      Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }),
      reserved: z.number().nullable(),
    }),
  ),
  mappings: z.array(z.looseObject({ EventSourceArn: z.string(), FunctionArn: z.string() })),
  roles: z.record(z.string(), z.array(z.unknown().transform(withoutNothing).transform(parseStatements))),
  queues: z.record(
    z.string(),
    z.looseObject({
      QueueArn: z.string(),
      RedrivePolicy: z
        .string()
        .transform((text) => JSON.parse(text))
        .optional(),
    }),
  ),
  buses: z.record(z.string(), z.record(z.string(), rule)),
  schedules: z.array(z.unknown()),
  alarms: z.array(z.string()),
  dashboards: z.record(z.string(), z.unknown()),
  topics: z.array(z.looseObject({ TopicArn: z.string(), KmsMasterKeyId: z.string() })),
  keys: z.array(z.string()),
  logs: z.array(z.string()),
  buckets: z.array(z.string()),
});

/** The resources that boto3 finds in the home account and Region. */
export type Stack = z.infer<typeof stack>;

export async function readStack(endpoint: string): Promise<Stack> {
  const found = await askBoto3('read_stack.py', endpoint, [home.region]);
  return stack.parse(found[home.region]);
}

/** The template that was deployed. */
export const template: Template = parseTemplate(
  readFileSync(`${packages.file.folder}/cloudformation-template-update-stack.json`, 'utf8'),
);

/** The properties of all resources of a type in the template, with their ARNs and names. */
export function planned<Properties = Record<string, unknown>>(type: string): Properties[] {
  return resourcesOfType(template, type).map(([, properties]) => properties as Properties);
}

/** An output of the template. */
export function output(name: string): string {
  const { Outputs } = z
    .object({ Outputs: z.record(z.string(), z.object({ Value: z.unknown() })) })
    .parse(template);
  return String(resolve(template, Outputs[name]?.Value));
}

/** The values of a dimension in the metrics of a dashboard. */
export function watchedBy(dashboard: unknown, dimension: string): string[] {
  const found = JSON.stringify(dashboard).matchAll(new RegExp(`"${dimension}","([^"]+)"`, 'g'));
  return [...new Set([...found].map(([, value = '']) => value))].sort();
}

/** All that a deployed role lets do, by the logical id that its name was made of. */
export function statementsOf({ roles }: Stack, logicalId: string): Statement[] {
  const [found, ...more] = Object.entries(roles).filter(([name]) => name.includes(`-${logicalId}-`));
  if (found === undefined || more.length > 0) throw new Error(`there is not one role ${logicalId}`);
  return found[1].flat();
}

/** With the ARN of a log group as moto gives it. */
export function withoutLogStreams({ Resource, ...others }: Statement): Statement {
  return {
    ...others,
    Resource: Resource.map((arn) => (arn.includes(':logs:') ? arn.replace(/:\*$/, '') : arn)),
  };
}

/** CloudFormation ends the name of the bucket with characters of its own. */
export function withPlainBucket(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null).replaceAll(/(dormouse-dev-evidencebucket)-\w+/g, '$1'));
}

/** Clusters and snapshots of the home account and Region, by boto3. */
export function readFleet(endpoint: string): Promise<unknown[]> {
  const scripts = ['read_clusters.py', 'read_snapshots.py'];
  return Promise.all(scripts.map((script) => askBoto3(script, endpoint, [home.region])));
}
