import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { dead, jobs, minute, jobsUrl as QueueUrl, second } from '../sqs/messaging.ts';
import { start } from '../stub-simulator.ts';
import { aFunction, sendMany } from './fed-function.ts';

describe('messages that the function failed on', () => {
  it('comes again after the visibility timeout; the rest is deleted', async () => {
    const { send, batches, runUntil } = aFunction({
      invoke: async ({ Records }) => ({
        batchItemFailures: Records.filter(({ body }) => body === 'm1').map(({ messageId }) => ({
          itemIdentifier: messageId,
        })),
      }),
    });
    await sendMany(send, 3);

    await runUntil(start + 30 * second);

    expect(batches).toEqual([['m0', 'm1', 'm2'], ['m1']]);
  });

  it('comes again when the function says so', async () => {
    const times: number[] = [];
    const stage: ReturnType<typeof aFunction> = aFunction({
      async invoke({ Records: [{ receiptHandle, messageId } = {}] }) {
        times.push((stage.simulator.clock.now() - start) / second);
        await stage.sqs.send(
          new ChangeMessageVisibilityCommand({
            ...{ QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 60 * 2 ** (times.length - 1) },
          }),
        );
        return { batchItemFailures: [{ itemIdentifier: messageId }] };
      },
    });
    await stage.send('a');

    await stage.runUntil(start + 30 * minute);

    expect(times).toEqual([0, 60, 180]);
    expect(stage.bodies(dead)).toEqual(['a']);
  });

  const answers: readonly [string, unknown, boolean][] = [
    ['nothing', undefined, true],
    ['null', null, true],
    ['an empty answer', {}, true],
    ['no failures', { batchItemFailures: [] }, true],
    ['null for failures', { batchItemFailures: null }, true],
    ['text', 'ok', false],
    ['a list', [], false],
    ['failures that are no list', { batchItemFailures: {} }, false],
    ['a failure without an id', { batchItemFailures: [{ messageId: 'x' }] }, false],
    ['an id that is null', { batchItemFailures: [{ itemIdentifier: null }] }, false],
    ['an id that is empty', { batchItemFailures: [{ itemIdentifier: '' }] }, false],
    ['an id of another message', { batchItemFailures: [{ itemIdentifier: 'x' }] }, false],
    ['a failure that is null', { batchItemFailures: [null] }, false],
  ];

  it.each(answers)('with %s for an answer: %j', async (_, answer, succeeded) => {
    const { send, deliver, bodies } = aFunction({ invoke: async () => answer });
    await sendMany(send, 2);

    await deliver();

    expect(bodies(jobs)).toHaveLength(succeeded ? 0 : 2);
  });

  it('is the whole batch when the function throws', async () => {
    const boom = new Error('boom');
    const { send, deliver, bodies, errors, nextDue } = aFunction({ invoke: () => Promise.reject(boom) });
    await sendMany(send, 2);

    await deliver();

    expect(bodies(jobs)).toHaveLength(2);
    expect([errors, nextDue()]).toEqual([[boom], start + 30 * second]);
  });

  it('is nothing when the mapping does not report failures', async () => {
    const { send, deliver, bodies } = aFunction({ invoke: async () => 'ok', reportsFailures: false });
    await send('a');

    await deliver();

    expect(bodies(jobs)).toEqual([]);
  });
});
