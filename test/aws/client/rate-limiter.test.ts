import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRateLimiter } from '../../../shared/aws/client/rate-limiter.ts';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

type RateLimiter = ReturnType<typeof createRateLimiter>;

/** A call that takes 50 ms, once it is sent. */
async function call(limiter: RateLimiter, isThrottled: boolean): Promise<void> {
  let isSent = false;
  void limiter.getSendToken().then(() => (isSent = true));
  await vi.advanceTimersByTimeAsync(0);
  while (!isSent) await vi.advanceTimersByTimeAsync(10);
  await vi.advanceTimersByTimeAsync(50);
  limiter.updateClientSendingRate(isThrottled ? { errorType: 'THROTTLING' } : {});
}

/** How long 400 calls take when one in `every` is throttled. */
async function secondsOf(every: number): Promise<number> {
  const limiter = createRateLimiter();
  for (let n = 1; n <= 400; n += 1) await call(limiter, n % every === 0);
  return Date.now() / 1000;
}

it.each([
  ['none', Number.POSITIVE_INFINITY],
  ['one in ten', 10],
  ['one in five', 5],
])('slows no call down while %s of them is throttled', async (_, every) => {
  expect(await secondsOf(every)).toBe(20);
});

it('slows down while every other call is throttled', async () => {
  expect(await secondsOf(2)).toBeGreaterThan(100);
});

it('recovers once calls succeed', async () => {
  const limiter = createRateLimiter();
  for (let n = 0; n < 50; n += 1) await call(limiter, true);
  for (let n = 0; n < 200; n += 1) await call(limiter, false);
  const began = Date.now();

  for (let n = 0; n < 20; n += 1) await call(limiter, false);

  expect(Date.now() - began).toBeLessThan(2000);
});
