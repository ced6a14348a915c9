import { readBusPolicy } from '../../shared/aws/inspect/delivery.ts';
import type { Inspector } from '../../shared/aws/inspect/inspector.ts';
import { simulateRole } from '../../shared/aws/inspect/permissions.ts';
import type { Target } from '../../shared/policy/model/policy.ts';
import { about, type Finding } from './finding.ts';
import type { HomeStack } from './home-stack.ts';

const { problem } = about('targets');

/** Whether the functions at home may assume the roles in target accounts, as far as IAM can say without a call. */
export async function checkEntering(
  inspector: Inspector,
  targets: readonly Target[],
  home: HomeStack,
): Promise<Finding[]> {
  // The permission to assume a role names the role in every account, so one account for each name is enough.
  const samples = Map.groupBy(
    targets.flatMap(({ role }) => role ?? []),
    (role) => role.split(':role/')[1],
  );
  const found: Finding[] = [];
  for (const [role = ''] of samples.values()) {
    const refused: string[] = [];
    for (const fn of home.functions) {
      const { denied } = await simulateRole(inspector, fn.role, ['sts:AssumeRole'], [role]);
      if (denied.length > 0) refused.push(fn.name);
    }
    if (refused.length === 0) continue;
    const detail = `${refused.join(', ')} may not assume ${role}`;
    const remedy =
      'set roleName and rolePath of the stage to those of that role, and deploy again: docs/organisation.md';
    found.push(problem(detail, remedy));
  }
  return found;
}

/** Whether the inbox lets in the RDS events of the target accounts. */
export async function checkGuests(
  inspector: Inspector,
  targets: readonly Target[],
  home: HomeStack,
): Promise<Finding[]> {
  const others = [...new Set(targets.map(({ account }) => account))].filter((id) => id !== home.account);
  if (others.length === 0) return [];
  const policy = (await readBusPolicy(inspector, `dormouse-${home.stage}-inbox`)) ?? '';
  // An organization lets in all of its accounts. Which these are, the bus does not say.
  if (policy.includes('aws:PrincipalOrgID')) return [];
  const shut = others.filter((id) => !policy.includes(id));
  if (shut.length === 0) return [];
  const [first, ...more] = shut;
  const detail = `the inbox accepts no RDS events from ${first}${more.length > 0 ? ` and ${more.length} other ${more.length === 1 ? 'account' : 'accounts'}` : ''}`;
  const remedy =
    'add them to accounts, or set organization, in the parameters of the stage, and deploy again';
  return [problem(detail, remedy)];
}
