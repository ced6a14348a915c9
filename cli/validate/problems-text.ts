import { formatProblems, type Problem } from '../../shared/document/problem.ts';
import { cut, wrap } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';

/**
 * Each problem with its place, value and remedy, and the line of the file it is in. Ends with a line feed.
 *
 * @example
 * policy.yml:12:16 rules[0].power.idleFor: "6 bananas" is not a duration; write for example 60m
 *   12 |       idleFor: 6 bananas
 *      |                ^
 */
export function problemsText(
  problems: readonly Problem[],
  file: string,
  text: string,
  paint: Paint,
  width = Number.POSITIVE_INFINITY,
): string {
  const source = text.split(/\r?\n/);
  return problems
    .map((problem) => {
      const tone = problem.severity === 'warning' ? 'stop' : 'fault';
      const said = formatProblems([problem], file);
      const [first = '', ...more] = Number.isFinite(width) ? wrap(said, width - INDENT.length) : [said];
      const head = [first, ...more.map((line) => INDENT + line)].map((line) => paint(tone, line));
      return `${[...head, ...excerpt(problem, source[problem.line - 1], paint, width)].join('\n')}\n`;
    })
    .join('');
}

const INDENT = '  ';
/** A longer line, such as one of JSON, shows nothing to people. */
const MAX_LINE = 200;

function excerpt(
  { line, column }: Problem,
  source: string | undefined,
  paint: Paint,
  width: number,
): string[] {
  const number = String(line).padStart(4);
  const room = Math.min(MAX_LINE, width - number.length - ' | '.length);
  if (source === undefined || source.trim() === '' || source.length > MAX_LINE || column > room) return [];
  // Tabs stay tabs, so that the caret stands under its character whatever their width.
  const indent = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return [
    paint('dim', `${number} | ${cut(source, room)}`),
    `${' '.repeat(number.length)} | ${paint('fault', `${indent}^`)}`,
  ];
}
