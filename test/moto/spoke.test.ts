import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MotoServer, startMoto } from './server.ts';

const HERE = '123456789012'; // moto's own account
const HOME = '999988887777';

let moto: MotoServer;

beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.close());

test.each([
  ['the Region of the role', HOME, 'eu-central-1', ['ForwardRole', 'ForwardRule', 'Role']],
  ['another Region', HOME, 'us-east-1', ['ForwardRole', 'ForwardRule']],
  ['another Region of the home account', HERE, 'us-west-2', ['ForwardRole', 'ForwardRule']],
  ['the home account and Region', HERE, 'eu-west-1', []],
])('in %s, spoke.yml makes what is missing there', async (_, homeAccount, region, expected) => {
  const stack = await deploy(region, {
    InboxBusArn: `arn:aws:events:eu-west-1:${homeAccount}:event-bus/dormouse-prod-inbox`,
    ExternalId: 'dormouse-7f3a',
    RoleRegion: 'eu-central-1',
  });

  expect(stack.status).toBe('CREATE_COMPLETE');
  expect(stack.resources).toEqual(expected);
});

/** Creates a stack as AWS CLI would, and tells what has become of it. */
async function deploy(region: string, parameters: Readonly<Record<string, string>>) {
  const StackName = 'dormouse-spoke';
  const given = Object.entries(parameters).flatMap(([key, value], index) => [
    [`Parameters.member.${index + 1}.ParameterKey`, key],
    [`Parameters.member.${index + 1}.ParameterValue`, value],
  ]);
  const TemplateBody = readFileSync('spoke.yml', 'utf8');
  const capability = { 'Capabilities.member.1': 'CAPABILITY_NAMED_IAM' };
  await ask(region, {
    Action: 'CreateStack',
    StackName,
    TemplateBody,
    ...capability,
    ...Object.fromEntries(given),
  });
  const [status] = valuesOf('StackStatus', await ask(region, { Action: 'DescribeStacks', StackName }));
  const listing = await ask(region, { Action: 'ListStackResources', StackName });
  return {
    status,
    resources: valuesOf('LogicalResourceId', listing)
      .filter((id) => id !== '')
      .sort(),
  };
}

async function ask(region: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const scope = `any/20261120/${region}/cloudformation/aws4_request`;
  const response = await fetch(moto.url, {
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
