import { describe, expect, test, vi } from 'vitest';
import type { OrganizationTarget } from '../../../shared/policy/model/policy.ts';
import type { OrganizationAccount } from '../../../shared/policy/rules/organization.ts';
import { MINUTE_MS } from '../../../shared/policy/time/units.ts';
import { createOrganizationAccounts } from '../../../shared/runtime/sweep/organization-accounts.ts';
import { aPolicy } from '../../policy/builders.ts';
import { home, serviceError } from '../builders.ts';

const organization: OrganizationTarget = {
  organization: 'o-a1b2c3d4e5',
  except: [],
  role: 'dormouse',
  regions: ['eu-central-1'],
};
const policy = aPolicy({ organizations: [organization] });
const account = { id: '444455556666', joinedAt: 0 };
const START = Date.parse('2026-11-29T12:00:00Z');

/** Lists as told, by minutes after the start. */
function aMemory() {
  const accounts = createOrganizationAccounts();
  const listAccounts = vi.fn(async (): Promise<OrganizationAccount[]> => [account]);
  const warn = vi.fn();
  return {
    listAccounts,
    warn,
    at: (minutes: number, of = policy) =>
      accounts.resolve(of, { home: async () => home, listAccounts, warn }, START + minutes * MINUTE_MS),
  };
}

test('a policy without organizations asks nobody, not even for the account', async () => {
  const { at, listAccounts } = aMemory();
  const plain = aPolicy({});

  expect(await at(0, plain)).toEqual({ policy: plain });
  expect(listAccounts).not.toHaveBeenCalled();
});

test('a list is used for ten minutes', async () => {
  const { at, listAccounts } = aMemory();

  for (const minutes of [0, 5, 9.9]) expect((await at(minutes)).policy.targets).toHaveLength(1);
  expect(listAccounts).toHaveBeenCalledTimes(1);
  await at(10);
  expect(listAccounts).toHaveBeenCalledTimes(2);
});

test('an account that has joined is a target with the next list, and one that has left is none', async () => {
  const { at, listAccounts } = aMemory();
  await at(0);
  listAccounts.mockResolvedValue([{ id: '777788889999', joinedAt: 0 }]);

  expect((await at(11)).policy.targets.map(({ account: id }) => id)).toEqual(['777788889999']);
});

test('while AWS is out of reach, the last list is used for an hour, and that is said', async () => {
  const { at, listAccounts, warn } = aMemory();
  await at(0);
  listAccounts.mockRejectedValue(serviceError('ThrottlingException'));

  const during = await at(59);
  const after = await at(60);

  expect(during.policy.targets).toHaveLength(1);
  expect(warn.mock.calls[0]?.[0]).toBe(
    'the accounts of organization o-a1b2c3d4e5 could not be listed; those of 59 minutes ago are used',
  );
  expect(after.policy.targets).toEqual([]);
  expect(after.unlisted).toMatchObject({ name: 'ThrottlingException' });
});

test('a refusal ends it at once: nothing is known of any account', async () => {
  const { at, listAccounts } = aMemory();
  await at(0);
  listAccounts.mockRejectedValue(serviceError('AccessDeniedException'));

  const refused = await at(11);
  listAccounts.mockRejectedValue(serviceError('ThrottlingException'));
  const later = await at(12);

  expect(refused.policy.targets).toEqual([]);
  expect(refused.unlisted?.message).toContain(
    'the accounts of organization o-a1b2c3d4e5 could not be listed, so nothing is done in any of them: said AWS',
  );
  expect(later.policy.targets).toEqual([]);
});

test('accounts by number, and of other organizations, do not depend on one that cannot be listed', async () => {
  const { at, listAccounts } = aMemory();
  const own = { account: home.account, regions: ['eu-central-1'] };
  const other = { ...organization, organization: 'o-zzzzzzzzzz' };
  listAccounts.mockRejectedValueOnce(serviceError('AccessDeniedException'));

  const { policy: listed, unlisted } = await at(
    0,
    aPolicy({ targets: [own], organizations: [organization, other] }),
  );

  expect(listed.targets.map(({ account: id }) => id)).toEqual([home.account, account.id]);
  expect(unlisted).toMatchObject({ name: 'AccessDeniedException' });
});

test('a mistake of the program is no fault of AWS', async () => {
  const { at, listAccounts } = aMemory();
  listAccounts.mockRejectedValue(new TypeError('wrong'));

  await expect(at(0)).rejects.toThrow('wrong');
});

describe('accounts that fall out', () => {
  const suspended = { ...account, inactive: 'SUSPENDED' };

  test('are said to with the list in which they first are no more, and with what it is used for', async () => {
    const { at, listAccounts } = aMemory();
    const first = await at(0);
    listAccounts.mockResolvedValue([{ id: '777788889999', joinedAt: 0 }]);
    const second = await at(11);
    const third = await at(12);
    const fourth = await at(22);

    const gone = { account: account.id, organization: 'o-a1b2c3d4e5', state: 'gone', wasTarget: true };
    expect([first, second, third, fourth].map(({ leftOut }) => leftOut)).toEqual([
      undefined,
      [gone],
      [gone],
      undefined,
    ]);
  });

  test('are said to be suspended, once as targets that they were, and then as accounts that are none', async () => {
    const { at, listAccounts } = aMemory();
    await at(0);
    listAccounts.mockResolvedValue([suspended]);
    const second = await at(11);
    const later = await at(22);

    expect(second.policy.targets).toEqual([]);
    expect(second.leftOut).toMatchObject([{ account: account.id, state: 'SUSPENDED', wasTarget: true }]);
    expect(later.leftOut).toMatchObject([{ account: account.id, state: 'SUSPENDED', wasTarget: false }]);
  });

  test('are no loss where the policy excepts them', async () => {
    const { at, listAccounts } = aMemory();
    listAccounts.mockResolvedValue([suspended]);
    const without = aPolicy({ organizations: [{ ...organization, except: [account.id] }] });

    expect((await at(0, without)).leftOut).toBeUndefined();
  });
});
