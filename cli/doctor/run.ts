import { createInspector, type Inspector } from '../../shared/aws/inspect/inspector.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { CliError } from '../errors/cli-error.ts';
import type { AwsOptions } from '../input/options.ts';
import { readPolicy, readPolicyText } from '../input/policy-file.ts';
import { findHome } from '../survey/home.ts';
import { listTargets } from '../survey/listed-policy.ts';
import { recipes } from '../survey/recipes.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { type Progress, withProgress } from '../terminal/progress.ts';
import { checkDeployment, guarded } from './deployment.ts';
import { checkEntering, checkGuests } from './entering.ts';
import { about, because, type Finding } from './finding.ts';
import { type Looked, lookForFunctions } from './functions.ts';
import { type HomeStack, homeStack } from './home-stack.ts';
import { checkPlaces } from './places.ts';
import { findingsJson, findingsText } from './text.ts';
import { checkTwins } from './twins.ts';

export interface DoctorOptions extends AwsOptions {
  readonly stage: string;
}

/** Writes what is wrong around the functions, and what would help. Only reads. */
export async function runDoctor(options: DoctorOptions, io: Io): Promise<ExitCode> {
  const written = await readPolicy(options.policy, io);
  const { policy, listing } = await checkListing(written, io);
  const checked = await withProgress(io.stderr, 'checking', (progress) =>
    check(options, policy, io, progress),
  );
  const findings = [...listing, ...checked];
  io.stdout.write(
    options.json
      ? findingsJson(options.stage, findings)
      : findingsText(findings, lookFor(io.stdout, options.color)),
  );
  if (findings.some(({ state }) => state === 'problem')) return 2;
  return findings.some(({ state }) => state === 'unknown') ? 1 : 0;
}

/** Whether the accounts of the organizations can be listed. Those by number are checked all the same. */
async function checkListing(
  policy: Policy,
  io: Io,
): Promise<{ readonly policy: Policy; readonly listing: readonly Finding[] }> {
  const { organizations } = policy;
  if (organizations === undefined) return { policy, listing: [] };
  const { ok, problem } = about('permissions');
  try {
    const listed = await listTargets(policy, io);
    const number = listed.targets.length - policy.targets.length;
    const ids = [...new Set(organizations.map(({ organization }) => organization))].join(', ');
    return { policy: listed, listing: [ok(`${ids}: ${number} accounts are listed`)] };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { policy, listing: [problem(error.message, error.remedy)] };
  }
}

async function check(
  { stage, policy: policyName, region }: DoctorOptions,
  policy: Policy,
  io: Io,
  progress: Progress,
): Promise<Finding[]> {
  const { ok, problem } = about('credentials');
  let home: TargetLocation;
  try {
    progress.waitFor('credentials');
    home = await findHome();
  } catch (error) {
    return [
      problem(...because(error, 'log in, or set AWS_PROFILE: without credentials nothing else is checked')),
    ];
  }
  const found = [ok(`they are of account ${home.account}, in ${home.region}`)];
  progress.waitFor('the deployment');
  const inspector = createInspector(home.region);
  let functions: readonly Looked[] = [];
  const unseen = await guarded('deployment', async () => {
    functions = await lookForFunctions(inspector, stage, recipes);
    return [];
  });
  const stack = homeStack(home, stage, functions);
  found.push(...(await checkPlaces({ policy, home: stack, only: region }, progress)));
  if (stack.functions.length > 0) found.push(...(await checkHomeSide(inspector, policy, stack)));
  progress.waitFor('the deployment');
  if (unseen.length > 0) return once([...found, ...unseen]);
  const { text } = policyName === '-' ? { text: '' } : await readPolicyText(policyName, io);
  const deployment = {
    ...{ inspector, account: home.account, stage, deployment: stack.deployment, functions },
    ...{ policyName, policyText: text },
    wantsDrills: policy.rules.some(({ recovery }) => recovery !== undefined),
  };
  found.push(...(await guarded('deployment', () => checkDeployment(deployment))));
  return once(found);
}

/** Several Regions may copy to one, and name its key. */
function once(found: readonly Finding[]): Finding[] {
  return [...new Map(found.map((one) => [`${one.check} ${one.detail}`, one])).values()];
}

/** The parts of the home that its targets depend on. */
async function checkHomeSide(inspector: Inspector, policy: Policy, stack: HomeStack): Promise<Finding[]> {
  const { targets } = policy;
  return [
    ...(await guarded('targets', () => checkEntering(inspector, targets, stack))),
    ...(await guarded('targets', () => checkGuests(inspector, targets, stack))),
    ...(await guarded('targets', () => checkTwins(policy, stack))),
  ];
}
