import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { start } from '../stub-simulator.ts';
import { aQueue, jobs, minute, jobsUrl as QueueUrl, second } from './messaging.ts';

const bodiesOf = (messages: readonly Message[]) => messages.map(({ Body }) => Body);

describe('a message', () => {
  it('comes as it was sent, with what is asked for of its attributes', async () => {
    const { send, receive } = aQueue();
    const blob = { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2) };
    const MessageAttributes = { 'trace.id': { DataType: 'String', StringValue: 'é' }, blob };

    const sent = await send('{"a":"ü"}', { MessageAttributes });
    const [message] = await receive({
      MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
      AttributeNames: ['ApproximateFirstReceiveTimestamp'],
      MessageAttributeNames: ['trace.*'],
    });

    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: '{"a":"ü"}',
      MD5OfBody: sent.MD5OfMessageBody,
      Attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(start),
        ApproximateFirstReceiveTimestamp: String(start),
      },
    });
    expect(Object.keys(message?.Attributes ?? {})).toHaveLength(3);
    expect(message?.MessageAttributes).toEqual({ 'trace.id': MessageAttributes['trace.id'] });
  });

  it('has no attributes that nobody asked for', async () => {
    const { send, receive } = aQueue();
    await send('a');

    const [message] = await receive();

    expect(Object.keys(message ?? {}).sort()).toEqual(['Body', 'MD5OfBody', 'MessageId', 'ReceiptHandle']);
  });

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
  it('has digests as other implementations reckon them', async () => {
    const timestamp = { DataType: 'Number', StringValue: '1493147359900' };

    const sent = await aQueue().send('This is a test message', { MessageAttributes: { timestamp } });

    expect(sent).toMatchObject({
      MD5OfMessageBody: 'fafb00f5732ab283681e124bf8747ed1',
      MD5OfMessageAttributes: '235c5c510d26fb653d073faed50ae77c',
    });
  });

  it('is hidden from others for the visibility timeout, and then comes again with another handle', async () => {
    const { send, receive, advance } = aQueue({ VisibilityTimeout: '60' });
    await send('a');

    const [first] = await receive();
    advance(minute - 1);
    const hidden = await receive();
    advance(1);
    const [again] = await receive({ AttributeNames: ['All'] });

    expect(hidden).toEqual([]);
    expect(again).toMatchObject({
      MessageId: first?.MessageId,
      Attributes: { ApproximateReceiveCount: '2', ApproximateFirstReceiveTimestamp: String(start) },
    });
    expect(again?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  it('is hidden as long as the receiver says, and then as long as it says later', async () => {
    const { sqs, send, receive, advance } = aQueue();
    await send('a');
    const [{ ReceiptHandle } = {}] = await receive({ VisibilityTimeout: 10 });

    advance(9 * second);
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 120 }));
    advance(2 * minute - 1);
    const hidden = await receive();
    advance(1);

    expect(hidden).toEqual([]);
    expect(await receive()).toHaveLength(1);
  });

  it('is back at once when its timeout is set to nothing', async () => {
    const { sqs, send, receive } = aQueue();
    await send('a');
    const [{ ReceiptHandle } = {}] = await receive();

    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));

    expect(await receive()).toHaveLength(1);
  });

  it('is gone when it is deleted, also after its timeout and also twice', async () => {
    const { sqs, send, receive, advance, bodies } = aQueue();
    await send('a');
    const [{ ReceiptHandle } = {}] = await receive();
    advance(31 * second);

    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

    expect(bodies(jobs)).toEqual([]);
    expect(await receive()).toEqual([]);
  });

  it('is not deleted by a handle that is stale, without a word of it', async () => {
    const { sqs, send, receive, advance, bodies } = aQueue();
    await send('a');
    const [{ ReceiptHandle } = {}] = await receive();
    advance(31 * second);
    await receive();

    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

    expect(bodies(jobs)).toEqual(['a']);
  });

  it.each([
    ['its own delay', {}, { DelaySeconds: 60 }],
    ['that of the queue', { DelaySeconds: '60' }, {}],
    ['its own, not that of the queue', { DelaySeconds: '900' }, { DelaySeconds: 60 }],
  ])('waits for %s', async (_, attributes, more) => {
    const { send, receive, advance } = aQueue(attributes);
    await send('a', more);

    advance(minute - 1);
    const before = await receive();
    advance(1);

    expect([before.length, (await receive()).length]).toEqual([0, 1]);
  });

  it('is kept for the retention of the queue', async () => {
    const { send, receive, advance, bodies } = aQueue({ MessageRetentionPeriod: '60' });
    await send('old');
    advance(30 * second);
    await send('new');
    advance(30 * second);

    expect(bodies(jobs)).toEqual(['new']);
    expect(bodiesOf(await receive())).toEqual(['new']);
  });
});

describe('a queue', () => {
  it('gives at most as many as are asked for, those first that have waited longest', async () => {
    const { send, receive, advance } = aQueue();
    await send('late', { DelaySeconds: 2 });
    for (const body of ['a', 'b', 'c']) await send(body);
    advance(5 * second);

    const batches = [await receive({ MaxNumberOfMessages: 2 }), await receive(), await receive()];

    expect(batches.map((batch) => bodiesOf(batch))).toEqual([['a', 'b'], ['c', 'late'], []]);
  });

  it('counts what can be received, what is in flight and what is delayed', async () => {
    const { sqs, send, receive } = aQueue();
    for (const body of ['a', 'b', 'c']) await send(body);
    await send('d', { DelaySeconds: 10 });
    await receive({ MaxNumberOfMessages: 1 });

    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    const { Attributes } = await sqs.send(command);

    expect(Attributes).toMatchObject({
      QueueArn: jobs,
      ApproximateNumberOfMessages: '2',
      ApproximateNumberOfMessagesNotVisible: '1',
      ApproximateNumberOfMessagesDelayed: '1',
    });
  });

  it('is empty when it has been purged', async () => {
    const { sqs, send, receive, bodies, advance } = aQueue();
    for (const body of ['a', 'b']) await send(body);
    await receive({ MaxNumberOfMessages: 1 });

    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    advance(minute);

    expect(await receive()).toEqual([]);
    expect(bodies(jobs)).toEqual([]);
  });
});
