import { installRic, ricEntry } from './install-ric.ts';
import { packageStack } from './package-stack.ts';

/** The environment in which the functions run as they do on Lambda. */
export const ricEnvironment = { LAMBDA_RIC: ricEntry } as const;

/** Packages the stack of the whole system, and builds the runtime for its functions. */
export function packageSystem(): void {
  installRic();
  packageStack('system');
}
