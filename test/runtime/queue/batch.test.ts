import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { handleBatch } from '../../../shared/runtime/queue/batch.ts';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { aCluster } from '../../policy/builders.ts';
import { anOutcome } from '../../support/builders/outcomes.ts';
import { aSkip } from '../../support/builders/power.ts';
import { aBatch, aFollowUp, aRan, failedIds, fakeBatchDeps, rdsEvent } from './builders.ts';

const here = { accounts: ['111122223333'], regions: ['eu-central-1'] };
const there = { accounts: ['444455556666'], regions: ['us-east-1'] };
const starting = aCluster({ status: 'starting' });
const restarting = aRan({
  clusters: [starting],
  outcomes: [anOutcome('skipped', aSkip('in-transition', starting))],
});

test('one run looks at all that is in the same account and Region, each cluster named once', async () => {
  const { deps, requests } = fakeBatchDeps();
  const elsewhere = { account: there.accounts[0], region: there.regions[0] };

  await handleBatch(
    aBatch([
      rdsEvent('a'),
      rdsEvent('b', elsewhere),
      rdsEvent('a'),
      followUpBody(aFollowUp({ cluster: 'c' })),
    ]),
    deps,
  );

  expect(requests).toEqual([
    { ...here, clusters: ['a', 'c'], hinted: true },
    { ...there, clusters: ['b'], hinted: true },
  ]);
});

test('an event about all clusters of an account does not widen what is asked of some', async () => {
  const { deps, requests } = fakeBatchDeps();
  const snapshot = {
    ...rdsEvent('a'),
    'detail-type': 'RDS DB Cluster Snapshot Event',
    detail: { SourceArn: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:a' },
  };

  await handleBatch(aBatch([rdsEvent('a'), snapshot, snapshot]), deps);

  expect(requests).toEqual([
    { ...here, clusters: ['a'], hinted: true },
    { accounts: here.accounts, hinted: true },
  ]);
});

test('an unfinished message comes back later and later, and no other does', async () => {
  const { deps, delays } = fakeBatchDeps({ run: async () => restarting });
  const bodies = [rdsEvent('dev-orders'), rdsEvent('dev-orders', { id: 'RDS-EVENT-0151' })];

  for (const count of [1, 2, 3, 4, 5, 6, 90]) {
    expect(failedIds(await handleBatch(aBatch(bodies, { count }), deps))).toEqual(['m0']);
  }

  expect(delays.map(([, seconds]) => seconds / 60)).toEqual([1, 2, 4, 8, 15, 15, 15]);
  expect(delays[0]?.[0]).toBe('receipt of m0');
});

test('a message that cannot be delayed comes back all the same', async () => {
  const { deps, log } = fakeBatchDeps({
    run: async () => restarting,
    delay: async () => Promise.reject(new Error('ReceiptHandleIsInvalid')),
  });

  expect(failedIds(await handleBatch(aBatch([rdsEvent('dev-orders')]), deps))).toEqual(['m0']);
  expect(log.lines).toEqual(['warn message not delayed']);
});

test('poison is dead-lettered whole and reported, and delays no other message', async () => {
  const { deps, log, deadLettered, refused, requests } = fakeBatchDeps();
  const poison = `poison ${'x'.repeat(5_000)}`;

  const answer = await handleBatch(aBatch([poison, here]), deps);

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(deadLettered).toEqual([poison]);
  expect(refused).toEqual([{ id: 'm0', body: poison.slice(0, 1_000), detail: expect.any(String) }]);
  expect(log.lines).toContain('error message refused');
  expect(requests).toEqual([here]);
});

test.each(['deadLetter', 'notifyRefused'] as const)(
  'when %s fails, only that message comes back',
  async (name) => {
    const { deps, log } = fakeBatchDeps({ [name]: async () => Promise.reject(new Error('AccessDenied')) });

    expect(failedIds(await handleBatch(aBatch(['poison', here]), deps))).toEqual(['m0']);
    expect(log.lines).toContain('error message not settled');
  },
);

test('a stranger is done with, and the log says so', async () => {
  const { deps, log } = fakeBatchDeps();

  const answer = await handleBatch(aBatch([{ ...rdsEvent('a'), source: 'aws.ec2' }]), deps);

  expect(answer).toEqual({ batchItemFailures: [] });
  expect(log.lines).toEqual(['info message ignored']);
  expect(log.metadata).toEqual([{ messageId: 'm0', detail: '"RDS DB Cluster Event" of aws.ec2' }]);
});

test('a confirmation is reported, and comes back when that fails', async () => {
  const run = async () => aRan({ clusters: [aCluster({ status: 'stopped' })] });
  const told = fakeBatchDeps({ run });
  const untold = fakeBatchDeps({ run, notifyConfirmation: async () => Promise.reject(new Error('no bus')) });
  const batch = aBatch([followUpBody(aFollowUp())]);

  expect(failedIds(await handleBatch(batch, told.deps))).toEqual([]);
  expect(failedIds(await handleBatch(batch, untold.deps))).toEqual(['m0']);
  expect(told.confirmations).toMatchObject([{ result: 'Confirmed' }]);
});

test('a message that is given up is reported, dead-lettered and does not come back', async () => {
  const { deps, log, confirmations, deadLettered } = fakeBatchDeps({
    run: async () => aRan({ scope: { fault: { name: 'AccessDenied', message: 'no' } } }),
  });
  const body = followUpBody(aFollowUp());

  expect(failedIds(await handleBatch(aBatch([body], { count: 100 }), deps))).toEqual([]);
  expect(confirmations).toMatchObject([
    { result: 'Not Confirmed', detail: 'after 24 hours: AccessDenied: no' },
  ]);
  expect(deadLettered).toEqual([body]);
  expect(log.lines).toEqual(['error message given up']);
});

test('a piece of a sweep that was refused is reported and not repeated', async () => {
  const { deps } = fakeBatchDeps({
    run: async () => aRan({ scope: { fault: { name: 'AccessDenied', message: 'no' } } }),
  });

  expect(await handleBatch(aBatch([here]), deps)).toEqual({ batchItemFailures: [] });
});

test('a piece that is there twice is swept once', async () => {
  const { deps, requests } = fakeBatchDeps();

  const answer = await handleBatch(aBatch([here, there, here]), deps);

  expect(requests).toEqual([here, there]);
  expect(answer).toEqual({ batchItemFailures: [] });
});

test('pieces are swept side by side, as many as may be', async () => {
  let [running, most] = [0, 0];
  const { deps } = fakeBatchDeps({
    concurrency: 2,
    async run() {
      running += 1;
      most = Math.max(most, running);
      await setTimeout(5);
      running -= 1;
      return aRan();
    },
  });

  await handleBatch(
    aBatch(
      ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'].map((region) => ({ ...here, regions: [region] })),
    ),
    deps,
  );

  expect(most).toBe(2);
});

// They may be what crashed the function: a crash takes along what is not done yet.
test('pieces that have been received before come last and one by one, unless their place has a new one', async () => {
  const places = ['us-east-1', 'eu-west-1', 'eu-north-1', 'eu-west-3'].map((region) => ({
    accounts: here.accounts,
    regions: [region],
  }));
  const [again, andAgain, both, fresh] = places.map((sweep) => ({ sweep }));
  let running = 0;
  const beside: number[] = [];
  const { deps, requests } = fakeBatchDeps({
    run: async () => {
      beside.push(running);
      running += 1;
      await setTimeout(1);
      running -= 1;
      return aRan();
    },
  });
  const returned = aBatch([again ?? '', andAgain ?? '', both ?? ''], { count: 2 }).Records;
  const { Records } = aBatch([fresh ?? '', both ?? '', rdsEvent('a')]);

  expect(await handleBatch({ Records: [...returned, ...Records] }, deps)).toEqual({ batchItemFailures: [] });

  expect(requests).toEqual([
    ...[places[2], places[3]],
    { ...here, clusters: ['a'], hinted: true },
    ...[places[0], places[1]],
  ]);
  expect(beside).toEqual([0, 1, 0, 0, 0]);
});

test('a message that could not be run at all comes back, and the rest is done', async () => {
  const { deps, log } = fakeBatchDeps({
    async run({ accounts = [] }) {
      if (accounts[0] === there.accounts[0]) throw new TypeError('a bug');
      return aRan();
    },
  });
  const elsewhere = rdsEvent('b', { account: '444455556666' });

  const answer = await handleBatch(aBatch([here, there, elsewhere, rdsEvent('a')]), deps);

  expect(failedIds(answer)).toEqual(['m1', 'm2']);
  expect(log.lines.filter((line) => line === 'error messages not handled')).toHaveLength(2);
});

test('begins nothing without time left: it comes back', async () => {
  const { deps, requests } = fakeBatchDeps({ outOfTime: () => true });

  expect(failedIds(await handleBatch(aBatch([here, rdsEvent('a')]), deps))).toEqual(['m0', 'm1']);
  expect(requests).toEqual([]);
});

test('a batch that is poison altogether does not fail the invocation', async () => {
  const { deps } = fakeBatchDeps({ deadLetter: async () => Promise.reject(new Error('no')) });

  expect(failedIds(await handleBatch(aBatch(['a', 'b']), deps))).toEqual(['m0', 'm1']);
});
