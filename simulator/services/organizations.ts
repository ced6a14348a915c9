import type { AccountInfo, Identities, OrganizationInfo } from '../core/identities.ts';
import { type Call, type Service, ServiceError } from '../core/service.ts';

/** The most that AWS puts on a page: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html */
const PAGE = 20;

const YEAR_MS = 365 * 86_400_000;

/** For simulators without a fleet. */
const defaultOrganization: OrganizationInfo = { id: 'o-a1b2c3d4e5' };

/**
 * ListAccounts, ListAccountsForParent and ListOrganizationalUnitsForParent over the accounts that there are, `start` being
 * when the simulation began.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
 */
export function createOrganizations(
  { accounts }: Pick<Identities, 'accounts'>,
  { id: organization, management }: OrganizationInfo = defaultOrganization,
  start: number,
): Service {
  const owner = management ?? accounts[0]?.id ?? '123456789012';
  const arnOf = (kind: string, id: string) => `arn:aws:organizations::${owner}:${kind}/${organization}/${id}`;

  function described({ id, state = 'ACTIVE', joined = YEAR_MS }: AccountInfo): Record<string, unknown> {
    return {
      Id: id,
      Arn: arnOf('account', id),
      Name: `account ${id}`,
      Email: `aws+${id}@example.com`,
      State: state,
      JoinedMethod: 'CREATED',
      JoinedTimestamp: new Date(start - joined),
    };
  }

  function allowed(call: Call): void {
    if (management === undefined || call.account === management) return;
    const message = "You don't have permissions to access this resource.";
    throw new ServiceError('AccessDeniedException', message, 400);
  }

  /** The units on the way to an account, from the root on. */
  const unitsOf = ({ unit }: AccountInfo): string[] => unit?.split('/') ?? [];
  const isRoot = (parent: string): boolean => parent.startsWith('r-');
  const units = new Set(accounts.flatMap(unitsOf));

  function parentOf({ ParentId }: Record<string, unknown>): string {
    const parent = String(ParentId);
    if (isRoot(parent) || units.has(parent)) return parent;
    const message = "You specified a parent that doesn't exist.";
    throw new ServiceError('ParentNotFoundException', message, 400);
  }

  return {
    name: 'organizations',
    operations: {
      ListAccounts(input, call) {
        allowed(call);
        return page('Accounts', accounts.map(described), input);
      },
      ListAccountsForParent(input, call) {
        allowed(call);
        const parent = parentOf(input);
        const own = accounts.filter(
          (one) => (unitsOf(one).at(-1) ?? 'r-') === (isRoot(parent) ? 'r-' : parent),
        );
        return page('Accounts', own.map(described), input);
      },
      ListOrganizationalUnitsForParent(input, call) {
        allowed(call);
        const parent = parentOf(input);
        const below = accounts.flatMap((one) => {
          const path = unitsOf(one);
          return path.slice(isRoot(parent) ? 0 : path.indexOf(parent) + 1 || path.length).slice(0, 1);
        });
        const ids = [...new Set(below)];
        return page(
          'OrganizationalUnits',
          ids.map((Id) => ({ Id, Arn: arnOf('ou', Id), Name: Id })),
          input,
        );
      },
    },
  };
}

function page(
  name: string,
  all: readonly unknown[],
  { NextToken: token, MaxResults: size = PAGE }: Record<string, unknown>,
): Record<string, unknown> {
  const from = Number(token ?? 0);
  const to = from + Number(size);
  return { [name]: all.slice(from, to), ...(to < all.length && { NextToken: String(to) }) };
}
