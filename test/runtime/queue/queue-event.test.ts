import { expect, test, vi } from 'vitest';
import type { BusEvent } from '../../../shared/aws/event-bus.ts';
import { createNewlySeen } from '../../../shared/runtime/newly-seen.ts';
import { fanOutIfMany, isEverything } from '../../../shared/runtime/queue/fan-out.ts';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { readMessage } from '../../../shared/runtime/queue/message.ts';
import { handleQueueEvent, isQueueEvent } from '../../../shared/runtime/queue/queue-event.ts';
import { type RunnerDeps, runAndReport } from '../../../shared/runtime/runner.ts';
import type { OwnQueue } from '../../../shared/runtime/wiring.ts';
import { aPolicy } from '../../policy/builders.ts';
import { type FakeFleet, fakeLog, fakeRecipe, fakeScopeFor, home } from '../builders.ts';
import { aBatch, aFollowUp, failedIds, rdsEvent } from './builders.ts';

vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');

const HOME = `${home.account}/${home.region}`;
const targets = [{ account: home.account, regions: ['eu-central-1', 'us-east-1'] }];

interface Options {
  readonly fleet?: FakeFleet;
  readonly policy?: Parameters<typeof aPolicy>[0];
  readonly queue?: Partial<OwnQueue>;
  readonly putEvents?: (events: readonly BusEvent[]) => Promise<void>;
}

/** What the runs of one invocation need, and what was done with it. */
function aRunner({
  fleet = { clusters: { [HOME]: ['a'] } },
  policy = {},
  queue = {},
  ...more
}: Options = {}) {
  const { recipe, stopped } = fakeRecipe(fleet);
  const log = fakeLog();
  const sent: [readonly string[], number | undefined][] = [];
  const buried: string[] = [];
  const told: BusEvent[] = [];
  const putEvents = more.putEvents ?? (async (events) => void told.push(...events));
  const own: OwnQueue = {
    send: async (bodies, seconds) => void sent.push([bodies, seconds]),
    delay: async () => {},
    bury: async (body) => void buried.push(body),
    ...queue,
  };
  const deps: RunnerDeps = {
    recipe,
    policy: aPolicy(policy),
    warnings: [],
    config: { concurrency: 4 },
    reach: { home: async () => home, scopeFor: fakeScopeFor, putEvents, queue: own },
    log,
    report: { function: recipe.name, log, newlySeen: createNewlySeen(), putEvents },
    signal: new AbortController().signal,
    remaining: () => 300_000,
  };
  return { deps, stopped, log, sent, buried, told, types: () => told.map(({ detailType }) => detailType) };
}

function withoutQueue({ reach: { queue: _, ...reach }, ...deps }: RunnerDeps): RunnerDeps {
  return { ...deps, reach };
}

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

test('tells what has become of what was asked for, by a line and an event', async () => {
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

test('tells of poison, with where it is now', async () => {
  const { deps, told, buried } = aRunner();

  await handleQueueEvent(aBatch(['poison']), deps);

  expect(buried).toEqual(['poison']);
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

test('splits a sweep of several accounts and Regions into a message for each, and does nothing yet', async () => {
  const { deps, sent, stopped } = aRunner({ policy: { targets } });

  const answer = await fanOutIfMany(deps);

  expect(answer).toMatchObject({ ok: true, split: 2, outcomes: [], scopes: [] });
  expect(stopped).toEqual([]);
  expect(sent).toEqual([
    [
      targets[0]?.regions.map((region) => JSON.stringify({ accounts: [home.account], regions: [region] })),
      undefined,
    ],
  ]);
});

test('the pieces of a sweep are the sweep', async () => {
  const fleet = { clusters: { [HOME]: ['a'], [`${home.account}/us-east-1`]: ['b'] } };
  const { deps, sent, stopped } = aRunner({ fleet, policy: { targets } });

  await fanOutIfMany(deps);
  const pieces = sent.flatMap(([bodies]) => bodies);
  await handleQueueEvent(aBatch(pieces), deps);

  expect(stopped.toSorted()).toEqual(['a', 'b']);
});

test('goes by the places of the recipe', async () => {
  const { deps, sent } = aRunner();
  const places = () => ['eu-west-1', 'eu-west-2'].map((region) => ({ ...home, region }));

  await fanOutIfMany({ ...deps, recipe: { ...deps.recipe, places } });

  expect(sent).toHaveLength(1);
});

test.each([
  ['there is one place alone', aRunner().deps],
  ['there is no queue', withoutQueue(aRunner({ policy: { targets } }).deps)],
])('does not split where %s', async (_, deps) => {
  expect(await fanOutIfMany(deps)).toBeUndefined();
});

test.each([
  [{}, true],
  [{ mode: 'observe' as const }, false],
  [{ clusters: ['a'] }, false],
  [undefined, false],
])('splits only what is asked for as the schedule does: %j', (request, expected) => {
  expect(isEverything(request)).toBe(expected);
});
