/** Targets by organization against moto: which accounts it lists, of which units, and who may. */

import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createHome } from '../../shared/aws/client/clients.ts';
import { listOrganizationAccounts } from '../../shared/aws/read/organization.ts';
import type { OrganizationTarget } from '../../shared/policy/model/policy.ts';
import { setEnvironment } from '../cli/run-cli.ts';
import { type MotoServer, startMoto } from './server.ts';

const region = 'eu-central-1';
let moto: MotoServer;
let organization: string;
let root: string;
const client = () => new OrganizationsClient({ region });

beforeAll(async () => {
  moto = await startMoto();
  setEnvironment(moto.url);
  const { Organization } = await client().send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  organization = Organization?.Id ?? '';
  const { Roots = [] } = await client().send(new ListRootsCommand());
  root = Roots[0]?.Id ?? '';
});

afterAll(() => {
  moto.close();
  vi.unstubAllEnvs();
});

async function unitBelow(ParentId: string, Name: string): Promise<string> {
  const { OrganizationalUnit } = await client().send(new CreateOrganizationalUnitCommand({ ParentId, Name }));
  return OrganizationalUnit?.Id ?? '';
}

async function accountIn(unit: string, name: string): Promise<string> {
  const { CreateAccountStatus: made } = await client().send(
    new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
  );
  const AccountId = made?.AccountId ?? '';
  await client().send(new MoveAccountCommand({ AccountId, SourceParentId: root, DestinationParentId: unit }));
  return AccountId;
}

function list(target: Partial<OrganizationTarget> = {}) {
  const usual = { organization, except: [], role: 'dormouse', regions: [region] };
  return listOrganizationAccounts(createHome(region), { ...usual, ...target }, 'dormouse-test');
}

test('lists the accounts of units, however deep, and all of them over several pages', async () => {
  const upper = await unitBelow(root, 'workloads');
  const lower = await unitBelow(upper, 'dev');
  const other = await unitBelow(root, 'sandbox');
  const inUpper = await accountIn(upper, 'prod');
  const inLower = await Promise.all(
    Array.from({ length: 23 }, (_, index) => accountIn(lower, `dev-${index}`)),
  );
  const inOther = await accountIn(other, 'play');
  const ids = async (units?: string[]) => (await list(units && { units })).map(({ id }) => id).toSorted();

  expect(await ids([upper])).toEqual([inUpper, ...inLower].toSorted());
  expect(await ids([lower, other])).toEqual([...inLower, inOther].toSorted());
  const all = await ids();
  expect(all).toEqual(expect.arrayContaining([inUpper, ...inLower, inOther]));
  // The management account, too.
  expect(all).toHaveLength(26);
  expect((await list()).every(({ joinedAt }) => Math.abs(joinedAt - Date.now()) < 3_600_000)).toBe(true);
});

test('another organization, and a unit that does not exist, are errors', async () => {
  await expect(list({ organization: 'o-zzzzzzzzzz' })).rejects.toMatchObject({ name: 'UnexpectedAnswer' });
  await expect(list({ units: ['ou-ab12-99999999'] })).rejects.toThrow();
});
