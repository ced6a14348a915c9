import manifest from '../../package.json' with { type: 'json' };
import type { DeployedFunction } from '../../shared/aws/inspect/deployed-function.ts';
import { VERSION_TAG } from '../../shared/policy/file/deployed.ts';
import { partitionOf } from '../../shared/policy/model/arn.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Looked } from './functions.ts';

/** The home as its targets have to fit to it. */
export interface HomeStack {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly stage: string;
  /** The name of the deployment, by which its snapshots and pauses are known. */
  readonly deployment: string;
  /** Name of the role in target accounts. */
  readonly roleName: string;
  /** The deployed release; that at hand where nothing is deployed yet. */
  readonly version: string;
  /** ARN of the bus for RDS events. */
  readonly inbox: string;
  /** Whether the function of restore drills is deployed. */
  readonly drills: boolean;
  /** Those that are deployed. */
  readonly functions: readonly DeployedFunction[];
  /** The IAM actions that they need in target accounts. */
  readonly permissions: readonly string[];
}

/** The default name of the role in target accounts. */
const ROLE = 'dormouse';

/** The home by its functions, as far as they are deployed. */
export function homeStack(
  { account, region }: TargetLocation,
  stage: string,
  looked: readonly Looked[],
): HomeStack {
  const deployed = looked.filter(({ fn }) => fn !== undefined);
  const functions = deployed.flatMap(({ fn }) => fn ?? []);
  const partition = partitionOf(region) ?? 'aws';
  const [first] = functions;
  // With a role name of its own, a deployment is called <stage>.<role name>.
  const deployment = first?.environment.DORMOUSE_DEPLOYMENT || stage;
  const roleName = deployment.slice(stage.length + 1) || ROLE;
  return {
    ...{ account, region, partition, stage, deployment, roleName, functions },
    version: first?.tags?.[VERSION_TAG] ?? manifest.version,
    inbox: `arn:${partition}:events:${region}:${account}:event-bus/dormouse-${stage}-inbox`,
    drills: deployed.some(({ recipe }) => recipe.aspect === 'recovery'),
    permissions: [...new Set(deployed.flatMap(({ recipe }) => recipe.permissions))].sort(),
  };
}
