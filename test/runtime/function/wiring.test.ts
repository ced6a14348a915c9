import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test, vi } from 'vitest';
import { warn } from '../../../shared/aws/client/aws-scope.ts';
import { readConfig } from '../../../shared/runtime/function/config.ts';
import { wireAws } from '../../../shared/runtime/function/wiring.ts';
import { fakeLog } from '../builders.ts';

vi.stubEnv('AWS_REGION', 'cn-north-1');
const config = readConfig({ AWS_REGION: 'cn-north-1' });
const { signal } = new AbortController();

test('knows its account by its own ARN, without a call', async () => {
  const sts = mockClient(STSClient);
  const functionArn = 'arn:aws-cn:lambda:cn-north-1:444455556666:function:dormouse-prod-startClusters';

  const { home } = wireAws(config, { signal, functionArn }, fakeLog());

  expect(await home()).toEqual({ account: '444455556666', region: 'cn-north-1' });
  expect(sts.calls()).toEqual([]);
});

test('without an ARN, as on the own machine, it asks whose credentials these are', async () => {
  mockClient(STSClient).on(GetCallerIdentityCommand).resolves({ Account: '111122223333' });

  const { home } = wireAws(config, { signal }, fakeLog());

  expect(await home()).toEqual({ account: '111122223333', region: 'cn-north-1' });
});

test('a warning keeps its words: Powertools drops a key that is called message', async () => {
  const log = fakeLog();
  const cause = new Error('reset');
  const scope = await wireAws(config, { signal }, log).scopeFor({ account: '1', region: 'cn-north-1' });

  warn(scope, '2 metrics are unknown', cause);

  expect(log.lines).toEqual(['warn AWS call failed']);
  expect(log.metadata).toEqual([{ detail: '2 metrics are unknown', cause }]);
});

test('has no queue where the environment names none', () => {
  expect(wireAws(config, { signal }, fakeLog())).not.toHaveProperty('queue');
});

test('puts off on the own queue, and buries in that of the dead letters', async () => {
  const sqs = mockClient(SQSClient);
  sqs
    .on(SendMessageBatchCommand)
    .resolves({ Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: '' }] });
  sqs.on(ChangeMessageVisibilityCommand).resolves({});
  const { queue } = wireAws(
    { ...config, queues: { own: 'own', deadLetters: 'dead' } },
    { signal },
    fakeLog(),
  );

  await queue?.send(['a'], 60);
  await queue?.deadLetter('b');
  await queue?.delay('receipt', 120);

  expect(sqs.calls().map(({ args }) => args[0].input)).toEqual([
    { QueueUrl: 'own', Entries: [{ Id: '0', MessageBody: 'a', DelaySeconds: 60 }] },
    { QueueUrl: 'dead', Entries: [{ Id: '0', MessageBody: 'b' }] },
    { QueueUrl: 'own', ReceiptHandle: 'receipt', VisibilityTimeout: 120 },
  ]);
});

test('counts what waits in the own queue', async () => {
  const sqs = mockClient(SQSClient);
  sqs
    .on(GetQueueAttributesCommand, { QueueUrl: 'own' })
    .resolves({ Attributes: { ApproximateNumberOfMessages: '7' } });
  const { queue } = wireAws(
    { ...config, queues: { own: 'own', deadLetters: 'dead' } },
    { signal },
    fakeLog(),
  );

  expect(await queue?.waiting()).toBe(7);
});
