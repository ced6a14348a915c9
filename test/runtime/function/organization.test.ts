import { expect, onTestFinished, test, vi } from 'vitest';
import { assumeRole } from '../../../shared/aws/client/assume-role.ts';
import type { BusEvent } from '../../../shared/aws/send/event-bus.ts';
import type { OrganizationAccount } from '../../../shared/policy/rules/organization.ts';
import { defineFunction } from '../../../shared/runtime/function/define-function.ts';
import type { wireAws } from '../../../shared/runtime/function/wiring.ts';
import { fakeRecipe, fakeScopeFor, home, serviceError } from '../builders.ts';
import { aContext } from '../context.ts';
import { lambdaForEachTest } from './lambda.ts';

const rules = 'rules:\n  - name: all\n    match: {}\n    power: { hours: never }\n';
const organization = '{ organization: o-a1b2c3d4e5, regions: [eu-central-1] }';
const YEAR_AGO = Date.now() - 400 * 86_400_000;

const lambda = lambdaForEachTest(policyWith(`targets: ${organization}`));
const policyIs = (targets: string) => lambda.policyIs(policyWith(targets));

function policyWith(targets: string): string {
  return `version: 1\nmode: enforce\n${targets}\n${rules}`;
}

const fleet = {
  clusters: {
    '111122223333/eu-central-1': ['at-home'],
    '444455556666/eu-central-1': ['away'],
    '777788889999/eu-central-1': ['elsewhere'],
  },
};

type Wiring = Partial<ReturnType<typeof wireAws>>;

function aFunction(listAccounts: NonNullable<Wiring['listAccounts']>, wiring: Wiring = {}) {
  const { recipe, stopped } = fakeRecipe(fleet);
  const told: BusEvent[] = [];
  const sent: string[] = [];
  const queue = {
    send: async (bodies: readonly string[]) => void sent.push(...bodies),
    delay: async () => {},
    deadLetter: async () => {},
    waiting: async () => 0,
  };
  const wire = () => ({
    home: async () => home,
    scopeFor: fakeScopeFor,
    putEvents: async (events: readonly BusEvent[]) => void told.push(...events),
    listAccounts,
    queue,
    ...wiring,
  });
  return { handler: defineFunction(recipe, wire), stopped, told, sent };
}

const accounts = ['111122223333', '444455556666'].map((id) => ({ id, joinedAt: YEAR_AGO }));

test('a sweep is split into the accounts of the organization, which are listed once for it and its pieces', async () => {
  const listAccounts = vi.fn(async () => accounts);
  const { handler, sent } = aFunction(listAccounts);

  await handler({}, aContext());

  expect(sent.map((body) => JSON.parse(body).sweep.accounts)).toEqual([['111122223333'], ['444455556666']]);
  await handler({}, aContext());
  expect(listAccounts).toHaveBeenCalledTimes(1);
});

test('an account that joins is looked after without a change of the policy, and one that is suspended falls out, with an event', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  const listAccounts = vi.fn(async (): Promise<OrganizationAccount[]> => accounts);
  const { handler, sent, told } = aFunction(listAccounts);
  const sweptNext = async (): Promise<string[]> => {
    sent.length = 0;
    vi.setSystemTime(Date.now() + 15 * 60_000);
    await handler({}, aContext());
    return sent.flatMap((body) => JSON.parse(body).sweep.accounts);
  };

  const before = await sweptNext();
  listAccounts.mockResolvedValue([...accounts, { id: '777788889999', joinedAt: YEAR_AGO }]);
  const joined = await sweptNext();
  const [home = { id: '', joinedAt: 0 }, away = home] = accounts;
  listAccounts.mockResolvedValue([
    home,
    { ...away, inactive: 'SUSPENDED' },
    { id: '777788889999', joinedAt: 0 },
  ]);
  const suspended = await sweptNext();
  await sweptNext();

  expect(before).toEqual(['111122223333', '444455556666']);
  expect(joined).toEqual(['111122223333', '444455556666', '777788889999']);
  expect(suspended).toEqual(['111122223333', '777788889999']);
  expect(told.map(({ detailType, detail }) => [detailType, detail])).toMatchObject([
    ['Sweep Failed', { account: '444455556666', fault: { name: 'AccountLeft' } }],
  ]);
});

test('a piece of a sweep acts in its account, and an event from an account that is none of ours in none', async () => {
  const { handler, stopped } = aFunction(async () => accounts);
  const regions = ['eu-central-1'];

  await handler({ accounts: ['444455556666'], regions }, aContext());
  await handler({ accounts: ['777788889999'], regions }, aContext());

  expect(stopped).toEqual(['away']);
});

test('without a list nothing is done, not even at home, and the run fails, with one event about it', async () => {
  const { handler, stopped, told } = aFunction(() => Promise.reject(serviceError('AccessDeniedException')));
  const failed = {
    name: 'SweepFailed',
    message: expect.stringContaining(
      'the accounts of organization o-a1b2c3d4e5 could not be listed, so nothing is done in any of them',
    ),
  };

  await expect(handler({}, aContext())).rejects.toMatchObject(failed);
  await expect(handler({}, aContext())).rejects.toMatchObject(failed);

  expect(stopped).toEqual([]);
  expect(told.map(({ detailType, detail }) => [detailType, detail])).toEqual([
    [
      'Sweep Failed',
      expect.objectContaining({
        account: home.account,
        fault: expect.objectContaining({ name: 'AccessDeniedException' }),
      }),
    ],
  ]);
  expect(lambda.out.filter((line) => line.includes('accounts not listed'))).toHaveLength(1);
});

test('accounts by number are handled all the same, and the run fails', async () => {
  policyIs(`targets: [{ account: "444455556666", regions: [eu-central-1] }, ${organization}]`);
  const { handler, stopped } = aFunction(() => Promise.reject(serviceError('AccessDeniedException')));

  await expect(handler({}, aContext())).rejects.toMatchObject({ name: 'SweepFailed' });

  expect(stopped).toEqual(['away']);
});

test('an event that could not be delivered keeps nothing from being done, and is sent with the next run', async () => {
  policyIs(`targets: [{ account: "444455556666", regions: [eu-central-1] }, ${organization}]`);
  const putEvents = vi.fn(async () => {}).mockRejectedValueOnce(serviceError('ThrottlingException'));
  const denied = () => Promise.reject(serviceError('AccessDeniedException'));
  const { handler, stopped } = aFunction(denied, { putEvents });

  await expect(handler({}, aContext())).rejects.toMatchObject({ name: 'SweepFailed' });
  await expect(handler({}, aContext())).rejects.toMatchObject({ name: 'SweepFailed' });

  expect(stopped).toEqual(['away']);
  expect(putEvents.mock.calls.length).toBeGreaterThanOrEqual(2);
});

test('messages about an account that may be one of ours come back, and those about a known one are handled', async () => {
  policyIs(`targets: [{ account: "444455556666", regions: [eu-central-1] }, ${organization}]`);
  const { handler, stopped } = aFunction(() => Promise.reject(serviceError('AccessDeniedException')));
  const record = (id: string, account: string) => ({
    eventSource: 'aws:sqs',
    messageId: id,
    receiptHandle: id,
    body: JSON.stringify({ sweep: { accounts: [account], regions: ['eu-central-1'] } }),
    attributes: { ApproximateReceiveCount: '1' },
  });

  const answer = await handler(
    { Records: [record('1', '444455556666'), record('2', '777788889999')] } as never,
    aContext(),
  );

  expect(stopped).toEqual(['away']);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
});

test.each([
  ['of an hour ago, is named and fails no run', Date.now() - 3_600_000, true],
  ['of long ago fails it', YEAR_AGO, false],
])('the role that an account lacks, %s', async (_, joinedAt, isFine) => {
  const denied = serviceError('AccessDenied', 'not authorized to perform: sts:AssumeRole');
  const sts = { send: () => Promise.reject(denied) };
  const credentials = assumeRole(async () => sts as never, {
    role: 'arn:aws:iam::777788889999:role/dormouse',
    session: { name: 'test' },
  });
  const { handler, stopped, told } = aFunction(async () => [...accounts, { id: '777788889999', joinedAt }], {
    scopeFor: async (place) => {
      if (place.account === '777788889999') await credentials();
      return fakeScopeFor(place);
    },
    queue: undefined as never,
  });

  const run = handler({}, aContext());
  if (isFine) expect(await run).toMatchObject({ ok: true });
  else await expect(run).rejects.toMatchObject({ name: 'SweepFailed' });

  expect(stopped).toEqual(['at-home', 'away']);
  const [failed] = told.filter(({ detailType }) => detailType === 'Sweep Failed');
  expect(failed?.detail).toMatchObject({
    account: '777788889999',
    fault: { name: isFine ? 'AccountNotReady' : 'AccessDenied' },
  });
});
