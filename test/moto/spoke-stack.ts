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
}

const StackName = 'dormouse-spoke';

/** Creates a stack of spoke.yml as AWS CLI would, and tells what has become of it. */
export async function createSpoke(
  place: Place,
  parameters: SpokeParameters,
): Promise<{ readonly status: string | undefined; readonly resources: readonly string[] }> {
  const given = Object.entries(parameters).flatMap(([key, value], index) => [
    [`Parameters.member.${index + 1}.ParameterKey`, key],
    [`Parameters.member.${index + 1}.ParameterValue`, value],
  ]);
  await ask(place, {
    Action: 'CreateStack',
    StackName,
    TemplateBody: readFileSync('spoke.yml', 'utf8'),
    'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
    ...Object.fromEntries(given),
  });
  const [status] = valuesOf('StackStatus', await ask(place, { Action: 'DescribeStacks', StackName }));
  const listing = await ask(place, { Action: 'ListStackResources', StackName });
  return {
    status,
    resources: valuesOf('LogicalResourceId', listing)
      .filter((id) => id !== '')
      .sort(),
  };
}

export async function deleteSpoke(place: Place): Promise<void> {
  await ask(place, { Action: 'DeleteStack', StackName });
}

/** An access key for the account of a role. */
export async function enter(RoleArn: string): Promise<string> {
  const { Credentials } = await new STSClient({ region: 'us-east-1' }).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'any' }),
  );
  return Credentials?.AccessKeyId ?? '';
}

async function ask(
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

function valuesOf(element: string, xml: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'g'))].map(([, value = '']) => value);
}
