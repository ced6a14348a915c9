/**
 * The stack of examples/chat, deployed by CloudFormation in moto, and its built code at work: an event on the bus comes to
 * the queue, becomes a card, and the link of its button holds the cluster. moto runs no function without containers, so the
 * code runs here, with the environment that moto gives it. moto also knows neither secrets nor function URLs in a template:
 * the secrets are made by hand.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { putOutcomeEvents } from '../../shared/aws/send/event-bus.ts';
import { createCluster } from './fleet.ts';
import { type MotoServer, startMoto } from './server.ts';
import { createStack, type MadeStack } from './spoke-stack.ts';

const region = 'eu-central-1';
const account = '123456789012';
const folder = mkdtempSync(join(tmpdir(), 'dormouse-chat-'));

interface Handlers {
  post(event: object): Promise<object>;
  hold(request: object): Promise<{ statusCode: number; body: string }>;
}

let moto: MotoServer;
let chat: Server;
let made: MadeStack;
const cards: string[] = [];

beforeAll(async () => {
  moto = await startMoto();
  const variables = {
    ...{ AWS_ENDPOINT_URL: moto.url, AWS_REGION: region },
    ...{ AWS_ACCESS_KEY_ID: 'any', AWS_SECRET_ACCESS_KEY: 'any' },
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  chat = createServer((request, response) => {
    request.on('data', (data) => cards.push(String(data)));
    request.on('end', () => response.end('ok'));
  }).listen(0, '127.0.0.1');
  await once(chat, 'listening');
  await createCluster({ id: 'orders', region, tags: { env: 'dev' } });
  await new EventBridgeClient().send(new CreateEventBusCommand({ Name: 'dormouse-prod' }));
  await upload();
  const { port } = chat.address() as AddressInfo;
  made = await createStack({ url: moto.url, region }, 'dormouse-slack', template(), {
    Chat: 'slack',
    Webhook: 'https://chat.example/',
  });
  const secrets = new SecretsManagerClient();
  for (const [Name, SecretString] of [
    ['WebhookSecret', `http://127.0.0.1:${port}/`],
    ['LinkKey', 'k'.repeat(64)],
  ]) {
    await secrets.send(new CreateSecretCommand({ Name, SecretString }));
  }
});

afterAll(() => {
  chat?.close();
  moto?.close();
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

/** The code as `npm run build:chat` builds it, and as Lambda finds it: without a package.json that says it is a module. */
async function upload(): Promise<void> {
  execFileSync('npm', ['run', '--silent', 'build:chat']);
  cpSync('.cache/chat', folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  execFileSync('python3', ['-m', 'zipfile', '-c', 'code.zip', 'slack', 'teams'], { cwd: folder });
  const s3 = new S3Client({ forcePathStyle: true });
  const LocationConstraint = region;
  await s3.send(
    new CreateBucketCommand({ Bucket: 'code', CreateBucketConfiguration: { LocationConstraint } }),
  );
  await s3.send(
    new PutObjectCommand({ Bucket: 'code', Key: 'code.zip', Body: readFileSync(join(folder, 'code.zip')) }),
  );
}

/** As `aws cloudformation package` leaves it, but for the function URL. */
function template(): string {
  return readFileSync('examples/chat/template.yml', 'utf8')
    .replaceAll('Code: ../../.cache/chat', 'Code: { S3Bucket: code, S3Key: code.zip }')
    .replaceAll('!GetAtt HoldUrl.FunctionUrl', 'https://abc.lambda-url.eu-central-1.on.aws/');
}

/** The name of a resource in AWS, by its logical id. */
function nameOf(logicalId: string): string {
  return made.names.find((name) => name.includes(`-${logicalId}-`)) ?? '';
}

/** A handler of the deployed function with this logical id, in its environment. */
async function deployed(logicalId: string): Promise<Handlers> {
  const { Configuration } = await new LambdaClient().send(
    new GetFunctionCommand({ FunctionName: nameOf(logicalId) }),
  );
  const { Environment: { Variables: variables = {} } = {}, Handler = '' } = Configuration ?? {};
  const secrets = { WEBHOOK_SECRET: 'WebhookSecret', KEY_SECRET: 'LinkKey' };
  for (const [name, value] of Object.entries({ ...variables, ...secrets })) vi.stubEnv(name, value);
  return createRequire(import.meta.url)(join(folder, `${Handler.split('.')[0]}.js`));
}

test('an event becomes a card, whose link shows a page that holds the cluster', async () => {
  const { DBClusters: [cluster] = [] } = await new RDSClient().send(new DescribeDBClustersCommand({}));
  const detail = {
    ...{ version: '1', function: 'stop-idle-clusters', mode: 'enforce', at: new Date().toISOString() },
    ...{ account, region, summary: 'any', action: 'stop', cluster: 'orders', status: 'done', reason: 'idle' },
    ...{ arn: cluster?.DBClusterArn, resourceId: cluster?.DbClusterResourceId, detail: 'no use since noon' },
  };
  const events = new EventBridgeClient();
  await putOutcomeEvents(events, 'dormouse-prod', [
    { detailType: 'Cluster Stop Requested', resources: [], detail },
    { detailType: 'Cluster Stop Confirmed', resources: [], detail },
  ]);
  const QueueUrl = nameOf('Posts');
  const { Messages = [] } = await new SQSClient({ useQueueUrlAsEndpoint: false }).send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  const { post } = await deployed('Post');
  const answer = await post({
    Records: Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body })),
  });

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(cards).toHaveLength(1);
  const [, url = ''] = /"url":"(https:[^"]+)"/.exec(cards[0] ?? '') ?? [];
  const t = new URL(url).searchParams.get('t') ?? '';
  const { hold } = await deployed('Hold');
  const http = (method: string) => ({ requestContext: { http: { method, sourceIp: '203.0.113.7' } } });

  const shown = await hold({ ...http('GET'), queryStringParameters: { t }, isBase64Encoded: false });
  expect([shown.statusCode, await holdOf('orders')]).toEqual([200, undefined]);
  const held = await hold({ ...http('POST'), body: `t=${t}`, isBase64Encoded: false });
  expect(held).toMatchObject({ statusCode: 200, body: expect.stringContaining('orders is held') });
  expect(await holdOf('orders')).toMatch(/^up until \d{4}-/);
});

async function holdOf(id: string): Promise<string | undefined> {
  const input = { DBClusterIdentifier: id };
  const { DBClusters: [cluster] = [] } = await new RDSClient().send(new DescribeDBClustersCommand(input));
  return cluster?.TagList?.find(({ Key }) => Key === 'dormouse:hold')?.Value;
}

test('everything of the template is there', () => {
  expect(made.status).toBe('CREATE_COMPLETE');
  expect(made.resources).toEqual(
    expect.arrayContaining(['Hold', 'Messages', 'Post', 'Posts', 'Rule', 'Undelivered']),
  );
});
