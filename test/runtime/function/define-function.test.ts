import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { putOutcomeEvents } from '../../../shared/aws/send/event-bus.ts';
import { defineFunction } from '../../../shared/runtime/function/define-function.ts';
import type { wireAws } from '../../../shared/runtime/function/wiring.ts';
import { statuses } from '../../support/builders/outcomes.ts';
import { type FakeFleet, fakeRecipe, fakeScopeFor, home, serviceError } from '../builders.ts';
import { aContext } from '../context.ts';
import { lambdaForEachTest } from './lambda.ts';

const HOME = '111122223333/eu-central-1';
const { out, policyIs } = lambdaForEachTest(
  'version: 1\nmode: enforce\nrules:\n  - name: all\n    match: {}\n    power: { hours: never }\n',
);

/** A function over a fake fleet, and the clusters that it stopped. */
function aFunction(fleet: FakeFleet, wiring: Partial<ReturnType<typeof wireAws>> = {}) {
  const { recipe, stopped } = fakeRecipe(fleet);
  const wire = () => ({ home: async () => home, scopeFor: fakeScopeFor, ...wiring });
  return { handler: defineFunction(recipe, wire), stopped };
}

function lines(): Record<string, unknown>[] {
  return out.map((line) => JSON.parse(line));
}

test('answers with every decision and what became of it', async () => {
  const { handler, stopped } = aFunction({ clusters: { [HOME]: ['a'] } });

  const answer = await handler({}, aContext());

  expect(stopped).toEqual(['a']);
  expect(answer).toMatchObject({ ok: true, mode: 'enforce', omitted: 0 });
  expect('outcomes' in answer && statuses(answer)).toEqual({ a: 'done' });
});

test('assumes roles by its own name, for no more than it declares', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: [] } });
  const sessions: unknown[] = [];
  const permissions = ['rds:DescribeDBClusters', 'rds:StopDBCluster'];
  const handler = defineFunction({ ...recipe, permissions }, (_, { session }) => {
    sessions.push(session);
    return { home: async () => home, scopeFor: fakeScopeFor };
  });

  await handler({}, aContext());

  expect(sessions).toEqual([{ name: `dormouse-${recipe.name}`, actions: permissions }]);
});

test('a payload that it does not know fails the invocation, and nothing is done', async () => {
  const { handler, stopped } = aFunction({ clusters: { [HOME]: ['a'] } });

  const refused = handler({ cluster: 'a', regions: ['Frankfurt'] }, aContext());

  await expect(refused).rejects.toMatchObject({
    name: 'PayloadError',
    message: expect.stringMatching(/^payload regions\.0 "Frankfurt" .+\npayload cluster "a" .+clusters\?$/),
  });
  expect(stopped).toEqual([]);
});

test('reads an override where the recipe is overridable, and knows none elsewhere', async () => {
  const { recipe } = fakeRecipe({ clusters: { [HOME]: ['a'] } });
  const wire = () => ({ home: async () => home, scopeFor: fakeScopeFor });
  const event = { clusters: ['a'], desired: 'declared' };

  const overridable = defineFunction({ ...recipe, overridable: true }, wire);
  const rigid = defineFunction(recipe, wire);

  await expect(overridable(event, aContext())).resolves.toMatchObject({ ok: true });
  await expect(rigid(event, aContext())).rejects.toThrow('payload desired "declared" is not a known key');
});

test('a policy with a problem fails the invocation, and nothing is done', async () => {
  policyIs('version: 1\nmode: perhaps\nrules: []\n');
  const { handler, stopped } = aFunction({ clusters: { [HOME]: ['a'] } });

  await expect(handler({}, aContext())).rejects.toThrow(/^policy\.yml:2:\d+ /);
  expect(stopped).toEqual([]);
});

test('a failure fails the invocation after everything was handled, with its names and without a stack', async () => {
  const { handler, stopped } = aFunction({
    clusters: { [HOME]: ['a', 'b'] },
    faults: { a: serviceError('KMSKeyNotAccessibleFault') },
  });

  const failed = await handler({}, aContext()).catch((error: unknown) => error);

  expect(stopped).toEqual(['b']);
  expect(failed).toMatchObject({
    name: 'SweepFailed',
    message: expect.stringContaining(`${HOME}/a: KMSKeyNotAccess`),
  });
  expect(failed).toMatchObject({ stack: expect.not.stringContaining('    at ') });
});

test('events that the bus does not take fail the invocation', async () => {
  const client = new EventBridgeClient({ region: 'eu-central-1' });
  const bus = mockClient(client);
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] });
  const { handler, stopped } = aFunction(
    { clusters: { [HOME]: ['a'] } },
    { putEvents: (events) => putOutcomeEvents(client, 'dormouse-test', events) },
  );

  await expect(handler({}, aContext())).rejects.toThrow(/reports could not be delivered: .*EventsLost/);
  expect(stopped).toEqual(['a']);
});

test('writes metrics by service and function, and no count of zero', async () => {
  const { handler } = aFunction({ clusters: { [HOME]: ['a', 'b'] }, faults: { b: serviceError('X') } });

  await handler({}, aContext()).catch(() => undefined);

  const emf = lines().find((line) => '_aws' in line);
  expect(emf).toMatchObject({
    service: 'dormouse',
    function: 'stop-idle-clusters',
    ClustersDone: 1,
    ClustersFailed: 1,
    _aws: { CloudWatchMetrics: [{ Namespace: 'Dormouse', Dimensions: [['service', 'function']] }] },
  });
  expect(emf).not.toHaveProperty('ScopesFailed');
});

test('lines carry the policy and the release that decided', async () => {
  const { handler } = aFunction({ clusters: { [HOME]: ['a'] } });

  await handler({}, aContext());

  const origin = { policy: expect.stringMatching(/^[0-9a-f]{16}$/), release: manifest.version };
  expect(lines()).toContainEqual(expect.objectContaining({ ...origin, message: 'requested', cluster: 'a' }));
  expect(lines()).toContainEqual(expect.objectContaining({ ...origin, message: 'run ended' }));
});

test('lines carry the function and the request', async () => {
  const { handler } = aFunction({ clusters: { [HOME]: ['a'] } });

  await handler({}, aContext());

  const context = { service: 'dormouse', function: 'stop-idle-clusters', function_request_id: 'a-request' };
  expect(lines()).toContainEqual(expect.objectContaining({ ...context, message: 'requested', cluster: 'a' }));
  expect(lines()).toContainEqual(expect.objectContaining({ ...context, message: 'run ended', ok: true }));
});

test('an observing function says a plan once while it is warm', async () => {
  policyIs('version: 1\nrules:\n  - name: all\n    match: {}\n    power: { hours: never }\n');
  const { handler, stopped } = aFunction({ clusters: { [HOME]: ['a'] } });

  await handler({}, aContext());
  await handler({}, aContext());

  expect(stopped).toEqual([]);
  expect(lines().filter(({ message }) => message === 'planned')).toHaveLength(1);
});

test('a call that hangs does not take the function down with it: it fails in time', async () => {
  const { recipe } = fakeRecipe({ clusters: {} });
  const hanging = { ...recipe, read: () => new Promise<never>(() => {}) };
  const handler = defineFunction(hanging, () => ({ home: async () => home, scopeFor: fakeScopeFor }));

  await expect(handler({}, aContext({ remainingMs: 2_050 }))).rejects.toMatchObject({ name: 'OutOfTime' });
});

test('the signal ends the work in progress early enough to report it', async () => {
  const { recipe } = fakeRecipe({ clusters: {} });
  const wire = (...[, { signal }]: Parameters<typeof wireAws>) => ({
    home: async () => home,
    scopeFor: () =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up')));
      }),
  });

  const running = defineFunction(recipe, wire)({}, aContext({ remainingMs: 5_050 }));

  await expect(running).rejects.toThrow('stop-idle-clusters: 1 of 1 accounts and Regions could not be read');
});

test('the signal comes even if garbage was collected while no call listened to it', async () => {
  setFlagsFromString('--expose-gc');
  const { recipe } = fakeRecipe({ clusters: {} });
  let given: AbortSignal | undefined;
  const wire = (...[, { signal }]: Parameters<typeof wireAws>) => {
    given = signal;
    return { home: async () => home, scopeFor: fakeScopeFor };
  };
  const collecting = {
    ...recipe,
    async read(...args: Parameters<typeof recipe.read>) {
      for (let round = 0; round < 10; round += 1) {
        await setTimeout(20);
        runInNewContext('gc')();
      }
      return await recipe.read(...args);
    },
  };

  // On a machine under load, the time may be over before all rounds are: that must not decide.
  await defineFunction(collecting, wire)({}, aContext({ remainingMs: 5_100 })).catch(() => undefined);

  expect(given?.aborted).toBe(true);
});
