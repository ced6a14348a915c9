import type { Document, LineCounter, Pair } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Path, Position } from './problem.ts';

/** What the text holds at a path. */
export interface Place {
  /** Of the value, or of the nearest thing around it that the text has. */
  readonly position: Position;
  /** Of the key, where the value is one of a map. */
  readonly keyPosition: Position;
  /** A scalar as written; absent for lists and maps. */
  readonly source?: string;
  readonly found: boolean;
}

/** Finds a path in a parsed YAML document, through anchors and aliases. Never throws. */
export function locate(document: Document, lines: LineCounter, path: Path): Place {
  let node: unknown = document.contents;
  let position = startOf(node, lines) ?? { line: 1, column: 1 };
  let keyPosition = position;
  for (const segment of path) {
    const step = child(isAlias(node) ? node.resolve(document) : node, segment);
    if (step === undefined) {
      return { position, keyPosition, found: false };
    }
    const key = startOf(step.key, lines) ?? position;
    keyPosition = key;
    position = startOf(step.value, lines) ?? key;
    node = step.value;
  }
  const source = isScalar(node) ? node.source : undefined;
  return { position, keyPosition, found: true, ...(source === undefined ? {} : { source }) };
}

function child(node: unknown, segment: string | number): Pick<Pair, 'key' | 'value'> | undefined {
  if (isMap(node)) {
    return node.items.findLast(({ key }) => String(isScalar(key) ? key.value : key) === String(segment));
  }
  const value = isSeq(node) ? node.items[Number(segment)] : undefined;
  return value === undefined ? undefined : { key: value, value };
}

function startOf(node: unknown, lines: LineCounter): Position | undefined {
  return isNode(node) && node.range ? positionAt(lines, node.range[0]) : undefined;
}

/** The line and column of an offset, both from 1. */
export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
