import { installRic, ricEntry } from './install-ric.ts';
import { packageStack } from './package-stack.ts';

/** What the functions need to be run as on Lambda. */
export const ricEnvironment = { LAMBDA_RIC: ricEntry } as const;

/** Packages the stack of the whole system, and builds what runs its functions. */
export function packageSystem(): void {
  installRic();
  packageStack('system');
}
