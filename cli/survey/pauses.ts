import { createHome } from '../../shared/aws/client/clients.ts';
import { readPausesOf } from '../../shared/aws/read/pauses.ts';
import { pausesName } from '../../shared/policy/file/pauses-name.ts';
import { type Pauses, unrestrained } from '../../shared/policy/model/pause.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { deploymentOf } from '../../shared/policy/snapshots/deployment.ts';
import type { Progress } from '../terminal/progress.ts';

const OF_EVERYTHING = /^(Credentials|ENOTFOUND|ECONN|EAI_AGAIN|TimeoutError)/;
const NO_REGION = 'no Region is known';

/** The pauses in the deployment of the policy, in the account and Region of the caller. For acts, unknown stays unknown. */
export async function pausesToAct(policy: Policy): Promise<Pauses> {
  const ssm = await createHome().ssm();
  const hasRegion = await ssm.config.region().then(
    () => true,
    () => false,
  );
  if (!hasRegion) return { state: 'unknown', why: NO_REGION };
  return readPausesOf({ ssm: async () => ssm }, deploymentOf(policy));
}

/** The same for a plan. Whoever may not read it is shown what would be done without a pause, and told so. */
export async function pausesFor(policy: Policy, progress: Pick<Progress, 'warn'>): Promise<Pauses> {
  const pauses = await pausesToAct(policy);
  if (pauses.state === 'known') return pauses;
  // Where nothing answers, or without credentials or a Region, nothing else can be read either, and that is said.
  const isSaid = pauses.why === NO_REGION ? policy.targets.length === 0 : OF_EVERYTHING.test(pauses.why);
  if (isSaid) return unrestrained.pauses;
  const remedy =
    pauses.why === NO_REGION
      ? 'name that of the deployment with --region'
      : toReadPauses(deploymentOf(policy));
  progress.warn(`whether anything is paused can't be read (${pauses.why}): ${remedy}`);
  return unrestrained.pauses;
}

/** The remedy where the pauses of a deployment can't be read. */
export function toReadPauses(deployment: string): string {
  return `allow ssm:GetParameter on ${pausesName(deployment)}`;
}
