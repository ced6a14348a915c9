import { expect, test } from 'vitest';
import { z } from 'zod';
import { delaySeconds, isGivenUp } from '../../shared/runtime/queue/delay.ts';
import { functions } from '../../stack/functions.ts';
import { queues } from '../../stack/queues.ts';
import type { Settings } from '../../stack/settings.ts';
import { settings as usual } from './builders.ts';

const DAY_SECONDS = 86_400;
/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const LONGEST_TIMEOUT_SECONDS = 900;

const own = z.object({
  MessageRetentionPeriod: z.number().int(),
  VisibilityTimeout: z.number(),
  RedrivePolicy: z.object({ maxReceiveCount: z.number() }),
});
const dead = z.object({ MessageRetentionPeriod: z.number() });

function queuesWith(timeoutSeconds: number, batchWindowSeconds = 10) {
  const settings: Settings = { ...usual, timeoutSeconds, batchWindowSeconds };
  const { Resources } = queues(settings);
  return functions.map(({ id }) => ({
    ...own.parse(Resources[`${id}Queue`]?.Properties),
    deadLetters: dead.parse(Resources[`${id}DeadLetters`]?.Properties).MessageRetentionPeriod,
  }));
}

/** How long it takes at the least until SQS puts a message aside on which the function crashes each time. */
function crashingSeconds({ VisibilityTimeout, RedrivePolicy }: z.infer<typeof own>): number {
  return VisibilityTimeout * RedrivePolicy.maxReceiveCount;
}

test.each([1, 10, 300])(
  'what crashes the function becomes a dead letter before it is lost, with any timeout and a window of %s s',
  (window) => {
    const all = Array.from({ length: LONGEST_TIMEOUT_SECONDS }, (_, n) => queuesWith(n + 1, window)).flat();

    // Half a day is room for waiting until it is taken.
    const lost = all.filter((one) => one.MessageRetentionPeriod < crashingSeconds(one) + DAY_SECONDS / 2);
    const unread = all.filter((one) => one.deadLetters < crashingSeconds(one) + 3 * DAY_SECONDS);
    const wrong = all.filter((one) => one.deadLetters <= one.MessageRetentionPeriod);

    expect([lost, unread, wrong]).toEqual([[], [], []]);
  },
);

test('dead letters are kept as long as SQS keeps any', () => {
  expect(new Set(queuesWith(300).map(({ deadLetters }) => deadLetters))).toEqual(new Set([14 * DAY_SECONDS]));
});

test('the function gives a message up by itself, after a day, before SQS does', () => {
  for (const { RedrivePolicy } of queuesWith(300)) {
    const receipts = Array.from({ length: RedrivePolicy.maxReceiveCount }, (_, n) => `${n + 1}`);
    const waited = receipts.reduce((sum, count) => sum + delaySeconds({ ApproximateReceiveCount: count }), 0);
    const left = receipts.filter(
      (count) => !isGivenUp({ SentTimestamp: '0', ApproximateReceiveCount: count }),
    );

    expect(waited).toBeGreaterThan(DAY_SECONDS);
    expect(left.length).toBeLessThan(0.9 * RedrivePolicy.maxReceiveCount);
  }
});
