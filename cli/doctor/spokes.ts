import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { readRule } from '../../shared/aws/inspect/delivery.ts';
import { simulateRole } from '../../shared/aws/inspect/permissions.ts';
import { readSpokeNote, readTrust } from '../../shared/aws/inspect/spoke.ts';
import { createTargetInspector, type TargetInspector } from '../../shared/aws/inspect/target-inspector.ts';
import { defined } from '../../shared/defined.ts';
import type { Target } from '../../shared/policy/model/policy.ts';
import { about, type Finding } from './finding.ts';
import type { HomeStack } from './home-stack.ts';
import { actedOn, drilledOn } from './resources.ts';
import { parseSpokeNote, type SpokeNote } from './spoke-note.ts';
import { type Distrust, distrust } from './trust.ts';
import { checkTwin } from './twins.ts';

const { ok, warning, problem } = about('targets');

/**
 * Whether the role of a target account is there, lets the functions of the stage in, and may do what they need. Once an
 * account, because roles are global.
 */
export async function checkTargetRole(scope: AwsScope, target: Target, home: HomeStack): Promise<Finding[]> {
  const { role, externalId } = target;
  if (role === undefined) return [];
  if (scope.account === home.account) {
    const detail = `${scope.account} is the home, where spoke.yml makes no role ${nameOf(role)}`;
    return [
      problem(detail, 'take role and readRole out of this target: the functions use their own roles at home'),
    ];
  }
  const inspector = createTargetInspector(scope);
  const trust = await readTrust(inspector, role);
  if (trust === undefined) {
    const detail = `${scope.account}: there is no role ${nameOf(role)}`;
    return [
      problem(detail, `deploy spoke.yml there with ${parametersOf(role, home)}: docs/deploy.md#spokes`),
    ];
  }
  // A target may be there before its home.
  if (home.functions.length === 0)
    return [ok(`${scope.account}: there is a role ${nameOf(role)}, for functions that are not deployed yet`)];
  const found = home.functions.flatMap(({ name, role: principal }) => {
    const refused = distrust(trust, { principal, ...defined({ externalId }) });
    return refused === undefined ? [] : [{ name, principal, refused }];
  });
  const [first] = found;
  if (first !== undefined)
    return [refusal(scope, { ...first, all: found.length === home.functions.length, role }, home)];
  return checkPermissions(scope, inspector, role, home);
}

/** The parameters of spoke.yml that give a role its name. */
function parametersOf(role: string, { stage }: Pick<HomeStack, 'stage'>): string {
  const path = role.slice(role.indexOf(':role/') + ':role'.length, role.lastIndexOf('/') + 1);
  return [`Stage=${stage}`, `RoleName=${nameOf(role)}`, ...(path === '/' ? [] : [`RolePath=${path}`])].join(
    ' ',
  );
}

interface Refused {
  readonly name: string;
  readonly principal: string;
  readonly refused: Distrust;
  readonly role: string;
  /** Whether no function is let in. */
  readonly all: boolean;
}

function refusal(
  { account }: AwsScope,
  { name, principal, refused, role, all }: Refused,
  home: HomeStack,
): Finding {
  const who = `${account}: the role ${nameOf(role)}`;
  const [wanted = 'nobody'] = refused.wanted;
  switch (refused.by) {
    case 'account':
      return problem(
        `${who} lets in ${wanted}, not account ${home.account}`,
        `update its stack with InboxBusArn=${home.inbox}`,
      );
    case 'external id':
      // It is no secret, and still not written to where logs may be kept.
      return problem(
        `${who} asks for another external ID than the policy has`,
        'set externalId under targets, or ExternalId of its stack, to the same text',
      );
    case 'name':
      return problem(
        `${who} lets in ${all ? nameOf(wanted) : 'other functions'}, not ${nameOf(principal)}`,
        all
          ? `update its stack with ${parametersOf(role, home)}`
          : `update its stack to the release of the home: it does not know ${name}`,
      );
    default:
      return problem(`${who} has a condition that spoke.yml does not write: ${wanted}`, 'update its stack');
  }
}

async function checkPermissions(
  { account, region }: AwsScope,
  inspector: TargetInspector,
  role: string,
  { permissions, partition, drills }: HomeStack,
): Promise<Finding[]> {
  const place = { partition, region, account };
  const rds = `arn:${partition}:rds:${region}:${account}`;
  const ofDrills = drills ? [...drilledOn(place), `${rds}:cluster-pg:any`, `${rds}:pg:any`, role] : [];
  const { denied } = await simulateRole(inspector, role, permissions, [...actedOn(place), ...ofDrills]);
  if (denied.length === 0)
    return [ok(`${account}: the role ${nameOf(role)} lets the functions in, and may do what they need`)];
  return [
    problem(
      `${account}: the role ${nameOf(role)} lacks ${denied.join(', ')}`,
      'update the stack of spoke.yml, and look for a permissions boundary or a service control policy',
    ),
  ];
}

/** Whether an account and Region has the stack of the home's release and stage, which forwards events to its inbox. */
export async function checkTargetStack(
  scope: AwsScope,
  role: string | undefined,
  home: HomeStack,
): Promise<Finding[]> {
  const { account, region } = scope;
  const where = `${account} ${region}`;
  const roleName = role === undefined || account === home.account ? home.roleName : nameOf(role);
  const inspector = createTargetInspector(scope);
  const text = await readSpokeNote(inspector, home.stage, roleName);
  if (text === undefined) {
    const detail = `${where}: no stack of spoke.yml for the stage ${home.stage} and the role ${roleName} has recorded its release`;
    const remedy =
      'deploy spoke.yml there, or update it: without it RDS events reach the functions minutes later';
    return [warning(detail, remedy)];
  }
  const note = parseSpokeNote(text);
  const twin = checkTwin(scope, note, home);
  if (twin !== undefined) return [twin];
  const found = [
    ...checkRelease(where, note, home),
    ...(await checkForwarding(where, note, inspector, home)),
    ...(account === home.account ? [] : checkDrills(where, note, home)),
  ];
  return found.length > 0
    ? found
    : [ok(`${where}: the stack of spoke.yml has the version of the home, ${note.version}`)];
}

function checkRelease(where: string, { version }: SpokeNote, home: HomeStack): Finding[] {
  if (version === home.version) return [];
  const detail = `${where}: spoke.yml has version ${version}, the home has ${home.version}`;
  return [warning(detail, 'update the one that is older, the StackSet first: docs/deploy.md#upgrade')];
}

async function checkForwarding(
  where: string,
  { inbox, rule }: SpokeNote,
  inspector: TargetInspector,
  home: HomeStack,
): Promise<Finding[]> {
  if (inbox !== home.inbox) {
    const detail = `${where}: RDS events go to ${inbox}, not to ${home.inbox}`;
    return [problem(detail, `update its stack with InboxBusArn=${home.inbox}`)];
  }
  if (rule === '') return [];
  const forward = await readRule(inspector, rule);
  if (forward === undefined)
    return [
      problem(
        `${where}: the rule ${rule} is gone`,
        'delete the stack of spoke.yml there, and deploy it again',
      ),
    ];
  if (!forward.isEnabled)
    return [
      problem(`${where}: the rule ${rule} is disabled`, `enable it: aws events enable-rule --name ${rule}`),
    ];
  if (!forward.targets.includes(inbox)) {
    const detail = `${where}: the rule ${rule} does not send to ${inbox}`;
    return [problem(detail, 'delete the stack of spoke.yml there, and deploy it again')];
  }
  return [];
}

function checkDrills(where: string, { drills }: SpokeNote, { drills: atHome }: HomeStack): Finding[] {
  if (drills === atHome) return [];
  return atHome
    ? [
        problem(
          `${where}: the stack has no permissions for restore drills, which the home has`,
          'update it with Drills=true',
        ),
      ]
    : [
        warning(
          `${where}: the stack allows restore drills, which the home does not have`,
          'update it with Drills=false',
        ),
      ];
}

function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
