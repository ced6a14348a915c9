import { formatProblems } from '../../../shared/document/problem.ts';
import { type ParsedPolicy, parsePolicy } from '../../../shared/policy/file/parse.ts';

/** A policy of these top-level lines and one harmless rule. */
export function fileWith(...lines: readonly string[]): string {
  return ['version: 1', ...lines, 'rules:', '  - name: a', '    match: {}', '    power: {}'].join('\n');
}

/** A policy whose only rule has these lines besides its name. */
export function ruleWith(...lines: readonly string[]): string {
  return ['version: 1', 'rules:', '  - name: a', ...lines.map((line) => `    ${line}`)].join('\n');
}

/** A policy with rules written on a line each. */
export function rulesOf(...rules: readonly string[]): string {
  return ['version: 1', 'rules:', ...rules.map((rule) => `  - ${rule}`)].join('\n');
}

/** Takes the marks ¦ out of a text, and says where each stood as `policy.yml:line:column`. */
export function unmark(marked: string): { text: string; places: string[] } {
  const places = marked.split('\n').flatMap((line, row) => {
    const parts = line.split('¦').slice(0, -1);
    return parts.map((_, index) => {
      const before = parts.slice(0, index + 1).join('');
      return `policy.yml:${row + 1}:${before.length + 1}`;
    });
  });
  return { text: marked.replaceAll('¦', ''), places };
}

/** All that parsing says of a text, a line each: the problems, or the warnings of a good one. */
export function said(text: string, options?: Parameters<typeof parsePolicy>[1]): string[] {
  const parsed = parsePolicy(text, options);
  const problems = parsed.ok ? parsed.warnings : parsed.problems;
  return problems.map((problem) => formatProblems([problem], 'policy.yml'));
}

/** The policy of a text that must be good. */
export function policyOf(text: string): Extract<ParsedPolicy, { ok: true }>['policy'] {
  const parsed = parsePolicy(text);
  if (!parsed.ok) {
    throw new Error(formatProblems(parsed.problems, 'policy.yml'));
  }
  return parsed.policy;
}
