import { expect, test } from 'vitest';
import { createHome } from '../../../shared/aws/client/clients.ts';
import { listOrganizationAccounts } from '../../../shared/aws/read/organization.ts';
import type { OrganizationTarget } from '../../../shared/policy/model/policy.ts';
import type { OrganizationAccount } from '../../../shared/policy/rules/organization.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';

const organization: OrganizationTarget = {
  organization: 'o-a1b2c3d4e5',
  except: [],
  role: 'dormouse',
  regions: ['eu-central-1'],
};
const now = Date.parse('2026-11-29T12:00:00Z');

const UNITS = `accounts:
  - { id: "111111111111" }
  - { id: "222222222222", unit: ou-ab12-11111111, joined: 2h }
  - { id: "333333333333", unit: ou-ab12-11111111/ou-ab12-22222222 }
  - { id: "444444444444", unit: ou-ab12-11111111/ou-ab12-22222222/ou-ab12-33333333 }
  - { id: "555555555555", unit: ou-ab12-44444444 }
  - { id: "666666666666", unit: ou-ab12-11111111, state: SUSPENDED }
  - { id: "777777777777", unit: ou-ab12-11111111, state: PENDING_CLOSURE }
`;

function listing(fleet: string, target: Partial<OrganizationTarget> = {}) {
  const simulator = createSimulator({ fleet: `${fleet}clusters: []\n`, now });
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const home = createHome('eu-central-1', {
    requestHandler: inProcess(simulator),
    credentials,
    maxAttempts: 1,
  });
  const answer = listOrganizationAccounts(home, { ...organization, ...target }, 'dormouse-test');
  const calls = () => simulator.calls.list().map(({ action }) => action);
  return { simulator, answer, calls };
}

const active = (accounts: readonly OrganizationAccount[]) =>
  accounts.flatMap(({ id, inactive }) => (inactive === undefined ? [id] : []));

test('lists the accounts of the organization with one call, when each joined, and which are not active', async () => {
  const { answer, calls } = listing(UNITS);

  const accounts = await answer;

  expect(active(accounts)).toEqual(['1', '2', '3', '4', '5'].map((digit) => digit.repeat(12)));
  expect(accounts.flatMap(({ id, inactive }) => (inactive ? [[id, inactive]] : []))).toEqual([
    ['666666666666', 'SUSPENDED'],
    ['777777777777', 'PENDING_CLOSURE'],
  ]);
  expect(accounts[1]?.joinedAt).toBe(now - 2 * 3_600_000);
  expect(calls()).toEqual(['ListAccounts']);
});

test.each([
  [['ou-ab12-11111111'], ['2', '3', '4']],
  [['ou-ab12-22222222'], ['3', '4']],
  [
    ['ou-ab12-44444444', 'ou-ab12-33333333'],
    ['5', '4'],
  ],
  [
    ['ou-ab12-11111111', 'ou-ab12-22222222'],
    ['2', '3', '4'],
  ],
])('of the units %j and those below, each unit once', async (units, digits) => {
  const { answer, calls } = listing(UNITS, { units });

  expect(active(await answer).toSorted()).toEqual(digits.map((one) => one.repeat(12)).toSorted());
  const asked = calls().filter((action) => action === 'ListAccountsForParent');
  expect(asked.length).toBeLessThanOrEqual(3);
});

test.each([
  [undefined, ['ou-ab12-11111111'], ['1', '5']],
  [undefined, ['ou-ab12-22222222', 'ou-ab12-44444444'], ['1', '2']],
  [['ou-ab12-11111111'], ['ou-ab12-33333333'], ['2', '3']],
  [['ou-ab12-11111111'], ['ou-ab12-11111111'], []],
])('of the units %j without the units %j and those below', async (units, exceptUnits, digits) => {
  const { answer } = listing(UNITS, { ...(units && { units }), exceptUnits });

  expect(active(await answer).toSorted()).toEqual(digits.map((one) => one.repeat(12)));
});

test('goes through all pages', async () => {
  const ids = Array.from({ length: 45 }, (_, index) => String(100_000_000_000 + index));
  const { answer, calls } = listing(`accounts: [${ids.map((id) => `{ id: "${id}" }`).join(', ')}]\n`);

  expect((await answer).map(({ id }) => id)).toEqual(ids);
  expect(calls()).toHaveLength(3);
});

test('assumes the role that may list, with the external id, for listings alone', async () => {
  const fleet = `organization: { management: "222222222222" }
accounts:
  - { id: "111111111111" }
  - { id: "222222222222", externalId: x1 }
`;
  const role = 'arn:aws:iam::222222222222:role/dormouse-list';
  const { answer, simulator } = listing(fleet, { listRole: role, externalId: 'x1' });

  expect(await answer).toHaveLength(2);
  const [{ input = {} } = {}] = simulator.calls.list({ action: 'AssumeRole' });
  expect(input).toMatchObject({ RoleArn: role, RoleSessionName: 'dormouse-test', ExternalId: 'x1' });
  expect(JSON.parse(String(input.Policy)).Statement[0].Action).toEqual([
    'organizations:ListAccounts',
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
  ]);
  await expect(listing(fleet).answer).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('an organization of another name is refused: an account is not ours because AWS lists it', async () => {
  const { answer } = listing('organization: { id: o-zzzzzzzzzz }\n');

  await expect(answer).rejects.toThrow(
    'AWS listed the accounts of organization o-zzzzzzzzzz, not of o-a1b2c3d4e5: check organization and listRole under targets',
  );
});

test('a unit that does not exist is an error, not an empty list', async () => {
  const { answer } = listing(UNITS, { units: ['ou-ab12-99999999'] });

  await expect(answer).rejects.toMatchObject({ name: 'ParentNotFoundException' });
});

test('nor is one that is left out: its accounts would be looked after', async () => {
  const { answer } = listing(UNITS, { exceptUnits: ['ou-ab12-99999999'] });

  await expect(answer).rejects.toMatchObject({ name: 'ParentNotFoundException' });
});
