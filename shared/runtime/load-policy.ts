import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { formatProblems } from '../document/problem.ts';
import type { Policy } from '../policy/model.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Config, PolicySource } from './config.ts';
import { PolicyError } from './errors.ts';

/** Seconds for which a warm function goes on with the policy it has read from SSM or AppConfig. */
const MAX_AGE = 60;

export interface LoadedPolicy {
  readonly policy: Policy;
  readonly warnings: readonly string[];
}

/**
 * Reads and checks the policy that DORMOUSE_POLICY names. Fails closed: a policy with a problem is no policy.
 *
 * @throws PolicyError with every problem and its place in the file.
 */
export async function loadPolicy(config: Config): Promise<LoadedPolicy> {
  const file = config.policy.kind === 'file' ? config.policy.path : config.policyText;
  const text = await readText(config.policy, config.taskRoot).catch((cause: unknown) => {
    throw new PolicyError(`${file}: can't be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  });
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new PolicyError(formatProblems(parsed.problems, file));
  return {
    policy: parsed.policy,
    warnings: parsed.warnings.map((warning) => formatProblems([warning], file)),
  };
}

/** SSM and AppConfig are loaded on demand: a bundled policy file does not pay for them at a cold start. */
async function readText(source: PolicySource, taskRoot: string): Promise<string> {
  if (source.kind === 'file') return await readFile(resolve(taskRoot, source.path), 'utf8');
  if (source.kind === 'ssm') {
    const { getParameter } = await import('@aws-lambda-powertools/parameters/ssm');
    return (await getParameter(source.name, { maxAge: MAX_AGE })) ?? '';
  }
  const { getAppConfig } = await import('@aws-lambda-powertools/parameters/appconfig');
  const { application, environment } = source;
  const bytes = await getAppConfig(source.profile, { application, environment, maxAge: MAX_AGE });
  return new TextDecoder().decode(bytes);
}
