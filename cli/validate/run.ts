import { parsePolicy } from '../../shared/policy/file/parse.ts';
import type { OutputOptions } from '../input/options.ts';
import { readPolicyText } from '../input/policy-file.ts';
import { count } from '../terminal/columns.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { problemsText } from './problems-text.ts';

/** Lists the problems of the policy file at this path, `-` for standard input. */
export async function runValidate(path: string, { json, color }: OutputOptions, io: Io): Promise<ExitCode> {
  const { name, text } = await readPolicyText(path, io);
  const parsed = parsePolicy(text, { now: Date.now() });
  const problems = parsed.ok ? parsed.warnings : parsed.problems;
  if (json) {
    const report = { version: 1, file: name, valid: parsed.ok, problems };
    io.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    const { paint, width } = lookFor(io.stdout, color);
    const rules = parsed.ok ? `, ${count(parsed.policy.rules.length, 'rule')}` : '';
    const verdict = parsed.ok ? paint('start', 'valid') : paint('fault', 'not valid');
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    const found =
      problems.length === 0
        ? ''
        : `, ${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}`;
    io.stdout.write(problemsText(problems, name, text, paint, width));
    io.stdout.write(`${name}: ${verdict}${rules}${found}\n`);
  }
  return parsed.ok ? 0 : 1;
}
