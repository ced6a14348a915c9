import { createHome } from '../../shared/aws/client/clients.ts';
import { readPausesOf } from '../../shared/aws/read/pauses.ts';
import { pausesName } from '../../shared/policy/file/pauses-name.ts';
import { type Pauses, unrestrained } from '../../shared/policy/model/pause.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { deploymentOf } from '../../shared/policy/snapshots/deployment.ts';
import type { Progress } from '../terminal/progress.ts';

const OF_EVERYTHING = /^(Credentials|ENOTFOUND|ECONN|EAI_AGAIN|TimeoutError)/;

/** What is paused in the deployment of the policy, in the account and Region of the caller, for whoever acts: unknown stays unknown. */
export function pausesToAct(policy: Policy): Promise<Pauses> {
  return readPausesOf(createHome(), deploymentOf(policy));
}

/** The same for a plan. Whoever may not read it is shown what would be done without a pause, and told so. */
export async function pausesFor(policy: Policy, progress: Pick<Progress, 'warn'>): Promise<Pauses> {
  const pauses = await pausesToAct(policy);
  if (pauses.state === 'known') return pauses;
  // Where nothing answers, or without credentials, nothing else can be read either, and that is said.
  if (OF_EVERYTHING.test(pauses.why)) return unrestrained.pauses;
  const name = pausesName(deploymentOf(policy));
  progress.warn(
    `whether anything is paused can't be read (${pauses.why}): allow ssm:GetParameter on ${name}`,
  );
  return unrestrained.pauses;
}
