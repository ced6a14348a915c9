import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  type SendMessageBatchCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { UnexpectedAnswer } from '../../../shared/aws/client/unexpected-answer.ts';
import { countWaiting, delayMessage, MessagesLost, sendMessages } from '../../../shared/aws/send/queues.ts';
import { region, serviceError } from '../builders.ts';

const url = 'https://sqs.eu-central-1.amazonaws.com/111122223333/jobs';

function bodies(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `m${n}`);
}

/** SQS that refuses, by a message's body and how often it has come, and what it was sent. */
function fakeQueue(refuse: (body: string, time: number) => string | undefined = () => undefined) {
  const client = new SQSClient({ region });
  const mock = mockClient(client);
  mock.onAnyCommand().rejects('unexpected call');
  const batches: string[][] = [];
  mock.on(SendMessageBatchCommand).callsFake(({ Entries = [] }: SendMessageBatchCommandInput) => {
    const sent = Entries.map(({ Id, MessageBody: body = '' }) => {
      const time = batches.flat().filter((other) => other === body).length + 1;
      return { Id, body, Code: refuse(body, time) };
    });
    batches.push(sent.map(({ body }) => body));
    return {
      Successful: sent.filter(({ Code }) => Code === undefined),
      Failed: sent.filter(({ Code }) => Code !== undefined),
    };
  });
  return { client, mock, batches };
}

describe('sendMessages', () => {
  it('sends a message as it is, at once or later', async () => {
    const { client, mock } = fakeQueue();

    await sendMessages(client, url, ['a']);
    await sendMessages(client, url, ['b'], 60);

    expect(mock.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input)).toEqual([
      { QueueUrl: url, Entries: [{ Id: '0', MessageBody: 'a' }] },
      { QueueUrl: url, Entries: [{ Id: '0', MessageBody: 'b', DelaySeconds: 60 }] },
    ]);
  });

  it('makes no call for nothing', async () => {
    const { client, batches } = fakeQueue();

    await sendMessages(client, url, []);

    expect(batches).toEqual([]);
  });

  it('sends ten at a time, with ids of their own', async () => {
    const { client, mock, batches } = fakeQueue();

    await sendMessages(client, url, bodies(23));

    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 3]);
    expect(batches.flat()).toEqual(bodies(23));
    for (const { args } of mock.commandCalls(SendMessageBatchCommand)) {
      const ids = args[0].input.Entries?.map(({ Id }) => Id) ?? [];
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('tries again what was refused, and only that', async () => {
    const { client, batches } = fakeQueue((body, time) =>
      time === 1 && ['m1', 'm11'].includes(body) ? 'ThrottlingException' : undefined,
    );

    await sendMessages(client, url, bodies(12));

    expect(batches).toEqual([bodies(10), ['m10', 'm11'], ['m1', 'm11']]);
  });

  it('says how many were lost and why, when three times were not enough', async () => {
    const { client, batches } = fakeQueue((body) => (body === 'm0' ? 'InvalidMessageContents' : undefined));

    const sent = sendMessages(client, url, bodies(2));

    await expect(sent).rejects.toThrow(MessagesLost);
    await expect(sent).rejects.toThrow(`1 of 2 messages were not put on ${url}: InvalidMessageContents`);
    expect(batches).toEqual([['m0', 'm1'], ['m0'], ['m0']]);
  });

  it('tries the other batches when one call fails, and that one again', async () => {
    const { client, mock } = fakeQueue();
    mock
      .on(SendMessageBatchCommand)
      .rejectsOnce(serviceError('RequestThrottled'))
      .callsFake(({ Entries }: SendMessageBatchCommandInput) => ({ Successful: Entries }));

    await sendMessages(client, url, bodies(11));

    expect(mock.commandCalls(SendMessageBatchCommand)).toHaveLength(3);
  });

  it('loses what gets no answer', async () => {
    const { client, mock } = fakeQueue();
    mock.on(SendMessageBatchCommand).resolves({});

    await expect(sendMessages(client, url, ['a'])).rejects.toThrow('no answer');
  });

  it('says that a queue is not there', async () => {
    const { client, mock } = fakeQueue();
    mock.on(SendMessageBatchCommand).rejects(serviceError('QueueDoesNotExist', 'no such queue'));

    await expect(sendMessages(client, url, ['a'])).rejects.toThrow('QueueDoesNotExist: no such queue');
  });

  it('throws at once when the program is wrong', async () => {
    const { client, mock } = fakeQueue();
    mock.on(SendMessageBatchCommand).rejects(new TypeError('not a function'));

    await expect(sendMessages(client, url, ['a'])).rejects.toThrow(TypeError);
    expect(mock.commandCalls(SendMessageBatchCommand)).toHaveLength(1);
  });
});

describe('delayMessage', () => {
  it('has a message come back later', async () => {
    const { client, mock } = fakeQueue();
    mock.on(ChangeMessageVisibilityCommand).resolves({});

    await delayMessage(client, url, 'a receipt', 120);

    expect(mock.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toEqual({
      QueueUrl: url,
      ReceiptHandle: 'a receipt',
      VisibilityTimeout: 120,
    });
  });
});

describe('countWaiting', () => {
  it.each([0, 1_200])('reports that %i messages could be received', async (count) => {
    const { client, mock } = fakeQueue();
    mock
      .on(GetQueueAttributesCommand)
      .resolves({ Attributes: { ApproximateNumberOfMessages: String(count) } });

    await expect(countWaiting(client, url)).resolves.toBe(count);
    expect(mock.commandCalls(GetQueueAttributesCommand)[0]?.args[0].input).toEqual({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages'],
    });
  });

  it.each([{}, { Attributes: {} }, { Attributes: { ApproximateNumberOfMessages: '' } }])(
    'takes no answer for none: %j',
    async (answer) => {
      const { client, mock } = fakeQueue();
      mock.on(GetQueueAttributesCommand).resolves(answer);

      await expect(countWaiting(client, url)).rejects.toThrow(UnexpectedAnswer);
    },
  );
});
