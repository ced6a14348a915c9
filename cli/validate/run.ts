import { defined } from '../../shared/defined.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { type Fit, fitOf } from '../../shared/policy/file/size.ts';
import { type PolicySource, parseSource, SOURCE_FORMS } from '../../shared/policy/file/source.ts';
import { CliError } from '../errors/cli-error.ts';
import type { OutputOptions } from '../input/options.ts';
import { readPolicyText } from '../input/policy-file.ts';
import { count, hang } from '../terminal/columns.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { problemsText } from './problems-text.ts';

export interface ValidateOptions extends OutputOptions {
  readonly for?: string;
}

/** Lists the problems of the policy file at this path, `-` for standard input. */
export async function runValidate(path: string, options: ValidateOptions, io: Io): Promise<ExitCode> {
  const { json, color } = options;
  const source = options.for === undefined ? undefined : sourceOf(options.for);
  const { name, text } = await readPolicyText(path, io);
  const fit = source && fitOf(Buffer.byteLength(text), source);
  const parsed = parsePolicy(text, { now: Date.now() });
  const problems = parsed.ok ? parsed.warnings : parsed.problems;
  if (json) {
    const report = { version: 1, file: name, valid: parsed.ok, problems, ...defined({ fit }) };
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
    if (fit !== undefined)
      io.stdout.write(
        hang('', fitText(fit, options.for), width ?? Number.POSITIVE_INFINITY)
          .join('\n')
          .concat('\n'),
      );
  }
  return parsed.ok && fit?.fits !== false ? 0 : 1;
}

function sourceOf(text: string): PolicySource {
  const source = parseSource(text);
  if (source === undefined)
    throw new CliError(`--for "${text}" is no place for a policy`, `write ${SOURCE_FORMS}`);
  return source;
}

function fitText(fit: Fit, where = ''): string {
  if (!fit.fits) return `It does not fit into ${where}: ${fit.problem}; ${fit.remedy}.`;
  return fit.note === undefined ? `It fits into ${where}.` : `It fits into ${where}: ${fit.note}.`;
}
