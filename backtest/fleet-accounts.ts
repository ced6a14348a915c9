import type { OrganizationTarget, Policy } from '../shared/policy/model/policy.ts';
import { withOrganizationAccounts } from '../shared/policy/rules/organization.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { Fleet } from '../simulator/fleet/fleet.ts';

/**
 * The policy with the accounts of a fleet among its targets, as if AWS had listed them: whatever its organization is
 * called, for a fleet is one. A recorded fleet knows no organizational units, so its accounts are in each.
 */
export function withFleetAccounts(policy: Policy, { accounts, recorded }: Fleet, start: EpochMs): Policy {
  const accountsOf = ({ units }: OrganizationTarget) =>
    accounts
      .filter(({ state = 'ACTIVE' }) => state === 'ACTIVE')
      .filter(
        ({ unit }) =>
          units === undefined ||
          (unit?.split('/').some((one) => units.includes(one)) ?? recorded !== undefined),
      )
      // The simulator lets everybody in, so no role is missing.
      .map(({ id }) => ({ id, joinedAt: Number.NEGATIVE_INFINITY }));
  return withOrganizationAccounts(policy, { accountsOf, home: accounts[0]?.id ?? '', now: start });
}
