import type { Policy } from '../model/policy.ts';

/**
 * Says why the functions of a stack can't assume the roles that a policy names; undefined when they can. `own` is the only
 * role that they may assume, with its path: `/platform/dormouse-eu`.
 */
export function otherRole(
  { targets, organizations = [] }: Pick<Policy, 'targets' | 'organizations'>,
  own: string,
): string | undefined {
  const named = [
    ...targets.flatMap(({ role }) => role?.split(':role')[1] ?? []),
    ...organizations.map(({ role }) => `/${role}`),
  ];
  const other = named.find((role) => role !== own);
  if (other === undefined) return undefined;
  return `targets name the role ${other.slice(1)}, and the functions may assume ${own.slice(1)} alone, by the parameters roleName and rolePath; write the same into both`;
}
