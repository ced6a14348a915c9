import { readFileSync } from 'node:fs';
import { type CollectionTag, parse, type ScalarTag } from 'yaml';
import { z } from 'zod';

const resource = z.looseObject({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

const templateSchema = z.looseObject({
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resource),
  /** Values of parameters, and of pseudo parameters in another place than home. */
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
});

export type Template = z.infer<typeof templateSchema>;

/** Where the stack is said to be. */
export const home = { account: '111122223333', region: 'eu-central-1' } as const;

const pseudo: Readonly<Record<string, string>> = {
  'AWS::AccountId': home.account,
  'AWS::Partition': 'aws',
  'AWS::Region': home.region,
  'AWS::StackId': `arn:aws:cloudformation:${home.region}:${home.account}:stack/dormouse/51af3dc0-da77-11e4-872e-1234567db123`,
  'AWS::StackName': 'dormouse',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** The name of a resource, by the property that holds it. */
const nameProperties = [
  'AlarmName',
  'FunctionName',
  'RoleName',
  'LogGroupName',
  'Name',
  'QueueName',
  'BucketName',
];

const arns: Readonly<Record<string, (name: string) => string>> = {
  'AWS::IAM::Role': (name) => `arn:aws:iam::${home.account}:role/${name}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:${home.region}:${home.account}:function:${name}`,
  'AWS::Logs::LogGroup': (name) => `arn:aws:logs:${home.region}:${home.account}:log-group:${name}:*`,
  'AWS::CloudWatch::CompositeAlarm': alarmArn,
  'AWS::CloudWatch::Alarm': alarmArn,
  'AWS::SQS::Queue': (name) => `arn:aws:sqs:${home.region}:${home.account}:${name}`,
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${bucketName(name)}`,
  'AWS::Events::Rule': (name) => `arn:aws:events:${home.region}:${home.account}:rule/${name}`,
  'AWS::Events::EventBus': (name) => `arn:aws:events:${home.region}:${home.account}:event-bus/${name}`,
};

function alarmArn(name: string): string {
  return `arn:aws:cloudwatch:${home.region}:${home.account}:alarm:${name}`;
}

/** A bucket without a name gets one from CloudFormation, in lower case. */
function bucketName(name: string): string {
  return /[A-Z]/.test(name) ? `dormouse-dev-${name.toLowerCase()}` : name;
}

/** The value that `!Ref` gives where it is not the name. */
const references: Readonly<Record<string, (name: string) => string>> = {
  'AWS::S3::Bucket': bucketName,
  'AWS::SQS::Queue': (name) => `https://sqs.${home.region}.amazonaws.com/${home.account}/${name}`,
};

type Intrinsic = (template: Template, argument: unknown) => unknown;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (template, name) => refer(template, String(name)),
  'Fn::GetAtt': (template, argument) => {
    const [id, name] = z
      .tuple([z.string(), z.enum(['Arn', 'Name', 'QueueName', 'FunctionUrl'])])
      .parse(argument);
    if (name === 'Arn') return attribute(template, id);
    return name === 'FunctionUrl' ? `https://${id}.lambda-url.${home.region}.on.aws/` : nameIn(template, id);
  },
  'Fn::Sub': (template, argument) => substitute(template, argument),
  'Fn::Join': (template, argument) => {
    const [by, parts] = z.tuple([z.string(), z.unknown()]).parse(argument);
    return z.array(z.unknown()).parse(resolve(template, parts)).join(by);
  },
  'Fn::Split': (template, argument) => {
    const [by, text] = z.tuple([z.string(), z.unknown()]).parse(argument);
    return String(resolve(template, text)).split(by);
  },
  'Fn::Select': (template, argument) => {
    const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument);
    return z.array(z.unknown()).parse(resolve(template, list))[index];
  },
  'Fn::If': (template, argument) => {
    const [condition, then, otherwise] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(argument);
    return resolve(template, isThere(template, condition) ? then : otherwise);
  },
  'Fn::FindInMap': (template, argument) => {
    const [map, key, name] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(argument);
    return template.Mappings[map]?.[String(resolve(template, key))]?.[String(resolve(template, name))];
  },
  'Fn::Not': (template, argument) => {
    const [condition] = z.tuple([z.unknown()]).parse(argument);
    return !z.boolean().parse(resolve(template, condition));
  },
  'Fn::And': (template, argument) =>
    z
      .array(z.unknown())
      .parse(argument)
      .every((one) => z.boolean().parse(resolve(template, one))),
  'Fn::Or': (template, argument) =>
    z
      .array(z.unknown())
      .parse(argument)
      .some((one) => z.boolean().parse(resolve(template, one))),
  Condition: (template, name) => isThere(template, z.string().parse(name)),
  'Fn::Equals': (template, argument) => {
    const [left, right] = z.tuple([z.unknown(), z.unknown()]).parse(argument);
    return String(resolve(template, left)) === String(resolve(template, right));
  },
};

/** Reads a compiled template. */
export function parseTemplate(text: string): Template {
  return templateSchema.parse(JSON.parse(text));
}

/** CloudFormation's short forms as its long ones: `!Sub x` is `{ 'Fn::Sub': x }`. */
const shortForms = [
  'Sub',
  'Ref',
  'GetAtt',
  'Select',
  'Split',
  'Equals',
  'Not',
  'And',
  'Or',
  'If',
  'Join',
  'Condition',
];
const customTags = shortForms.flatMap((name): (ScalarTag | CollectionTag)[] => {
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const tag = `!${name}`;
  return [
    { tag, resolve: (text) => ({ [key]: name === 'GetAtt' ? text.split('.') : text }) },
    { tag, collection: 'seq', resolve: (list) => ({ [key]: list.toJSON() }) },
  ];
});

/** A template that is written in YAML. */
export function readTemplate(file: string): Template {
  return parseTemplate(JSON.stringify(parse(readFileSync(file, 'utf8'), { customTags })));
}

/** The value with every intrinsic function carried out. One that this does not know throws. */
export function resolve(template: Template, value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item) => resolve(template, item)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  const isCondition = name === 'Condition' && entries.length === 1 && typeof argument === 'string';
  if (name !== undefined && (name === 'Ref' || name.startsWith('Fn::') || isCondition)) {
    const intrinsic = intrinsics[name];
    if (intrinsic === undefined) throw new Error(`the intrinsic function ${name} is not understood`);
    return intrinsic(template, argument);
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [key, resolve(template, item)]).filter(([, item]) => item !== undefined),
  );
}

/** The properties of all resources of a type that the stack has, resolved, by logical id. */
export function resourcesOfType(template: Template, type: string): [string, Record<string, unknown>][] {
  return Object.entries(template.Resources)
    .filter(([, found]) => found.Type === type && isThere(template, found.Condition))
    .map(([id, found]) => [id, z.record(z.string(), z.unknown()).parse(resolve(template, found.Properties))]);
}

/** Whether the stack has the resources with this condition. */
export function isThere(template: Template, condition: string | undefined): boolean {
  return condition === undefined || z.boolean().parse(resolve(template, template.Conditions[condition]));
}

function refer(template: Template, name: string): unknown {
  // The property that has it is left out: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
  if (name === 'AWS::NoValue') return undefined;
  const known = template.values[name] ?? pseudo[name];
  if (known !== undefined) return known;
  const called = nameIn(template, name);
  return references[find(template, name).Type]?.(called) ?? called;
}

function nameIn(template: Template, name: string): string {
  const found = find(template, name);
  const property = nameProperties.find((key) => key in found.Properties);
  return property === undefined ? name : String(resolve(template, found.Properties[property]));
}

function attribute(template: Template, name: string): string {
  const { Type } = find(template, name);
  const toArn = arns[Type];
  if (toArn === undefined) throw new Error(`the ARN of ${name}, a ${Type}, is not understood`);
  return toArn(nameIn(template, name));
}

function substitute(template: Template, argument: unknown): string {
  const [text, variables] = z
    .union([
      z.string().transform((only): [string, Record<string, unknown>] => [only, {}]),
      z.tuple([z.string(), z.record(z.string(), z.unknown())]),
    ])
    .parse(argument);
  return text.replaceAll(/\$\{([^!}]+)\}/g, (_, name: string) => {
    if (name in variables) return String(resolve(template, variables[name]));
    const [id = '', attributeName] = name.split('.');
    return attributeName === 'Arn' ? attribute(template, id) : String(refer(template, name));
  });
}

function find(template: Template, name: string): Template['Resources'][string] {
  const found = template.Resources[name];
  if (found === undefined) throw new Error(`the template has no resource ${name}`);
  return found;
}
