import type { Policy } from '../model/policy.ts';

/** The default name of a deployment. */
export const DEFAULT_DEPLOYMENT = 'prod';

/** The deployment that decides: it leaves alone the snapshots that another one made. */
export function deploymentOf({ deployment }: Pick<Policy, 'deployment'>): string {
  return deployment ?? DEFAULT_DEPLOYMENT;
}
