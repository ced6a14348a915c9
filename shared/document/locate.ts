import type { Document, LineCounter, Pair } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import { defined } from '../defined.ts';
import type { Path, Position } from './problem.ts';

/** A text in a flow map, `{ hours: mon-fri 08:00-12:00, sat 09:00-12:00 }`, that its own comma cuts off. */
interface CutText {
  readonly key: string;
  /** The whole text, including the part after the comma. */
  readonly text: string;
}

/** The value in the text at a path. */
export interface Place {
  /** The start of the value, or of the nearest part around it that the text has. */
  readonly position: Position;
  /** The start of the key, if the value is one of a map. */
  readonly keyPosition: Position;
  /** A scalar as written; absent for lists and maps. */
  readonly source?: string;
  readonly found: boolean;
  /** The text that this key, which has no colon, most likely belongs to. */
  readonly belongsTo?: CutText;
}

/** Finds a path in a parsed YAML document, through anchors and aliases. Never throws. */
export function locate(document: Document, lines: LineCounter, path: Path): Place {
  let node: unknown = document.contents;
  let position = startOf(node, lines) ?? { line: 1, column: 1 };
  let keyPosition = position;
  let belongsTo: CutText | undefined;
  for (const segment of path) {
    const parent = resolved(node, document);
    const step = child(parent, segment, document);
    if (step === undefined) {
      return { position, keyPosition, found: false };
    }
    belongsTo = step.value === null ? cutTextBefore(parent, step) : undefined;
    const key = startOf(step.key, lines) ?? position;
    keyPosition = key;
    position = startOf(step.value, lines) ?? key;
    node = step.value;
  }
  const source = isScalar(node) ? node.source : undefined;
  return {
    ...{ position, keyPosition, found: true },
    ...defined({ source, belongsTo }),
  };
}

function child(
  node: unknown,
  segment: string | number,
  document: Document,
): Pick<Pair, 'key' | 'value'> | undefined {
  if (isMap(node)) {
    const nameOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);
    return (
      node.items.findLast((item) => nameOf(item) === String(segment)) ??
      merged(node.items.filter((item) => nameOf(item) === '<<')).flatMap(
        (from) => child(resolved(from, document), segment, document) ?? [],
      )[0]
    );
  }
  const value = isSeq(node) ? node.items[Number(segment)] : undefined;
  return value === undefined ? undefined : { key: value, value };
}

/** The maps that `<<` takes in: one, or a list of them. */
function merged(items: readonly Pair[]): unknown[] {
  return items.flatMap(({ value }) => (isSeq(value) ? value.items : [value]));
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** A key without a colon has no value at all, not even an empty one. */
function cutTextBefore(map: unknown, bare: Pick<Pair, 'key' | 'value'>): CutText | undefined {
  if (!isMap(map) || map.flow !== true) return undefined;
  const at = map.items.findIndex(({ key }) => key === bare.key);
  const from = map.items.findLastIndex(({ value }, index) => index < at && value !== null);
  const { key, value } = map.items[from] ?? {};
  if (!isScalar(key) || !isScalar(value) || value.type !== 'PLAIN') return undefined;
  const end = map.items.findIndex((item, index) => index > at && item.value !== null);
  const rest = map.items.slice(from + 1, end === -1 ? undefined : end).map((item) => String(item.key));
  return { key: String(key.value), text: [value.source, ...rest].join(', ') };
}

function startOf(node: unknown, lines: LineCounter): Position | undefined {
  return isNode(node) && node.range ? positionAt(lines, node.range[0]) : undefined;
}

/** The line and column of an offset, both from 1. */
export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
