import { expect, test } from 'vitest';
import type { OrganizationTarget } from '../../../shared/policy/model/policy.ts';
import { withOrganizationAccounts } from '../../../shared/policy/rules/organization.ts';
import { DAY_MS } from '../../../shared/policy/time/units.ts';
import { aPolicy } from '../builders.ts';

const now = Date.parse('2026-11-29T12:00:00Z');
const organization: OrganizationTarget = {
  organization: 'o-a1b2c3d4e5',
  except: [],
  role: 'dormouse',
  regions: ['eu-central-1', 'us-east-1'],
};
const long = (id: string) => ({ id, joinedAt: now - 400 * DAY_MS });

function targetsOf(
  policy: Parameters<typeof aPolicy>[0],
  accounts: readonly { id: string; joinedAt: number }[] | undefined,
) {
  const listed = { accountsOf: () => accounts, home: '111122223333', now };
  return withOrganizationAccounts(aPolicy(policy), listed).targets;
}

test('each account becomes a target by the role of that name, but home, which needs none', () => {
  const target = { ...organization, readRole: 'ops/look', externalId: 'x1' };

  expect(targetsOf({ organizations: [target] }, [long('111122223333'), long('444455556666')])).toEqual([
    { account: '111122223333', regions: organization.regions },
    {
      account: '444455556666',
      role: 'arn:aws:iam::444455556666:role/dormouse',
      readRole: 'arn:aws:iam::444455556666:role/ops/look',
      externalId: 'x1',
      regions: organization.regions,
    },
  ]);
});

test('roles are of the partition of the Regions', () => {
  const target = { ...organization, regions: ['cn-north-1'] };

  expect(targetsOf({ organizations: [target] }, [long('444455556666')])).toMatchObject([
    { role: 'arn:aws-cn:iam::444455556666:role/dormouse' },
  ]);
});

test('an account that is left out is no target, and one with an entry of its own has that alone', () => {
  const own = {
    account: '444455556666',
    role: 'arn:aws:iam::444455556666:role/other',
    regions: ['eu-west-1'],
  };
  const target = { ...organization, except: ['777788889999'] };
  const accounts = ['444455556666', '777788889999', '999988887777'].map(long);

  const targets = targetsOf({ targets: [own], organizations: [target] }, accounts);

  expect(targets.map(({ account }) => account)).toEqual(['444455556666', '999988887777']);
  expect(targets[0]).toEqual(own);
});

test('an account in two organizational units belongs to the first entry that has it', () => {
  const first = { ...organization, units: ['ou-ab12-11111111'], role: 'first' };
  const second = { ...organization, units: ['ou-ab12-22222222'], role: 'second' };

  expect(targetsOf({ organizations: [first, second] }, [long('444455556666')])).toMatchObject([
    { role: 'arn:aws:iam::444455556666:role/first' },
  ]);
});

test.each([
  ['an hour', 3_600_000, true],
  ['a day', DAY_MS, undefined],
])('an account that joined %s ago is new: %s', (_, ago, expected) => {
  const [target] = targetsOf({ organizations: [organization] }, [
    { id: '444455556666', joinedAt: now - ago },
  ]);

  expect(target?.isNew).toBe(expected);
});

test('without a list, and with an empty one, there is no target, and the policy is not one of home', () => {
  for (const accounts of [undefined, []]) {
    const listed = { accountsOf: () => accounts, home: '111122223333', now };
    const policy = withOrganizationAccounts(aPolicy({ organizations: [organization] }), listed);

    expect(policy.targets).toEqual([]);
    expect(policy.organizations).toEqual([organization]);
  }
});
