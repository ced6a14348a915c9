import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../../simulator/core/clock.ts';
import { createRandom } from '../../../simulator/core/random.ts';
import { createQueues } from '../../../simulator/sqs/queues.ts';
import { start } from '../stub-simulator.ts';
import { aQueue, dead, jobs, minute, jobsUrl as QueueUrl, redriveTo } from './messaging.ts';

describe('a message that is received too often', () => {
  it('comes to the dead-letter queue when it would be received once more', async () => {
    const { send, receive, advance, bodies, simulator } = aQueue();
    const { MessageId } = await send('poison');

    const sizes: number[] = [];
    for (let time = 0; time < 4; time += 1, advance(minute)) sizes.push((await receive()).length);

    expect(sizes).toEqual([1, 1, 1, 0]);
    expect(bodies(jobs)).toEqual([]);
    expect(simulator.queues.named(dead).messages()).toMatchObject([
      { id: MessageId, body: 'poison', sentAt: start, deadLetterSource: jobs },
    ]);
  });

  it('holds up no other', async () => {
    const { send, receive, advance } = aQueue(redriveTo(dead, 1));
    for (const body of ['a', 'b']) await send(body);
    await receive();
    advance(minute);
    await send('c');

    expect((await receive({ MaxNumberOfMessages: 1 })).map(({ Body }) => Body)).toEqual(['c']);
  });

  it('stays where there is no dead-letter queue', async () => {
    const { send, receive, advance } = aQueue(redriveTo(`${dead}-gone`, 1));
    await send('a');
    await receive();
    advance(minute);

    expect(await receive()).toHaveLength(1);
  });
});

describe('a queue delivers at least once', () => {
  it('and twice where a fault says so: the second copy has a life of its own', async () => {
    const { send, receive, advance, sqs, simulator } = aQueue();
    simulator.faults.delivery = { ...simulator.faults.delivery, queue: { doubled: 1 } };
    const { MessageId } = await send('a');

    const [first] = await receive();
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    advance(minute);
    const [second] = await receive({ AttributeNames: ['All'] });

    expect([first?.MessageId, second?.MessageId]).toEqual([MessageId, MessageId]);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('1');
  });

  const steps = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('send' as const), delay: fc.nat(120_000) }),
      fc.record({ kind: fc.constant('receive' as const), count: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ kind: fc.constant('delete' as const), pick: fc.nat() }),
      fc.record({ kind: fc.constant('advance' as const), ms: fc.nat(90_000) }),
    ),
    { maxLength: 80 },
  );

  it('whatever happens: a message is in one queue until it is deleted, and in no two hands at once', () => {
    fc.assert(
      fc.property(steps, (plan) => {
        const clock = createClock(start);
        const queues = createQueues({ clock, random: createRandom(1), faults: { delivery: quiet } }, [
          { arn: jobs, attributes: redriveTo(dead, 3) },
          { arn: dead },
        ]);
        const queue = queues.named(jobs);
        const sent = new Set<string>();
        const deleted = new Set<string>();
        let inHand: { id: string; handle: string; until: number }[] = [];
        for (const step of plan) {
          if (step.kind === 'send')
            sent.add(queue.send({ body: 'x', attributes: {}, senderId: 's' }, step.delay).id);
          if (step.kind === 'advance') clock.advanceTo(clock.now() + step.ms);
          inHand = inHand.filter(({ until }) => until > clock.now());
          if (step.kind === 'receive') {
            for (const { message, handle } of queue.receive(step.count)) {
              expect(inHand.map(({ id }) => id)).not.toContain(message.id);
              expect(deleted).not.toContain(message.id);
              inHand.push({ id: message.id, handle, until: clock.now() + 30_000 });
            }
          }
          if (step.kind === 'delete' && inHand.length > 0) {
            const [taken] = inHand.splice(step.pick % inHand.length, 1);
            queue.delete(taken?.handle ?? '');
            deleted.add(taken?.id ?? '');
          }
          const there = [...queue.messages(), ...queues.named(dead).messages()].map(({ id }) => id);
          expect(there.toSorted()).toEqual([...sent].filter((id) => !deleted.has(id)).toSorted());
        }
      }),
    );
  });
});

const quiet = { events: { lost: 0, doubled: 0, reordered: 0 }, lagMs: 0 };
