import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PolicyError } from '../request/errors.ts';
import type { LoadedPolicy } from './check-policy.ts';
import { readCompiled } from './compiled-policy.ts';
import type { Config, PolicySource } from './config.ts';

/** Seconds for which a warm function goes on with the policy it has read from SSM or AppConfig. */
const MAX_AGE_SECONDS = 60;

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

async function readPolicy({ policy: source, policyText, taskRoot }: Config): Promise<LoadedPolicy> {
  const name = source.kind === 'file' ? source.path : policyText;
  const text = await readText(source, taskRoot).catch((cause: unknown) => {
    throw new PolicyError(`${name}: can't be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  });
  const compiled = source.kind === 'file' && (await readCompiled(resolve(taskRoot, source.path), text));
  if (compiled) return compiled;
  const { checkPolicy } = await import('./check-policy.ts');
  return checkPolicy(text, name);
}

/** SSM and AppConfig are loaded on demand: a bundled policy file does not pay for them at a cold start. */
async function readText(source: PolicySource, taskRoot: string): Promise<string> {
  if (source.kind === 'file') return await readFile(resolve(taskRoot, source.path), 'utf8');
  if (source.kind === 'ssm') {
    const { getParameter } = await import('@aws-lambda-powertools/parameters/ssm');
    return (await getParameter(source.name, { maxAge: MAX_AGE_SECONDS, decrypt: true })) ?? '';
  }
  const { getAppConfig } = await import('@aws-lambda-powertools/parameters/appconfig');
  const { application, environment } = source;
  const bytes = await getAppConfig(source.profile, { application, environment, maxAge: MAX_AGE_SECONDS });
  return new TextDecoder().decode(bytes);
}
