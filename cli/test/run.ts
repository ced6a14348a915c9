import { basename, dirname, join } from 'node:path';
import { parseTests } from '../../shared/policy/testing/parse.ts';
import { runTests } from '../../shared/policy/testing/run.ts';
import { CliError } from '../errors/cli-error.ts';
import type { OutputOptions } from '../input/options.ts';
import { readPolicy, readPolicyText } from '../input/policy-file.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { problemsText } from '../validate/problems-text.ts';
import { type FileResult, filesJson } from './json.ts';
import { fileText, summaryText } from './text.ts';

export interface TestOptions extends OutputOptions {
  readonly policy?: string;
}

/** Runs files of tests, and writes their results. */
export async function runTestFiles(
  files: readonly string[],
  options: TestOptions,
  io: Io,
): Promise<ExitCode> {
  const results: FileResult[] = [];
  for (const file of files) results.push(await runFile(file, options, io));
  if (options.json) {
    io.stdout.write(filesJson(results));
  } else {
    const look = lookFor(io.stdout, options.color);
    const texts = results.map((result) =>
      result.problems.length > 0
        ? problemsText(result.problems, result.file, result.text, look.paint, look.width)
        : fileText(result, look),
    );
    io.stdout.write([...texts, summaryText(results, look)].join(''));
  }
  return results.every(isPassed) ? 0 : 1;
}

function isPassed({ problems, tests }: FileResult): boolean {
  return problems.length === 0 && tests.every(({ failures }) => failures.length === 0);
}

async function runFile(path: string, { policy: named }: TestOptions, io: Io): Promise<FileResult> {
  const { name, text } = await readPolicyText(path, io, 'name a file of tests, such as policy.test.yml');
  const parsed = parseTests(text);
  const empty = { file: name, text, problems: [], tests: [], untested: [] };
  if (!parsed.ok) return { ...empty, problems: parsed.problems };
  const policyPath = named ?? policyOf(path, parsed.file.policy);
  const policy = await readPolicy(policyPath, io);
  const results = runTests(policy, parsed.file);
  const tested = new Set(results.flatMap(({ rules }) => rules));
  return {
    ...empty,
    policy: policyPath,
    timezone: parsed.file.timezone ?? policy.timezone,
    tests: results.map((result, index) => ({
      ...result,
      ...(parsed.positions[index] ?? { line: 1, column: 1 }),
    })),
    untested: policy.rules.map((rule) => rule.name).filter((rule) => !tested.has(rule)),
  };
}

/** Beside its tests: as they name it, or with their own name but for `.test`. */
function policyOf(path: string, named: string | undefined): string {
  if (named !== undefined) return join(path === '-' ? '.' : dirname(path), named);
  if (path === '-') return 'policy.yml';
  const name = basename(path).replace(/\.test(?=\.ya?ml$)/, '');
  if (name === basename(path)) {
    throw new CliError(`${path}: no policy is named`, 'add policy: with its path, or name it with --policy');
  }
  return join(dirname(path), name);
}
