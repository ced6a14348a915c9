import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../support/growth.ts';
import { dead, jobs, minute, redriveTo, region, second } from '../sqs/messaging.ts';
import { start } from '../stub-simulator.ts';
import { aFunction, sendMany } from './fed-function.ts';

describe('an event source', () => {
  it('hands over messages as Lambda does, and deletes them', async () => {
    const events: SQSEvent[] = [];
    const { send, deliver, bodies } = aFunction({ invoke: async (event) => void events.push(event) });
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'hint' },
      blob: { DataType: 'Binary', BinaryValue: Uint8Array.of(1) },
    };
    const sent = await send('a', { MessageAttributes });

    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);

    const lists = { stringListValues: [], binaryListValues: [] };
    expect(events).toEqual([
      {
        Records: [
          {
            messageId: sent.MessageId,
            receiptHandle: expect.any(String),
            body: 'a',
            attributes: {
              ApproximateReceiveCount: '1',
              SentTimestamp: String(start),
              SenderId: 'AKIAEXAMPLE',
              ApproximateFirstReceiveTimestamp: String(start),
            },
            messageAttributes: {
              kind: { stringValue: 'hint', dataType: 'String', ...lists },
              blob: { binaryValue: 'AQ==', dataType: 'Binary', ...lists },
            },
            md5OfBody: sent.MD5OfMessageBody,
            md5OfMessageAttributes: sent.MD5OfMessageAttributes,
            eventSource: 'aws:sqs',
            eventSourceARN: jobs,
            awsRegion: region,
          },
        ],
      },
    ]);
    expect(bodies(jobs)).toEqual([]);
  });

  it('makes batches, of ten unless it says otherwise', async () => {
    const { send, deliver, batches } = aFunction();
    await sendMany(send, 23);

    expect(await deliver()).toBe(23);
    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 3]);
  });

  it('says when something is due', async () => {
    const { send, deliver, nextDue, advance } = aFunction();
    const empty = nextDue();
    await send('late', { DelaySeconds: 60 });

    expect([empty, nextDue()]).toEqual([undefined, start + minute]);
    advance(minute);
    expect([nextDue(), await deliver(), nextDue()]).toEqual([start + minute, 1, undefined]);
  });

  it('gathers messages for a batch until it is full or its window is over', async () => {
    const { send, batches, runUntil } = aFunction({ windowMs: 20 * second, batchSize: 3 });
    await send('a');
    await send('b', { DelaySeconds: 15 });
    await runUntil(start + 20 * second - 1);
    const before = batches.length;
    await runUntil(start + 20 * second);
    await sendMany(send, 3);
    await runUntil(start + 20 * second);

    expect(before).toBe(0);
    expect(batches).toEqual([
      ['a', 'b'],
      ['m0', 'm1', 'm2'],
    ]);
  });

  it('invokes at most the given number at a time', async () => {
    let running = 0;
    let most = 0;
    const { send, deliver } = aFunction({
      maximumConcurrency: 2,
      batchSize: 1,
      async invoke() {
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
      },
    });
    await sendMany(send, 7);

    expect([await deliver(), most]).toEqual([7, 2]);
  });

  it('hands over at once what the function sends at once', async () => {
    const stage: ReturnType<typeof aFunction> = aFunction({
      invoke: async ({ Records }) => Records[0]?.body === 'first' && stage.send('second'),
    });
    await stage.send('first');

    expect(await stage.deliver()).toBe(2);
    expect(stage.batches).toEqual([['first'], ['second']]);
  });

  it('stops at a function that gives a message back for ever', async () => {
    const stage: ReturnType<typeof aFunction> = aFunction(
      {
        async invoke({ Records: [{ receiptHandle = '' } = {}] }) {
          stage.simulator.queues.named(jobs).hide(receiptHandle, 0);
          throw new Error('again');
        },
      },
      redriveTo(`${dead}-gone`, 1),
    );
    await stage.send('a');

    await expect(stage.deliver()).rejects.toThrow('never gets empty');
  });
});

it('feeds each of thousands of messages as fast as each of hundreds', async () => {
  const grown = await growth({ from: 2_000 }, async (count) => {
    const { simulator, runUntil, batches } = aFunction({ windowMs: 10 * second, batchSize: 100 });
    const queue = simulator.queues.named(jobs);
    for (let index = 0; index < count; index += 1) {
      queue.send({ body: 'x', attributes: {}, senderId: 's' }, (index % 900) * second);
    }

    await runUntil(start + 20 * minute);

    expect(batches.flat()).toHaveLength(count);
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  expect(grown).toBeLessThan(LINEAR);
});
