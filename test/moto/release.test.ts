/**
 * The released template in moto's CloudFormation, with the zips in a bucket, as somebody installs it who has no Node: made,
 * updated to a next version and set back, while a message waits. What moto lacks is listed in deploy.test.ts.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { functions } from '../../stack/functions.ts';
import { home } from '../support/cloudformation.ts';
import { releases } from '../support/packages.ts';
import { type MotoServer, startMoto } from './server.ts';
import { ask, enter, parametersOf, valuesOf } from './spoke-stack.ts';
import { readStack, type Stack } from './stack.ts';

const MINUTES = 60_000;
const { first: folder, second } = releases;
const NEXT = '9.9.9';
const bucket = 'releases-of-ours';
const prefix = 'dormouse/';
const stage = 'blue';
const queueName = `dormouse-${stage}-stopIdleClusters`;
const message = JSON.parse(readFileSync('test/runtime/queue/recorded/0.1.0.json', 'utf8'))[1].body;

const files = readdirSync(folder);
const zips = files.filter((file) => /-[0-9a-f]{12}\.zip$/.test(file));
const template = readFileSync(join(folder, 'home.json'), 'utf8');

let moto: MotoServer;
let s3: S3Client;
let accessKeyId: string;
const seen: Record<string, Stack> = {};

/** The zips of a next version: other bytes, under other names. */
const nextZips = new Map(
  zips.map((file) => [file, { file: file.replace(/-[0-9a-f]{12}/, '-99999999beef'), bytes: changed(file) }]),
);
const nextTemplate = zips
  .reduce((text, file) => text.replaceAll(file, nextZips.get(file)?.file ?? ''), template)
  .replaceAll('"0.1.0"', `"${NEXT}"`);

/** With a comment at its end, the one part of a zip that nothing looks at. */
function changed(file: string): Buffer {
  const bytes = readFileSync(join(folder, file));
  bytes.writeUInt16LE(4, bytes.length - 2);
  return Buffer.concat([bytes, Buffer.from('next')]);
}

beforeAll(async () => {
  moto = await startMoto();
  vi.stubEnv('AWS_ENDPOINT_URL', moto.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  accessKeyId = await enter(`arn:aws:iam::${home.account}:role/any`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  s3 = new S3Client({ region: home.region, forcePathStyle: true });
  await s3.send(
    new CreateBucketCommand({
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: home.region },
    }),
  );
  for (const file of zips) await put(`${prefix}${file}`, readFileSync(join(folder, file)));
  for (const { file, bytes } of nextZips.values()) await put(`${prefix}${file}`, bytes);

  await deploy('CreateStack', template);
  seen.made = await readStack(moto.url);
  await new SQSClient({ region: home.region }).send(
    new SendMessageCommand({ QueueUrl: queueUrl(), MessageBody: message }),
  );
  await deploy('UpdateStack', nextTemplate);
  seen.updated = await readStack(moto.url);
  await deploy('UpdateStack', template);
  seen.setBack = await readStack(moto.url);
}, 5 * MINUTES);

afterAll(() => moto?.close());

async function put(Key: string, Body: string | Uint8Array): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
}

const StackName = 'databases';

/** As `aws cloudformation deploy`: the template goes by way of the bucket, because it is too long for the call. */
async function deploy(Action: 'CreateStack' | 'UpdateStack', text: string): Promise<void> {
  const key = `${prefix}${createHash('sha256').update(text).digest('hex')}.template`;
  await put(key, text);
  // With everything that a condition can leave out: moto resolves what a function refers to before it asks its condition.
  const parameters = {
    PolicySource: 'appconfig',
    PolicyProfile: 'dormouse/live/policy',
    CodeBucket: bucket,
    CodePrefix: prefix,
    Stage: stage,
    Drills: 'true',
    RoleName: 'dormouse-blue',
  };
  const place = { url: moto.url, region: home.region, accessKeyId };
  await ask(place, {
    Action,
    StackName,
    TemplateURL: `https://s3.amazonaws.com/${bucket}/${key}`,
    'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
    ...parametersOf(parameters),
  });
  const described = await ask(place, { Action: 'DescribeStacks', StackName });
  expect(valuesOf('StackStatus', described)).toEqual([
    Action === 'CreateStack' ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE',
  ]);
}

function queueUrl(): string {
  return `${moto.url}/${home.account}/${queueName}`;
}

function codeOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
}

test('two builds of a release have the same bytes', () => {
  expect(readdirSync(second)).toEqual(files);
  const different = files.filter(
    (file) => !readFileSync(join(second, file)).equals(readFileSync(join(folder, file))),
  );
  expect(different).toEqual([]);
});

test('the checksums are those of the files, and name them all', () => {
  const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
  const expected = files
    .filter((file) => file !== 'SHA256SUMS')
    .map(
      (file) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex')}  ${file}`,
    );

  expect(lines).toEqual(expected);
});

describe.each(functions)('$key', ({ key }) => {
  const name = `dormouse-${stage}-${key}`;
  const [file = ''] = zips.filter((each) => each.startsWith(`${key}-`));

  test('is the zip of the release, then that of the next one, then the first again', () => {
    const code = ['made', 'updated', 'setBack'].map((when) => seen[when]?.functions[name]?.CodeSha256);

    expect(code).toEqual(
      [readFileSync(join(folder, file)), changed(file), readFileSync(join(folder, file))].map(codeOf),
    );
  });

  test('has the policy, the deployment and the role that the parameters say, and a role that spokes let in', () => {
    const { Environment, Role = '' } = seen.made?.functions[name] ?? {};

    expect(Environment?.Variables).toMatchObject({
      DORMOUSE_POLICY: 'appconfig:dormouse/live/policy',
      DORMOUSE_DEPLOYMENT: `${stage}.dormouse-blue`,
      POWERTOOLS_SERVICE_NAME: `dormouse-${stage}`,
    });
    expect(Role).toMatch(new RegExp(`:role/dormouse-${stage}-[A-Za-z]+Role-${home.region}$`));
  });
});

test('an update and the way back replace nothing: queues, buses and roles stay', () => {
  const lasting = ({ queues, buses, functions: all }: Stack) => ({
    queues: Object.values(queues).map(({ QueueArn }) => QueueArn),
    buses: Object.keys(buses),
    roles: Object.values(all).map(({ Role }) => Role),
  });
  const [made, updated, setBack] = ['made', 'updated', 'setBack'].map((when) => seen[when]);

  expect(made && lasting(made).queues.length).toBe(2 * functions.length + 1);
  expect(updated && lasting(updated)).toEqual(made && lasting(made));
  expect(setBack && lasting(setBack)).toEqual(made && lasting(made));
});

test('a message of the first version waits through both, as it was', async () => {
  const { Messages = [] } = await new SQSClient({ region: home.region }).send(
    new ReceiveMessageCommand({ QueueUrl: queueUrl() }),
  );

  expect(Messages.map(({ Body }) => Body)).toEqual([message]);
});
