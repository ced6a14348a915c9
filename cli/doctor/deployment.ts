import manifest from '../../package.json' with { type: 'json' };
import { classify } from '../../shared/aws/client/faults.ts';
import { readDepth, readRule, readSweeps } from '../../shared/aws/inspect/delivery.ts';
import { type DeployedFunction, readParameter } from '../../shared/aws/inspect/deployed-function.ts';
import type { Inspector } from '../../shared/aws/inspect/inspector.ts';
import { simulateRole } from '../../shared/aws/inspect/permissions.ts';
import { DIGEST_TAG, policyDigest, VERSION_TAG } from '../../shared/policy/file/deployed.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import { functionName } from '../survey/recipes.ts';
import { about, because, type Check, type Finding } from './finding.ts';
import type { Looked } from './functions.ts';
import { checkPauses } from './pauses.ts';
import { actedOn, drilledOn } from './resources.ts';

/** A deployment, and the policy file at hand. */
export interface Deployment {
  readonly inspector: Inspector;
  readonly account: string;
  readonly stage: string;
  /** The name by which it is paused. */
  readonly deployment: string;
  readonly functions: readonly Looked[];
  /** Whether some rule wants restore drills: their function is deployed only where it is asked for. */
  readonly wantsDrills: boolean;
  readonly policyName: string;
  readonly policyText: string;
}

/** A deployment with the recipes of the functions that it should have. */
interface Expected extends Deployment {
  readonly recipes: readonly Recipe[];
}

/** Everything about the deployment of a stage. */
export async function checkDeployment(all: Deployment): Promise<Finding[]> {
  const { inspector, stage, wantsDrills } = all;
  const { ok, problem, warning } = about('deployment');
  const expected = all.functions.filter(
    ({ recipe, fn }) => recipe.aspect !== 'recovery' || wantsDrills || fn !== undefined,
  );
  const deployment: Expected = { ...all, recipes: expected.map(({ recipe }) => recipe) };
  const functions = expected.flatMap(({ fn }) => fn ?? []);
  if (functions.length === 0) {
    return [
      warning(
        `stage ${stage} is not deployed in ${inspector.region}`,
        `deploy it: npm run deploy -- --stage ${stage}; or name another with --stage and --region`,
      ),
    ];
  }
  const missing = expected.filter(({ fn }) => fn === undefined).map(({ recipe }) => recipe);
  const lacksDrills = missing.some(({ aspect }) => aspect === 'recovery');
  const versions = [...new Set(functions.map(({ tags }) => tags?.[VERSION_TAG] ?? 'unknown'))];
  const isCurrent = versions.length === 1 && versions[0] === manifest.version;
  const version = `stage ${stage} in ${inspector.region}: version ${versions.join(', ')}, here ${manifest.version}`;
  return [
    ...(missing.length > 0
      ? [
          problem(
            `functions are missing: ${missing.map(({ name }) => name).join(', ')}`,
            `deploy again: npm run deploy -- --stage ${stage}${lacksDrills ? ', with drills: true in its parameters, because the policy has recovery' : ''}`,
          ),
        ]
      : []),
    isCurrent ? ok(version) : warning(version, 'deploy again, or use the version that is deployed'),
    ...(await guarded('policy', () => checkPolicy(deployment, functions))),
    ...(await guarded('pauses', () => checkPauses(inspector, all.deployment))),
    ...(await guarded('permissions', () => checkRoles(deployment, functions))),
    ...(await guarded('events', () => checkEvents(deployment, functions))),
    ...(await guarded('schedules', () => checkSchedules(deployment))),
    ...(await guarded('dead letters', () => checkDeadLetters(deployment))),
  ];
}

/** A check that may not look is unknown, and keeps no other from being made. */
export async function guarded(check: Check, run: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await run();
  } catch (error) {
    if (classify(error) === undefined) throw error;
    return [about(check).unknown(...because(error, 'allow the call: docs/security.md, or try again'))];
  }
}

async function checkPolicy(
  deployment: Deployment,
  functions: readonly DeployedFunction[],
): Promise<Finding[]> {
  const { ok, problem, unknown } = about('policy');
  const { inspector, policyName, policyText, stage } = deployment;
  const [first] = functions;
  const source = first?.environment.DORMOUSE_POLICY ?? '';
  const differs = (where: string): Finding =>
    problem(`${where} is not ${policyName}`, `deploy again, or compare: npm run deploy -- --stage ${stage}`);
  if (source.startsWith('ssm:')) {
    const text = await readParameter(inspector, source.slice('ssm:'.length));
    return [
      text === policyText
        ? ok(`the policy in ${source} is ${policyName}`)
        : differs(`the policy in ${source}`),
    ];
  }
  if (/^(appconfig|s3):/.test(source)) {
    return [unknown(`the policy in ${source} is not compared`, 'compare it with what is there')];
  }
  const digests = new Set(functions.map(({ tags }) => tags?.[DIGEST_TAG]));
  if (digests.has(undefined)) {
    return [
      unknown('the functions do not say which policy they have', 'allow lambda:ListTags, or deploy again'),
    ];
  }
  return digests.size === 1 && digests.has(policyDigest(policyText))
    ? [ok(`the deployed policy is ${policyName}`)]
    : [differs('the deployed policy')];
}

/** Whether the roles of the functions may do what they need, as far as IAM can say without a call. */
async function checkRoles(deployment: Expected, functions: readonly DeployedFunction[]): Promise<Finding[]> {
  const { ok, problem } = about('permissions');
  const { inspector, account, recipes, stage } = deployment;
  const [, partition = 'aws'] = functions[0]?.arn.split(':') ?? [];
  const place = { partition, region: inspector.region, account };
  const resources = actedOn(place);
  const found: Finding[] = [];
  for (const recipe of recipes) {
    const own = functions.find(({ name }) => name === functionName(stage, recipe.name));
    if (own === undefined) continue;
    const those = recipe.aspect === 'recovery' ? [...resources, ...drilledOn(place), own.role] : resources;
    const { denied } = await simulateRole(inspector, own.role, recipe.permissions, those);
    if (denied.length > 0) {
      found.push(
        problem(
          `the role of ${recipe.name} lacks ${denied.join(', ')}`,
          'deploy again, and look for a permissions boundary or a service control policy',
        ),
      );
    }
  }
  return found.length > 0 ? found : [ok('the roles of the functions may do what they need')];
}

/** Whether RDS events reach the queues, and messages the functions. */
async function checkEvents(
  deployment: Deployment,
  functions: readonly DeployedFunction[],
): Promise<Finding[]> {
  const { ok, problem } = about('events');
  const { inspector, stage } = deployment;
  const bus = `dormouse-${stage}-inbox`;
  const again = `deploy again, or enable the stage: npm run enable -- --stage ${stage}`;
  const found: Finding[] = [];
  const forward = await readRule(inspector, `dormouse-${stage}-forward`);
  if (
    forward === undefined ||
    !forward.isEnabled ||
    !forward.targets.some((arn) => arn.endsWith(`/${bus}`))
  ) {
    found.push(problem(`the rule dormouse-${stage}-forward does not forward RDS events to ${bus}`, again));
  }
  for (const fn of functions) {
    // The functions that prune and that restore for drills take no events, and have no rule.
    if (!/-(pruneSnapshots|drillRestores)$/.test(fn.name)) {
      const rule = await readRule(inspector, fn.name, bus);
      const isDelivered = rule?.isEnabled === true && rule.targets.some((arn) => arn.endsWith(`:${fn.name}`));
      if (!isDelivered) found.push(problem(`the rule ${fn.name} puts no RDS events on its queue`, again));
    }
    if (!fn.queueStates.includes('Enabled'))
      found.push(problem(`no queue brings messages to ${fn.name}`, again));
  }
  return found.length > 0 ? found : [ok('RDS events reach the queues, and messages the functions')];
}

/** Whether each function has completed a sweep within the hour, which its schedule brings several times. */
async function checkSchedules({ inspector, stage, recipes }: Expected): Promise<Finding[]> {
  const { ok, problem } = about('schedules');
  const now = Date.now();
  const names = recipes.map(({ name }) => name);
  const sweeps = await readSweeps(inspector, `dormouse-${stage}`, names, [now - 2 * HOUR_MS, now]);
  const silent = names.filter((name) => (sweeps.get(name) ?? 0) === 0);
  return silent.length === 0
    ? [ok('every function has completed a sweep within two hours')]
    : [
        problem(
          `no sweep was completed within two hours by ${silent.join(', ')}`,
          `read their logs, and see that the stage is enabled: npm run enable -- --stage ${stage}`,
        ),
      ];
}

async function checkDeadLetters(deployment: Expected): Promise<Finding[]> {
  const { ok, problem } = about('dead letters');
  const { inspector, stage, recipes } = deployment;
  const queues = [
    ...recipes.map(({ name }) => `${functionName(stage, name)}-dead-letters`),
    `dormouse-${stage}-undelivered-events`,
  ];
  const found: Finding[] = [];
  for (const queue of queues) {
    const depth = await readDepth(inspector, queue);
    if (depth === undefined) found.push(problem(`the queue ${queue} does not exist`, 'deploy again'));
    else if (depth > 0) {
      found.push(
        problem(
          `${queue} has ${depth} ${depth === 1 ? 'message' : 'messages'}`,
          'read the log of the function, mend the cause, and move or delete them: docs/queues.md',
        ),
      );
    }
  }
  return found.length > 0 ? found : [ok('no message was given up, and every event delivered')];
}
