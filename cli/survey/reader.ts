import type { Session } from '../../shared/aws/client/assume-role.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { recipes } from './recipes.ts';

/** The value of a secret is data, and no plan needs any. */
const READING = /^(?!secretsmanager:)[\w-]+:(Describe|Get|List)/;

/** Permissions for what people are shown beside the decisions of the functions. */
export const readBesides: readonly string[] = [
  'rds:DescribeDBClusterParameterGroups',
  'rds:DescribeDBEngineVersions',
  'rds:DescribeDBMajorEngineVersions',
  'rds:DescribeDBParameterGroups',
  'rds:DescribeDBSubnetGroups',
];

/** The session in which a plan assumes roles: whatever these allow, it can only read. */
export const readerSession: Session = {
  name: 'dormouse-plan',
  actions: [...new Set([...recipes.flatMap(({ permissions }) => permissions), ...readBesides])]
    .filter((action) => READING.test(action))
    .sort(),
};

/** Permissions to look at what Dormouse has in a target account: its stack, its rule, its role. */
export const inspectBesides: readonly string[] = [
  'events:DescribeRule',
  'events:ListTargetsByRule',
  'iam:GetRole',
  'iam:SimulatePrincipalPolicy',
  'ssm:GetParameter',
];

/** The session in which `doctor` assumes roles: it can only read, too. */
export const inspectorSession: Session = {
  name: 'dormouse-doctor',
  actions: [...new Set([...(readerSession.actions ?? []), ...inspectBesides])].sort(),
};

/** The policy with the role for people in each target that names one. */
export function byReadRoles(policy: Policy): Policy {
  const targets = policy.targets.map(({ readRole, ...target }) =>
    readRole === undefined ? target : { ...target, role: readRole },
  );
  return { ...policy, targets };
}
