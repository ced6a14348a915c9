import type { Policy } from '../model/policy.ts';

/**
 * Says why the functions of a stack can't work with the organizations that a policy names; undefined when they can. Without
 * the parameter `organization` they may neither list an organization's accounts nor enter them.
 */
export function otherOrganization(
  { organizations = [] }: Pick<Policy, 'organizations'>,
  allowed: string | undefined,
): string | undefined {
  const other = organizations.find(({ organization }) => organization !== allowed);
  if (other === undefined) return undefined;
  const has = allowed === undefined ? 'is not set' : `is ${allowed}`;
  return `targets name the organization ${other.organization}, and the parameter organization ${has}; write organization: ${other.organization} into the parameters of the stage, or name other targets`;
}
