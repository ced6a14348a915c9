import { hang, padEnd } from '../terminal/columns.ts';
import type { Paint, Tone } from '../terminal/paint.ts';
import { foldAlike } from './alike.ts';
import { checks, type Finding } from './finding.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
}

const looks: Readonly<Record<Finding['state'], readonly [word: string, tone: Tone]>> = {
  ok: ['ok', 'start'],
  warning: ['warning', 'stop'],
  problem: ['PROBLEM', 'fault'],
  unknown: ['unknown', 'refused'],
};

/**
 * A line for each finding, or for many that are alike, with its remedy below, in the order of the checks. Ends with a line
 * feed.
 */
export function findingsText(findings: readonly Finding[], { paint, width }: Look): string {
  const room = width ?? Number.POSITIVE_INFINITY;
  const label = Math.max(...checks.map(({ length }) => length));
  const lines = sorted(foldAlike(findings)).flatMap(({ check, state, detail, remedy }) => {
    const [word, tone] = looks[state];
    const head = `${padEnd(check, label)}  ${padEnd(word, 7)}  `;
    const [first = '', ...more] = hang(head, detail, room);
    const remedies =
      remedy === undefined ? [] : hang(' '.repeat(head.length), remedy, room, (line) => paint('dim', line));
    return [first.replace(word, (found) => paint(tone, found)), ...more, ...remedies];
  });
  return `${[...lines, '', summary(findings)].join('\n')}\n`;
}

function summary(findings: readonly Finding[]): string {
  const count = (state: Finding['state']): number => findings.filter((one) => one.state === state).length;
  if (findings.every(({ state }) => state === 'ok')) return 'All well.';
  const parts = [
    [count('problem'), 'wrong'],
    [count('warning'), 'to look at'],
    [count('unknown'), 'not checked'],
    [count('ok'), 'well'],
  ] as const;
  return `${parts.flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : [])).join(', ')}.`;
}

/** The findings for programs; docs/cli.md documents their shape, which only ever grows. Ends with a line feed. */
export function findingsJson(stage: string, findings: readonly Finding[]): string {
  const report = {
    version: 1,
    stage,
    healthy: findings.every(({ state }) => state === 'ok' || state === 'warning'),
    findings: sorted(findings),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function sorted(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => checks.indexOf(a.check) - checks.indexOf(b.check));
}
