import { formatProblems } from '../../document/problem.ts';
import { parsePolicy } from '../../policy/file/parse.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { PolicyError } from '../request/errors.ts';

/** A policy that was checked. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly warnings: readonly string[];
}

/**
 * Reads the text of a policy; `file` is what messages call it. Fails closed: a policy with a problem is no policy.
 *
 * @throws PolicyError with every problem and its place in the file.
 */
export function checkPolicy(text: string, file: string): LoadedPolicy {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new PolicyError(formatProblems(parsed.problems, file));
  return {
    policy: parsed.policy,
    warnings: parsed.warnings.map((warning) => formatProblems([warning], file)),
  };
}
