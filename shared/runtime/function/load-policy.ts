import { resolve } from 'node:path';
import { PolicyError } from '../request/errors.ts';
import type { LoadedPolicy } from './check-policy.ts';
import { readCompiled } from './compiled-policy.ts';
import type { Config } from './config.ts';
import { readPolicyText } from './policy-text.ts';

/**
 * Reads and checks the policy that DORMOUSE_POLICY names. Fails closed: a policy with a problem is no policy. A file
 * that was checked when it was packaged is not checked again.
 *
 * @throws PolicyError with every problem and its place in the file.
 */
export async function loadPolicy(config: Config): Promise<LoadedPolicy> {
  const { policy, warnings } = await readPolicy(config);
  return { policy: { ...policy, deployment: config.deployment }, warnings };
}

async function readPolicy(config: Config): Promise<LoadedPolicy> {
  const { policy: source, policyText, taskRoot } = config;
  const name = source.kind === 'file' ? source.path : policyText;
  const { text } = await readPolicyText(config).catch((cause: unknown) => {
    throw new PolicyError(`${name}: can't be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  });
  const compiled = source.kind === 'file' && (await readCompiled(resolve(taskRoot, source.path), text));
  if (compiled) return compiled;
  const { checkPolicy } = await import('./check-policy.ts');
  return checkPolicy(text, name);
}
