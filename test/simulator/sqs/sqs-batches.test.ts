import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { aQueue, jobs, minute, jobsUrl as QueueUrl, second } from './messaging.ts';

function entries(count: number, body = 'x'): SendMessageBatchRequestEntry[] {
  return Array.from({ length: count }, (_, index) => ({ Id: `e${index}`, MessageBody: body }));
}

describe('SendMessageBatch', () => {
  it('sends ten at a time, each with its delay', async () => {
    const { sqs, bodies, receive } = aQueue();
    const [late, ...others] = entries(10);
    const Entries = [{ ...late, Id: 'late', MessageBody: 'late', DelaySeconds: 60 }, ...others];

    const { Successful, Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    expect(Successful?.map(({ Id }) => Id)).toEqual(['late', ...others.map(({ Id }) => Id)]);
    expect(Failed ?? []).toEqual([]);
    expect(bodies(jobs)).toHaveLength(10);
    expect(await receive()).toHaveLength(9);
  });

  it.each<[string, SendMessageBatchRequestEntry[], string]>([
    ['nothing', [], 'EmptyBatchRequest'],
    ['eleven', entries(11), 'TooManyEntriesInBatchRequest'],
    ['an id twice', [...entries(1), ...entries(1)], 'BatchEntryIdsNotDistinct'],
    ['an id that won’t do', [{ Id: 'a b', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    ['too much', entries(2, 'x'.repeat(600_000)), 'BatchRequestTooLong'],
  ])('refuses %s', async (_, Entries, name) => {
    const { sqs, bodies } = aQueue();

    const sent = sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    await expect(sent).rejects.toMatchObject({ name });
    expect(bodies(jobs)).toEqual([]);
  });

  it('fails at bad entries alone', async () => {
    const { sqs, bodies } = aQueue({ MaximumMessageSize: '1024' });
    const Entries = [
      { Id: 'long', MessageBody: 'x'.repeat(1_025) },
      { Id: 'late', MessageBody: 'x', DelaySeconds: 901 },
      { Id: 'odd', MessageBody: '\u0000' },
      { Id: 'good', MessageBody: 'good' },
    ];

    const { Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

    expect(Failed).toMatchObject([
      { Id: 'long', Code: 'InvalidParameterValue', SenderFault: true },
      { Id: 'late', Code: 'InvalidParameterValue', SenderFault: true },
      { Id: 'odd', Code: 'InvalidMessageContents', SenderFault: true },
    ]);
    expect(bodies(jobs)).toEqual(['good']);
  });

  it('loses an entry to a fault', async () => {
    const { sqs, simulator, bodies } = aQueue();
    simulator.faults.setRules([{ kind: 'entry-failure', action: 'SendMessageBatch' }]);

    const { Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries(3) }));

    expect(Failed).toMatchObject([{ Id: 'e0', Code: 'InternalError', SenderFault: false }]);
    expect(bodies(jobs)).toHaveLength(2);
  });
});

it('deletes and hides by ten, too', async () => {
  const { send, receive, sqs, advance } = aQueue();
  for (const body of ['a', 'b', 'c']) await send(body);
  const [a, b] = (await receive()).map(({ ReceiptHandle }) => ReceiptHandle);

  const deleted = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'a', ReceiptHandle: a },
        { Id: 'x', ReceiptHandle: 'x' },
      ],
    }),
  );
  const hidden = await sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'b', ReceiptHandle: b, VisibilityTimeout: 120 },
        { Id: 'a', ReceiptHandle: a, VisibilityTimeout: 120 },
      ],
    }),
  );
  advance(minute);

  expect(deleted).toMatchObject({ Successful: [{ Id: 'a' }], Failed: [{ Code: 'ReceiptHandleIsInvalid' }] });
  expect(hidden).toMatchObject({ Successful: [{ Id: 'b' }], Failed: [{ Code: 'InvalidParameterValue' }] });
  expect((await receive()).map(({ Body }) => Body)).toEqual(['c']);
});

function hiding(ReceiptHandle: string | undefined, VisibilityTimeout: number) {
  return new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout });
}

describe('a receipt handle', () => {
  it.each<[string, (sqs: SQSClient, ReceiptHandle: string) => Promise<unknown>]>([
    ['delete', (sqs, ReceiptHandle) => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))],
    ['hide', (sqs, handle) => sqs.send(hiding(handle, 1))],
  ])('that is none is refused: %s', async (_, run) => {
    await expect(run(aQueue().sqs, 'AQEB')).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });

  it.each<[string, number, number, RegExp]>([
    ['after the timeout', 31 * second, 60, /not available for visibility timeout change/],
    ['for more than twelve hours in all', 1 * second, 43_200, /beyond the limit \[43200 seconds\]/],
    ['for more than twelve hours', 0, 43_201, /Must be between 0 and 43200/],
  ])('hides nothing %s', async (_, wait, VisibilityTimeout, message) => {
    const { send, receive, sqs, advance } = aQueue();
    await send('a');
    const [{ ReceiptHandle } = {}] = await receive();
    advance(wait);

    const hidden = sqs.send(hiding(ReceiptHandle, VisibilityTimeout));

    await expect(hidden).rejects.toMatchObject({ name: 'InvalidParameterValue', message });
  });
});
