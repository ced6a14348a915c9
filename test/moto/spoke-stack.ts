import { readFileSync } from 'node:fs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** Where a stack is made, and by whom: moto knows the account by the access key. */
export interface Place {
  readonly url: string;
  readonly region: string;
  readonly accessKeyId?: string;
}

/** The parameters of spoke.yml, except those with a default. */
export interface SpokeParameters {
  readonly InboxBusArn: string;
  readonly ExternalId: string;
  readonly RoleRegion: string;
  readonly Stage?: string;
  readonly RoleName?: string;
  readonly Readers?: string;
}

const SPOKE = 'dormouse-spoke';

/** A stack as CloudFormation shows it. */
export interface MadeStack {
  readonly status: string | undefined;
  /** Logical ids. */
  readonly resources: readonly string[];
  /** The names or ARNs of the resources in AWS. */
  readonly names: readonly string[];
}

/** Creates a stack of spoke.yml as AWS CLI would, and returns it as CloudFormation shows it. */
export function createSpoke(place: Place, parameters: SpokeParameters, name = SPOKE): Promise<MadeStack> {
  return createStack(place, name, readFileSync('spoke.yml', 'utf8'), parameters);
}

/** Creates a stack of a template, and returns it as CloudFormation shows it. */
export async function createStack(
  place: Place,
  StackName: string,
  TemplateBody: string,
  parameters: Readonly<Record<string, string>> | SpokeParameters = {},
): Promise<MadeStack> {
  await ask(place, {
    Action: 'CreateStack',
    StackName,
    TemplateBody,
    'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
    ...parametersOf(parameters),
  });
  const [status] = valuesOf('StackStatus', await ask(place, { Action: 'DescribeStacks', StackName }));
  const listing = await ask(place, { Action: 'ListStackResources', StackName });
  return {
    status,
    resources: valuesOf('LogicalResourceId', listing)
      .filter((id) => id !== '')
      .sort(),
    names: valuesOf('PhysicalResourceId', listing),
  };
}

/** Parameters of a template in the form of the Query API. */
export function parametersOf(parameters: object): Record<string, string> {
  const entries = Object.entries(parameters).flatMap(([key, value], index) => [
    [`Parameters.member.${index + 1}.ParameterKey`, key],
    [`Parameters.member.${index + 1}.ParameterValue`, value],
  ]);
  return Object.fromEntries(entries);
}

export async function deleteSpoke(place: Place): Promise<void> {
  await ask(place, { Action: 'DeleteStack', StackName: SPOKE });
}

/** An access key for the account of a role. */
export async function enter(RoleArn: string): Promise<string> {
  const { Credentials } = await new STSClient({ region: 'us-east-1' }).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'any' }),
  );
  return Credentials?.AccessKeyId ?? '';
}

/** Asks CloudFormation. */
export async function ask(
  { url, region, accessKeyId = 'any' }: Place,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const scope = `${accessKeyId}/20261120/${region}/cloudformation/aws4_request`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=any` },
    body: new URLSearchParams({ Version: '2010-05-15', ...parameters }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/** The texts of an element, wherever it is. */
export function valuesOf(element: string, xml: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'g'))].map(([, value = '']) => value);
}
