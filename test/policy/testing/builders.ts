import { formatProblems } from '../../../shared/document/problem.ts';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import { parseTests } from '../../../shared/policy/testing/parse.ts';
import { runTests, type TestResult } from '../../../shared/policy/testing/run.ts';
import type { TestFile } from '../../../shared/policy/testing/schema.ts';

/** A policy of the given rules, as YAML of one line each. */
export function policyOf(...rules: readonly string[]): Policy {
  const parsed = parsePolicy(
    ['version: 1', 'timezone: Europe/Berlin', 'rules:', ...rules.map((rule) => `- ${rule}`)].join('\n'),
  );
  if (!parsed.ok) throw new Error(formatProblems(parsed.problems, 'policy'));
  return parsed.policy;
}

export function testsOf(text: string): TestFile {
  const parsed = parseTests(text);
  if (!parsed.ok) throw new Error(formatProblems(parsed.problems, 'tests'));
  return parsed.file;
}

/** Runs one test: its keys but for the name, each as YAML of one line. */
export function run(policy: Policy, ...keys: readonly string[]): TestResult | undefined {
  return runTests(
    policy,
    testsOf(['version: 1', 'tests:', '- name: it', ...keys.map((key) => `  ${key}`)].join('\n')),
  )[0];
}

/** The problems of a text, one line each. */
export function problemsOf(text: string): string {
  const parsed = parseTests(text);
  return parsed.ok ? '' : formatProblems(parsed.problems, 'f');
}
