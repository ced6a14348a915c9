import { expect, test } from 'vitest';
import type { Queues } from '../../simulator/sqs/queues.ts';
import { home } from '../support/cloudformation.ts';
import { packagedFunctions } from '../support/packaged.ts';
import { packages } from '../support/packages.ts';
import { policyText, spoke, spokeTarget, work } from './fleet.ts';
import { send, started, stopOf } from './messages.ts';
import { feed, queuesOf, run, serve } from './stage.ts';

const near = piece(home.account, home.region);
const far = piece(home.account, spoke.region);
const theirs = piece(spoke.account, home.region);
const theirsFar = piece(spoke.account, spoke.region);
const policy = policyText('enforce', spokeTarget);

const targets = [near, far, theirs];
/** The parts that each function's sweep is split into. One destination of copies is no target. */
const pieces: Readonly<Record<string, readonly ReturnType<typeof piece>[]>> = {
  copySnapshots: [near, far, theirsFar],
  pruneSnapshots: [...targets, theirsFar],
};

const names = packagedFunctions(packages.file.folder).map(({ name }) => name);

test.each(names)(
  '%s splits a sweep into one message for each account and Region, in its own queue',
  async (name) => {
    const { url, queues, calls } = await serve();
    const { invoke, fn } = await run(name, { endpoint: url, policy });
    const expected = pieces[name] ?? targets;

    const invocation = await invoke({});

    expect(invocation).toMatchObject({ ok: true, payload: { split: expected.length, scopes: [] } });
    const sent = bodiesIn(queues);
    expect(Object.keys(sent)).toEqual([queuesOf(fn).own]);
    expect(Object.values(sent).flatMap((bodies) => bodies.map((body) => JSON.parse(body)))).toEqual(expected);
    // The bucket of evidence knows where drills are under way, also in Regions that the policy no longer names.
    const asked = name === 'drillRestores' ? { ListObjectsV2: 1 } : {};
    // The pauses are in a parameter.
    expect(calls.count()).toEqual({
      ...asked,
      GetParameter: 1,
      GetQueueAttributes: 1,
      SendMessageBatch: 1,
    });
  },
);

test.each(names)('%s sweeps what is split from its queue, and does all that is due', async (name) => {
  const simulator = await serve();
  const running = await run(name, { endpoint: simulator.url, policy });

  await running.invoke({});
  const answers = await feed(simulator, running);

  expect(answers).toEqual([{ batchItemFailures: [] }]);
  const requested = simulator.bus.filter(({ detailType }) => detailType.endsWith(' Requested'));
  expect(requested).toHaveLength(work[name]?.everywhere ?? 0);
});

test.each(names)('%s handles the messages of its queue, each for itself', async (name) => {
  const simulator = await serve();
  const { queues } = simulator;
  const running = await run(name, { endpoint: simulator.url, policy: policyText('enforce') });
  const { own, deadLetters } = queuesOf(running.fn);
  const poison = '{"what":"is this"}';
  const [swept, hint, early] = [JSON.stringify(far), started('prod-idle'), stopOf('prod-idle', simulator)];
  const sent = [swept, poison, hint, early].map((body) => send(queues, own, body));

  const answers = await feed(simulator, running);

  expect(answers).toEqual([{ batchItemFailures: [{ itemIdentifier: sent[3]?.id }] }]);
  const { [own]: [first, ...more] = [], ...others } = bodiesIn(queues);
  expect(others).toEqual({ [deadLetters]: [poison] });
  expect(first).toBe(early);
  for (const body of more) expect(JSON.parse(body)).toMatchObject({ follow: { region: spoke.region } });
  expect(simulator.calls.list({ action: 'ChangeMessageVisibility' })).toMatchObject([
    { input: { VisibilityTimeout: 60 }, outcome: 'ok' },
  ]);
});

function piece(account: string, region: string) {
  return { sweep: { accounts: [account], regions: [region] } };
}

/** The messages in the queues that are not empty, by ARN. */
function bodiesIn(queues: Queues): Record<string, string[]> {
  const all = queues.all().map((queue) => [queue.arn, queue.messages().map(({ body }) => body)] as const);
  return Object.fromEntries(all.filter(([, bodies]) => bodies.length > 0));
}
