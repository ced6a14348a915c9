import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { readFunction } from '../../shared/aws/inspect/deployed-function.ts';
import { createInspector } from '../../shared/aws/inspect/inspector.ts';
import { parseArn } from '../../shared/policy/model/arn.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { destinationRegions } from '../../shared/policy/snapshots/locations.ts';
import { functionName } from '../survey/recipes.ts';
import { about, type Finding } from './finding.ts';
import type { HomeStack } from './home-stack.ts';
import type { SpokeNote } from './spoke-note.ts';

const { problem } = about('targets');

/**
 * Whether another home of this account has the same deployment. It is looked for in the Regions where the policy has
 * something to do.
 */
export async function checkTwins(policy: Policy, home: HomeStack): Promise<Finding[]> {
  const places = policy.targets.flatMap(({ account, regions }) =>
    regions.map((region) => ({ account, region })),
  );
  const regions = new Set(
    places.flatMap(({ account, region }) => [region, ...destinationRegions(policy, account, region)]),
  );
  regions.delete(home.region);
  const found: Finding[] = [];
  for (const region of regions) {
    const twin = await readFunction(createInspector(region), functionName(home.stage, 'prune-snapshots'));
    if (twin?.environment.DORMOUSE_DEPLOYMENT === home.deployment)
      found.push(sameDeployment(`another home in ${region} is`, home));
  }
  return found;
}

/**
 * Whether a place belongs to another home of the same deployment: that home notes itself under the name of a stack of
 * spoke.yml, and its stacks note its bus.
 */
export function checkTwin(
  { account, region }: AwsScope,
  { inbox }: SpokeNote,
  home: HomeStack,
): Finding | undefined {
  const [of, ofHome] = [inbox, home.inbox].map((arn) => parseArn(arn));
  if (of === undefined || (of.account === ofHome?.account && of.region === ofHome.region)) return undefined;
  const where = `${account} ${region}`;
  if (of.account === account && of.region === region)
    return sameDeployment(`${where}: it is a home of its own, and`, home);
  return sameDeployment(
    `${where}: another home, in ${of.account} ${of.region}, is`,
    home,
    `; if that home is gone, update this stack with InboxBusArn=${home.inbox}`,
  );
}

function sameDeployment(who: string, { deployment }: HomeStack, otherwise = ''): Finding {
  return problem(
    `${who} the same deployment, ${deployment}: each takes the snapshots of the other for its own`,
    `set roleName of one of them to a name of its own: docs/organisation.md#two-homes${otherwise}`,
  );
}
