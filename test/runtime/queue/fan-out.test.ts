import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UnexpectedAnswer } from '../../../shared/aws/client/unexpected-answer.ts';
import { handleQueueEvent } from '../../../shared/runtime/function/queue-event.ts';
import type { RunnerDeps } from '../../../shared/runtime/function/runner.ts';
import { fanOutIfMany } from '../../../shared/runtime/queue/fan-out.ts';
import { isEverything } from '../../../shared/runtime/request/read-request.ts';
import { home, serviceError } from '../builders.ts';
import { spyOnMetrics } from '../metrics-spy.ts';
import { aRunner, HOME, withoutQueue } from '../runner-builders.ts';
import { aBatch } from './builders.ts';

beforeEach(() => void vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true'));
afterEach(() => void vi.restoreAllMocks());

const fanOut = (deps: RunnerDeps) => fanOutIfMany({ ...deps, ...deps.reach });

const targets = [{ account: home.account, regions: ['eu-central-1', 'us-east-1'] }];

test('splits a sweep of several accounts and Regions into a message for each, and does nothing yet', async () => {
  const { deps, sent, stopped } = aRunner({ policy: { targets } });

  const answer = await fanOut(deps);

  expect(answer).toEqual({ kind: 'split', messages: 2 });
  expect(stopped).toEqual([]);
  expect(sent).toEqual([
    [
      targets[0]?.regions.map((region) =>
        JSON.stringify({ sweep: { accounts: [home.account], regions: [region] } }),
      ),
      undefined,
    ],
  ]);
});

test('the pieces of a sweep are the sweep', async () => {
  const fleet = { clusters: { [HOME]: ['a'], [`${home.account}/us-east-1`]: ['b'] } };
  const { deps, sent, stopped } = aRunner({ fleet, policy: { targets } });

  await fanOut(deps);
  const pieces = sent.flatMap(([bodies]) => bodies);
  await handleQueueEvent(aBatch(pieces), deps);

  expect(stopped.toSorted()).toEqual(['a', 'b']);
});

test('the pieces of accounts that fail come last, so that no other waits in a batch with them', async () => {
  const region = 'eu-central-1';
  const [first = '', second = '', third = ''] = ['444455556666', home.account, '777788889999'];
  const policy = { targets: [first, second, third].map((account) => ({ account, regions: [region] })) };
  const { deps, sent } = aRunner({ policy });
  const fault = { name: 'TimeoutError', message: 'no answer' };
  const failed = [{ account: first, region, ok: false, clusters: 0, fault }];
  deps.failing.note(failed);
  deps.failing.note(failed);

  await fanOut(deps);

  const accounts = sent.flatMap(([bodies]) => bodies).flatMap((body) => JSON.parse(body).sweep.accounts);
  expect(accounts).toEqual([second, third, first]);
});

test('goes by the places of the recipe', async () => {
  const { deps, sent } = aRunner();
  const locations = () => ['eu-west-1', 'eu-west-2'].map((region) => ({ ...home, region }));

  await fanOut({ ...deps, recipe: { ...deps.recipe, locations } });

  expect(sent).toHaveLength(1);
});

test.each([
  ['a batch of them is waiting', 10],
  ['more are waiting', 40],
])('adds no messages while %s, and says so in the log and a metric', async (_, waiting) => {
  const { deps, log, sent } = aRunner({ policy: { targets }, queue: { waiting: async () => waiting } });
  const metrics = spyOnMetrics();

  const answer = await fanOut(deps);

  expect(answer).toEqual({ kind: 'skipped', messages: 2, waiting });
  expect(sent).toEqual([]);
  expect([log.lines, log.metadata]).toEqual([['warn sweep skipped'], [{ messages: 2, waiting }]]);
  expect(metrics.map((line) => JSON.parse(line))).toMatchObject([
    { function: 'stop-idle-clusters', SweepsSkipped: 1 },
  ]);
});

test('adds its messages to a few that are waiting', async () => {
  const { deps, log, sent } = aRunner({ policy: { targets }, queue: { waiting: async () => 9 } });
  const metrics = spyOnMetrics();

  expect(await fanOut(deps)).toEqual({ kind: 'split', messages: 2 });
  expect(sent).toHaveLength(1);
  expect([log.lines, metrics]).toEqual([['info sweep split'], []]);
});

test.each([serviceError('RequestThrottled'), new UnexpectedAnswer('no number')])(
  'splits when AWS does not tell how many are waiting: %s',
  async (error) => {
    const { deps, log, sent } = aRunner({
      policy: { targets },
      queue: { waiting: async () => Promise.reject(error) },
    });

    expect(await fanOut(deps)).toEqual({ kind: 'split', messages: 2 });
    expect(sent).toHaveLength(1);
    expect(log.lines).toEqual(['warn AWS call failed', 'info sweep split']);
  },
);

test('throws when the program is wrong', async () => {
  const waiting = async () => Promise.reject(new TypeError('not a function'));
  const { deps, sent } = aRunner({ policy: { targets }, queue: { waiting } });

  await expect(fanOut(deps)).rejects.toThrow(TypeError);
  expect(sent).toEqual([]);
});

test.each([
  ['there is one place alone', aRunner().deps],
  ['there is no queue', withoutQueue(aRunner({ policy: { targets } }).deps)],
])('does not split where %s', async (_, deps) => {
  expect(await fanOut(deps)).toBeUndefined();
});

test.each([
  [{}, true],
  [{ mode: 'observe' as const }, false],
  [{ clusters: ['a'] }, false],
  [undefined, false],
])('splits only what is asked for as the schedule does: %j', (request, expected) => {
  expect(isEverything(request)).toBe(expected);
});
