import type { Policy } from '../model/policy.ts';

/** The default name of a deployment. */
export const DEFAULT_DEPLOYMENT = 'prod';

/** The deployment that decides: what another one made is none of its business. */
export function deploymentOf({ deployment }: Pick<Policy, 'deployment'>): string {
  return deployment ?? DEFAULT_DEPLOYMENT;
}
