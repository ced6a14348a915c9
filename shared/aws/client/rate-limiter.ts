import { AdaptiveRetryStrategy, DefaultRateLimiter } from '@smithy/core/retry';

/** The type of the SDK's own limiter, as far as a retry strategy uses it. */
type RateLimiter = Pick<DefaultRateLimiter, 'getSendToken' | 'updateClientSendingRate'>;

/** Of the answers, the share that may be throttled before calls are slowed down: four fail in a row only rarely. */
const MAX_THROTTLED = 0.25;

/** The weight of one answer in that share: about the last twenty count. */
const WEIGHT = 0.05;

/** A call without an answer is given up after 20 seconds: the account that it is about must not keep others waiting. */
const MAX_UNANSWERED = 2;

/**
 * Retries that slow all calls of a client down, as the SDK's adaptive ones do, but only while a quarter of them is
 * throttled. The SDK's own limiter cuts the rate at each throttled answer, so that one in ten, which a retry overcomes,
 * makes a sweep take five times as long; without any limiter, a sweep that AWS really holds back uses up its attempts.
 * docs/benchmark.md has the figures. A call without an answer is made twice.
 */
export function createRetries(maxAttempts: number): AdaptiveRetryStrategy {
  return new Retries(maxAttempts, { rateLimiter: createRateLimiter() });
}

class Retries extends AdaptiveRetryStrategy {
  override async refreshRetryTokenForRetry(
    ...[token, failure]: Parameters<AdaptiveRetryStrategy['refreshRetryTokenForRetry']>
  ) {
    if (isUnanswered(failure.error) && token.getRetryCount() + 1 >= MAX_UNANSWERED) throw failure.error;
    return super.refreshRetryTokenForRetry(token, failure);
  }
}

function isUnanswered(error: unknown): error is Error {
  return error instanceof Error && error.name === 'TimeoutError';
}

/** The SDK's limiter, which hears of a throttled answer only while there are many. */
export function createRateLimiter(): RateLimiter {
  const limiter = new DefaultRateLimiter();
  let throttled = 0;
  return {
    getSendToken: () => limiter.getSendToken(),
    updateClientSendingRate(answer: { readonly errorType?: string }) {
      const isThrottled = answer.errorType === 'THROTTLING';
      throttled += WEIGHT * (Number(isThrottled) - throttled);
      limiter.updateClientSendingRate(isThrottled && throttled <= MAX_THROTTLED ? {} : answer);
    },
  };
}
