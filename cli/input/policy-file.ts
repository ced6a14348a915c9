import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { text } from 'node:stream/consumers';
import { formatProblems } from '../../shared/document/problem.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { DEFAULT_DEPLOYMENT } from '../../shared/policy/snapshots/deployment.ts';
import { PolicyError } from '../../shared/runtime/request/errors.ts';
import { CliError } from '../errors/cli-error.ts';
import { fitted, type Io } from '../terminal/io.ts';

/** The text of a policy file, and its name in messages. */
export interface PolicyText {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a policy file, or another file for which `remedy` says what to name, `-` from standard input.
 *
 * @throws CliError when the file does not exist or cannot be read.
 */
export async function readPolicyText(
  path: string,
  { stdin }: Io,
  remedy = 'name a policy file; start from examples/policy.yml',
): Promise<PolicyText> {
  if (path === '-') return { name: 'stdin', text: await text(stdin) };
  try {
    return { name: path, text: await readFile(path, 'utf8') };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'cannot be read';
    const folder = isAbsolute(path) ? '' : ` in ${process.cwd()}`;
    const what = code === 'ENOENT' ? `there is no such file${folder}` : `it cannot be read (${code})`;
    throw new CliError(`${path}: ${what}`, remedy, { cause });
  }
}

/**
 * A policy that may be used, of the deployment that DORMOUSE_DEPLOYMENT names; its warnings go to `stderr`.
 *
 * @throws PolicyError with every problem.
 */
export async function readPolicy(path: string, io: Io): Promise<Policy> {
  const { name, text } = await readPolicyText(path, io);
  const parsed = parsePolicy(text, { now: Date.now() });
  if (!parsed.ok) throw new PolicyError(formatProblems(parsed.problems, name));
  if (parsed.warnings.length > 0)
    io.stderr.write(fitted(`${formatProblems(parsed.warnings, name)}\n`, io.stderr));
  // As a function has it from its environment.
  const deployment = process.env.DORMOUSE_DEPLOYMENT || DEFAULT_DEPLOYMENT;
  return { ...parsed.policy, deployment };
}
