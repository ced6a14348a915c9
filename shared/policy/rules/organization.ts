import { partitionOf } from '../model/arn.ts';
import type { OrganizationTarget, Policy, Target } from '../model/policy.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';

/** An account of an organization. */
export interface OrganizationAccount {
  readonly id: string;
  /** When it joined the organization. */
  readonly joinedAt: EpochMs;
  /** Its state in the organization where that is not `ACTIVE`: `SUSPENDED`, `PENDING_CLOSURE`. It is no target then. */
  readonly inactive?: string;
}

/**
 * How long an account that has joined may be without its role: a StackSet deploys to it by itself, one account after the
 * other. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
const NEW_FOR_MS = DAY_MS;

/** The organizations of a policy once they have been listed. */
export interface ListedOrganizations {
  /** The accounts that an organization's entry stands for. Undefined: they could not be listed. */
  accountsOf(organization: OrganizationTarget): readonly OrganizationAccount[] | undefined;
  /** The account whose own credentials are in use, and need no role. */
  readonly home: string;
  readonly now: EpochMs;
}

/**
 * The policy with the accounts of its organizations among its targets. An account that the policy names by number has its
 * own entry alone, and one in two organizational units the first that stands for it. The organizations stay, so that a
 * policy without any account is not one of the home account.
 */
export function withOrganizationAccounts(policy: Policy, listed: ListedOrganizations): Policy {
  const { targets, organizations = [] } = policy;
  if (organizations.length === 0) return policy;
  const known = new Set(targets.map(({ account }) => account));
  const found = organizations.flatMap((organization) => {
    const accounts = listed.accountsOf(organization) ?? [];
    const joining = accounts.filter(
      ({ id, inactive }) => inactive === undefined && !known.has(id) && !organization.except.includes(id),
    );
    for (const { id } of joining) known.add(id);
    return joining.map((account) => targetOf(organization, account, listed));
  });
  return { ...policy, targets: [...targets, ...found] };
}

function targetOf(
  { role, readRole, externalId, regions }: OrganizationTarget,
  { id, joinedAt }: OrganizationAccount,
  { home, now }: ListedOrganizations,
): Target {
  if (id === home) return { account: id, regions };
  const arnOf = (name: string): string => `arn:${partitionOf(regions[0] ?? '')}:iam::${id}:role/${name}`;
  return {
    account: id,
    role: arnOf(role),
    ...(readRole !== undefined && { readRole: arnOf(readRole) }),
    ...(externalId !== undefined && { externalId }),
    regions,
    ...(now - joinedAt < NEW_FOR_MS && { isNew: true as const }),
  };
}
