import { expect, test } from 'vitest';
import { handleQueueEvent } from '../../../shared/runtime/function/queue-event.ts';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { home, serviceError } from '../builders.ts';
import { spyOnMetricsInEach } from '../metrics-spy.ts';
import { aBatch, aFollowUp, rdsEvent } from '../queue/builders.ts';
import { aRunner, HOME } from '../runner-builders.ts';

const here = { accounts: [home.account], regions: [home.region] };
const clusters = { [HOME]: ['a', 'b'] };
const refused = { clusters, faults: { a: serviceError('AccessDenied') } };

const lines = spyOnMetricsInEach();

function failed(): unknown[] {
  return lines().flatMap((line) => JSON.parse(line).RunsFailed ?? []);
}

// The work on such a message is over, so no invocation fails: nothing but this count says so.
test.each([
  ['a piece of a sweep', here],
  ['an event', rdsEvent('a', { id: 'RDS-EVENT-0151' })],
  ['a follow-up', JSON.parse(followUpBody(aFollowUp({ cluster: 'a' })))],
])('%s in which an act was refused is a run that failed', async (_, body) => {
  await handleQueueEvent(aBatch([body]), aRunner({ fleet: refused }).deps);

  expect(failed()).toEqual([1]);
});

test.each([
  ['what was done cannot be told', { putEvents: lost }],
  ['what was asked for cannot be followed', { queue: { send: lost } }],
  ['it could not be looked at', { fleet: { clusters: { [HOME]: serviceError('Throttling') } } }],
])('a piece of a sweep is a run that failed when %s', async (_, options) => {
  const answer = await handleQueueEvent(aBatch([here]), aRunner({ fleet: { clusters }, ...options }).deps);

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(failed()).toEqual([1]);
});

test('a piece of a sweep in which all went well is none', async () => {
  await handleQueueEvent(aBatch([here]), aRunner({ fleet: { clusters } }).deps);

  expect(failed()).toEqual([]);
});

async function lost(): Promise<never> {
  throw new Error('lost');
}
