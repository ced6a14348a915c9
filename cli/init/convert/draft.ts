import { Document, isMap, isScalar, visit } from 'yaml';
import { schemaLine } from '../../output/schema-line.ts';

/** A policy in the making. */
export interface Draft {
  /** Comments at the top of the file, a line each. */
  readonly about: readonly string[];
  readonly timezone?: string;
  readonly calendars?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: readonly object[];
  readonly rules: readonly DraftRule[];
  /** The parts that were not converted, or mean something else now: a sentence each. */
  readonly notes: readonly string[];
}

export interface DraftRule {
  readonly name: string;
  /** Comments above it, a line each. */
  readonly comments?: readonly string[];
  readonly match: Readonly<Record<string, unknown>>;
  readonly timezone?: string;
  readonly power?: Readonly<Record<string, unknown>>;
  readonly snapshots?: Readonly<Record<string, unknown>>;
}

const WIDTH = 100;

/** The file of a draft: valid YAML with comments. It begins in mode observe, which changes nothing. */
export function policyText({ about, timezone, calendars = {}, protect, rules, notes }: Draft): string {
  return [
    schemaLine('policy'),
    ...about.map(comment),
    '# Check it: dormouse validate; test it: dormouse test; see what it would do: dormouse plan.',
    'version: 1',
    '',
    '# observe: report what would be done and change nothing. Write enforce once the reports look right.',
    'mode: observe',
    ...(timezone === undefined ? [] : [`timezone: ${timezone}`]),
    '',
    '# The most clusters that one sweep stops; the rest follows in later ones.',
    'limits:',
    '  stop: 10',
    ...(Object.keys(calendars).length === 0 ? [] : ['', yaml({ calendars })]),
    ...(protect === undefined ? [] : ['', '# Never stopped, whatever the rules say.', yaml({ protect })]),
    ...(notes.length === 0 ? [] : ['', '# Not converted, or with another meaning here:']),
    ...notes.flatMap((note) => wrapped(note, '# - ', '#   ')),
    '',
    '# The first rule that matches a cluster decides. What no rule matches is left alone.',
    'rules:',
    ...rules.flatMap(ruleLines),
    '',
  ].join('\n');
}

function ruleLines({ comments = [], ...rule }: DraftRule, index: number): string[] {
  const lines = yaml([rule]).split('\n');
  return [...(index > 0 ? [''] : []), ...comments.flatMap((line) => wrapped(line, '# ', '# ')), ...lines].map(
    (line) => (line === '' ? '' : `  ${line}`),
  );
}

/** Lists of values, tags and counts on one line each. */
function yaml(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Seq(_key, node) {
      if (node.items.every(isScalar)) node.flow = true;
    },
    Pair(_key, { key, value: inner }) {
      if (isScalar(key) && ['tags', 'keep'].includes(String(key.value)) && isMap(inner)) inner.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}

function comment(line: string): string {
  return `# ${line}`;
}

function wrapped(text: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${lines.length === 0 ? first : rest}${word}`);
  }
  return lines;
}
