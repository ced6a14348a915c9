import pMap from 'p-map';
import { isRoleRefused } from '../../shared/aws/client/assume-role.ts';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { createScope } from '../../shared/aws/client/clients.ts';
import { classify } from '../../shared/aws/client/faults.ts';
import { defined } from '../../shared/defined.ts';
import type { Policy, Target } from '../../shared/policy/model/policy.ts';
import { inspectorSession } from '../survey/reader.ts';
import type { Progress } from '../terminal/progress.ts';
import { guarded } from './deployment.ts';
import { about, because, type Finding } from './finding.ts';
import type { HomeStack } from './home-stack.ts';
import { checkTargetRole, checkTargetStack } from './spokes.ts';
import { checkKeys, checkQuotas, checkReading } from './targets.ts';

/**
 * Accounts and Regions that are looked at together. Each has limits of its own at AWS; the connections of this process have
 * room for some more.
 */
const AT_ONCE = 32;

/** The accounts and Regions to look at. */
interface Places {
  readonly policy: Policy;
  readonly home: HomeStack;
  /** One Region of each account alone; absent: all of them. */
  readonly only?: string | undefined;
}

/** Everything about the accounts and Regions of the policy; without targets, about the home. */
export async function checkPlaces({ policy, home, only }: Places, progress: Progress): Promise<Finding[]> {
  const isAtHome = policy.targets.length === 0 && policy.organizations === undefined;
  const targets: readonly Target[] = isAtHome
    ? [{ account: home.account, regions: [home.region] }]
    : policy.targets;
  const places = targets.flatMap((target) =>
    target.regions
      .filter((region) => only === undefined || region === only)
      .map((region, index) => ({ target, region, isFirst: index === 0 })),
  );
  let done = 0;
  const found = await pMap(
    places,
    async (place) => {
      const findings = await checkPlace(place, policy, home);
      done += 1;
      progress.waitFor(`${done} of ${places.length} accounts and Regions`);
      return findings.map((one) => ({ ...one, account: place.target.account, region: place.region }));
    },
    { concurrency: AT_ONCE },
  );
  return found.flat();
}

interface Place {
  readonly target: Target;
  readonly region: string;
  /** Whether it is the one Region in which the account is asked about what is the same in all of them. */
  readonly isFirst: boolean;
}

async function checkPlace(
  { target, region, isFirst }: Place,
  policy: Policy,
  home: HomeStack,
): Promise<Finding[]> {
  const { account, role, readRole = role, externalId } = target;
  const location = { account, region, ...defined({ role: readRole, externalId }) };
  const scope = createScope(location, undefined, { warn: () => undefined, session: inspectorSession });
  const shut = await checkRoleForPeople(scope, target);
  // Whoever is not let in sees nothing else either.
  if (shut.length > 0) return shut;
  const isHome = account === home.account && region === home.region;
  return [
    ...(await guarded('permissions', () => checkReading(scope, policy))),
    ...(isFirst ? await guarded('targets', () => checkTargetRole(scope, target, home)) : []),
    ...(isHome ? [] : await guarded('targets', () => checkTargetStack(scope, role, home))),
    ...(await guarded('keys', () => checkKeys(scope, policy))),
    ...(await guarded('quotas', () => checkQuotas(scope, policy))),
  ];
}

/** Whether the role can be assumed by which people look into the account. */
async function checkRoleForPeople(scope: AwsScope, { readRole, role }: Target): Promise<Finding[]> {
  const name = readRole ?? role;
  if (name === undefined) return [];
  const { problem, unknown } = about('permissions');
  try {
    await scope.clients.rds.config.credentials();
    return [];
  } catch (error) {
    if (classify(error) === undefined) throw error;
    const remedy =
      readRole === undefined
        ? 'deploy spoke.yml there with Readers, and name its role for people as readRole under targets'
        : 'deploy spoke.yml there with Readers that name you, and with the externalId of the policy';
    if (!isRoleRefused(error)) return [unknown(...because(error, 'try again', `${scope.account}: `))];
    return [
      problem(
        `${scope.account}: the role ${name.split(':role/')[1]} does not let you in, or is not there`,
        remedy,
      ),
    ];
  }
}
