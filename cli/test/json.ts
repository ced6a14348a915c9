import { defined } from '../../shared/defined.ts';
import type { Problem } from '../../shared/document/problem.ts';
import type { Failure, TestResult } from '../../shared/policy/testing/run.ts';

/** The results of one file of tests, and where in it each test is. */
export interface FileResult {
  readonly file: string;
  readonly text: string;
  /** Absent where the file is not valid. */
  readonly policy?: string;
  readonly timezone?: string;
  readonly problems: readonly Problem[];
  readonly tests: readonly (TestResult & { readonly line: number; readonly column: number })[];
  /** Rules of the policy that decide nothing that a test asks about. */
  readonly untested: readonly string[];
}

/** The results for programs; docs/cli.md documents their shape, which only ever grows. Ends with a line feed. */
export function filesJson(results: readonly FileResult[]): string {
  const tests = results.flatMap((result) => result.tests);
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  const report = {
    version: 1,
    passed: tests.length - failed,
    failed,
    files: results.map(({ file, policy, problems, untested, tests: own }) => ({
      file,
      ...defined({ policy }),
      valid: problems.length === 0,
      problems,
      tests: own.map(({ name, line, column, failures }) => ({
        ...{ name, line, column },
        passed: failures.length === 0,
        failures: failures.map(failureJson),
      })),
      untested,
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function failureJson({ kind: _kind, at, ...failure }: Failure): object {
  return { ...failure, at: new Date(at).toISOString() };
}
