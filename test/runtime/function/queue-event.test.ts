import { expect, test, vi } from 'vitest';
import { handleQueueEvent, isQueueEvent } from '../../../shared/runtime/function/queue-event.ts';
import { runAndReport } from '../../../shared/runtime/function/runner.ts';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { readMessage } from '../../../shared/runtime/queue/message.ts';
import { home } from '../builders.ts';
import { aBatch, aFollowUp, failedIds, rdsEvent } from '../queue/builders.ts';
import { aRunner, HOME, withoutQueue } from '../runner-builders.ts';

vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');

test.each([
  [aBatch(['x']), true],
  [{ Records: [] }, false],
  [{ Records: [null] }, false],
  [{ Records: [...aBatch(['x']).Records, { eventSource: 'aws:s3' }] }, false],
  [{ Records: 'many' }, false],
  [{}, false],
  [null, false],
  ['Records', false],
])('knows messages of its queue: %j', (event, expected) => {
  expect(isQueueEvent(event)).toBe(expected);
});

test('an event of RDS leads to the act, which is told and followed up a minute later', async () => {
  const { deps, stopped, sent, types } = aRunner();

  const answer = await handleQueueEvent(aBatch([rdsEvent('a')]), deps);

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(stopped).toEqual(['a']);
  expect(types()).toEqual(['Cluster Stop Requested']);
  expect(sent).toEqual([[[expect.any(String)], 60]]);
  expect(readMessage(sent[0]?.[0][0] ?? '')).toMatchObject({
    about: aFollowUp({ cluster: 'a', rule: 'developers' }),
  });
});

test('messages without a queue in the environment fail the invocation, so that none is lost', async () => {
  const { deps } = aRunner();

  await expect(handleQueueEvent(aBatch([rdsEvent('a')]), withoutQueue(deps))).rejects.toThrow(
    'DORMOUSE_QUEUE (not set)',
  );
});

test('reports the result of a request, by a line and an event', async () => {
  const { deps, log, told } = aRunner({ fleet: { clusters: { [HOME]: [] } } });
  const requestedAt = Date.parse('2026-11-21T11:40:00Z');

  const answer = await handleQueueEvent(aBatch([followUpBody(aFollowUp({ requestedAt }))]), deps);

  expect(failedIds(answer)).toEqual([]);
  expect(log.lines).toContain('warn not confirmed');
  expect(told).toMatchObject([
    {
      detailType: 'Cluster Stop Not Confirmed',
      detail: { command: 'stop-cluster', detail: 'it is not there', elapsedMs: 20 * 60_000 },
    },
  ]);
});

test('reports poison, with the place where it is now', async () => {
  const { deps, told, deadLettered } = aRunner();

  await handleQueueEvent(aBatch(['poison']), deps);

  expect(deadLettered).toEqual(['poison']);
  expect(told).toMatchObject([
    { detailType: 'Message Refused', resources: [], detail: { ...home, messageId: 'm0', body: 'poison' } },
  ]);
});

test('an event about no target calls nobody, and is logged', async () => {
  const { deps, log, stopped, told } = aRunner();

  const answer = await handleQueueEvent(aBatch([rdsEvent('a', { account: '999999999999' })]), deps);

  expect(answer).toEqual({ batchItemFailures: [] });
  expect([stopped, told]).toEqual([[], []]);
  expect(log.lines).toEqual(['info run ended', 'info message ignored']);
});

test('a report that is lost keeps no follow-up from being sent, nor the other way round', async () => {
  const lost = async () => Promise.reject(new Error('lost'));
  const untold = aRunner({ putEvents: lost });
  const unfollowed = aRunner({ queue: { send: lost } });

  const first = await runAndReport(untold.deps, {});
  const second = await runAndReport(unfollowed.deps, {});

  expect(untold.sent).toHaveLength(1);
  expect(unfollowed.types()).toEqual(['Cluster Stop Requested']);
  expect([first.result, second.result]).toMatchObject([{ ok: false }, { ok: false }]);
});

test('follows up nothing in observe mode, of what failed, or without a queue', async () => {
  const observing = aRunner({ policy: { mode: 'observe' } });
  const failing = aRunner({ fleet: { clusters: { [HOME]: ['a'] }, faults: { a: new Error('no') } } });
  const queueless = aRunner();

  await runAndReport(observing.deps, {});
  await runAndReport(failing.deps, {});
  await runAndReport(withoutQueue(queueless.deps), {});

  expect([observing.sent, failing.sent, queueless.sent]).toEqual([[], [], []]);
  expect(queueless.stopped).toEqual(['a']);
});
