import { formatProblems, type Problem } from '../../shared/document/problem.ts';
import type { Paint } from '../terminal/paint.ts';

/**
 * Each problem with its place, value and remedy, and the line of the file it is in. Ends with a line feed.
 *
 * @example
 * policy.yml:12:16 rules[0].power.idleFor: "6 bananas" is not a duration; write for example 60m
 *   12 |       idleFor: 6 bananas
 *      |                ^
 */
export function problemsText(problems: readonly Problem[], file: string, text: string, paint: Paint): string {
  const source = text.split(/\r?\n/);
  return problems
    .map((problem) => {
      const tone = problem.severity === 'warning' ? 'stop' : 'fault';
      const head = paint(tone, formatProblems([problem], file));
      return `${[head, ...excerpt(problem, source[problem.line - 1], paint)].join('\n')}\n`;
    })
    .join('');
}

function excerpt({ line, column }: Problem, source: string | undefined, paint: Paint): string[] {
  if (source === undefined || source.trim() === '' || source.length > 200) return [];
  const number = String(line).padStart(4);
  // Tabs stay tabs, so that the caret stands under its character whatever their width.
  const indent = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return [
    paint('dim', `${number} | ${source}`),
    `${' '.repeat(number.length)} | ${paint('fault', `${indent}^`)}`,
  ];
}
