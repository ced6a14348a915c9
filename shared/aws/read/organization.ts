import type { Account, OrganizationsClient } from '@aws-sdk/client-organizations';
import { defined } from '../../defined.ts';
import type { OrganizationTarget } from '../../policy/model/policy.ts';
import type { OrganizationAccount } from '../../policy/rules/organization.ts';
import type { Home } from '../client/clients.ts';
import { everyItem } from '../client/pages.ts';
import { required, UnexpectedAnswer } from '../client/unexpected-answer.ts';

/** The IAM actions that a listing needs. */
const LISTING: readonly string[] = [
  'organizations:ListAccounts',
  'organizations:ListAccountsForParent',
  'organizations:ListOrganizationalUnitsForParent',
];

/** Units may lie five deep: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MAX_UNITS = 2_000;

/**
 * The accounts of an organization, or of its units and the units below, without those of units that are left out. Suspended
 * and closing accounts, and those that have not been set up, are marked as inactive. A listing is complete or it is an error;
 * throws, too, when AWS lists accounts of another organization than the one that is named, or has no such unit.
 *
 * Only the management account and accounts that it has delegated this to may list:
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export async function listOrganizationAccounts(
  home: Pick<Home, 'organizations'>,
  { organization, units, exceptUnits, listRole, externalId }: OrganizationTarget,
  sessionName: string,
): Promise<readonly OrganizationAccount[]> {
  const session = { name: sessionName, actions: LISTING };
  const client = await home.organizations(
    listRole === undefined ? undefined : { role: listRole, session, ...defined({ externalId }) },
  );
  const listed = units === undefined ? await listAll(client) : await listBelow(client, units);
  const leftOut = new Set((exceptUnits ? await listBelow(client, exceptUnits) : []).map(({ Id }) => Id));
  return listed.flatMap((account) => {
    if (leftOut.has(account.Id)) return [];
    const id = required(account.Id, 'Id', 'an account of the organization');
    const owner = required(account.Arn, 'Arn', `account ${id}`).split('/').at(-2);
    if (owner !== organization) {
      throw new UnexpectedAnswer(
        `AWS listed the accounts of organization ${owner}, not of ${organization}: check organization and listRole under targets`,
      );
    }
    const state = stateOf(account);
    // An account that is not set up yet may lack the time.
    if (state !== 'ACTIVE')
      return [{ id, joinedAt: account.JoinedTimestamp?.getTime() ?? 0, inactive: state }];
    const joinedAt = required(account.JoinedTimestamp, 'JoinedTimestamp', `account ${id}`).getTime();
    return [{ id, joinedAt }];
  });
}

/**
 * `State` takes the place of `Status`, which AWS retires in September 2026 and not all partitions may do without yet:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
 */
function stateOf({ Id, State, Status }: Account): string {
  return required(State ?? Status, 'State', `account ${Id}`);
}

async function listAll(client: OrganizationsClient): Promise<Account[]> {
  const { paginateListAccounts } = await import('../client/sdk/organizations.ts');
  return everyItem(
    paginateListAccounts({ client }, {}),
    ({ Accounts }) => Accounts,
    ({ NextToken }) => NextToken,
  );
}

async function listBelow(client: OrganizationsClient, units: readonly string[]): Promise<Account[]> {
  const { paginateListAccountsForParent, paginateListOrganizationalUnitsForParent } = await import(
    '../client/sdk/organizations.ts'
  );
  const accounts: Account[] = [];
  const seen = new Set(units);
  // Grows while it is gone through: a unit's own units come after it, each once.
  for (const ParentId of seen) {
    if (seen.size > MAX_UNITS) throw new UnexpectedAnswer(`AWS lists more than ${MAX_UNITS} units`);
    accounts.push(
      ...(await everyItem(
        paginateListAccountsForParent({ client }, { ParentId }),
        ({ Accounts }) => Accounts,
        ({ NextToken }) => NextToken,
      )),
    );
    const below = await everyItem(
      paginateListOrganizationalUnitsForParent({ client }, { ParentId }),
      ({ OrganizationalUnits }) => OrganizationalUnits,
      ({ NextToken }) => NextToken,
    );
    for (const { Id } of below) seen.add(required(Id, 'Id', `a unit of ${ParentId}`));
  }
  return accounts;
}
