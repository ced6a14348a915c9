import type { Document, ErrorCode, LineCounter } from 'yaml';
import { isScalar, visit } from 'yaml';
import { positionAt } from './locate.ts';
import type { Problem } from './problem.ts';

interface Words {
  readonly remedy: string;
  /** In place of the library's own. */
  readonly message?: string;
}

const quote = { remedy: 'put text that begins with * & ! % @ or ` in quotes' };

const words: Partial<Record<ErrorCode, Words>> = {
  BAD_ALIAS: quote,
  BAD_SCALAR_START: quote,
  TAG_RESOLVE_FAILED: quote,
  TAB_AS_INDENT: { remedy: 'indent with spaces' },
  BAD_INDENT: { remedy: 'line it up with the entries around it, using spaces' },
  DUPLICATE_KEY: { message: 'the same key stands above', remedy: 'keep one of the two' },
  UNEXPECTED_TOKEN: { remedy: 'put text that has brackets or braces in quotes, or correct the YAML here' },
  MISSING_CHAR: { remedy: 'close the quote or bracket, or put a colon after the key' },
  BLOCK_AS_IMPLICIT_KEY: { remedy: 'put text with a colon in quotes, or the inner map on lines of its own' },
  MULTIPLE_DOCS: { message: 'a second document begins', remedy: 'keep one, without a line ---' },
  NON_STRING_KEY: { message: 'this key is no text', remedy: 'write text as the key' },
};

/** The syntax errors that the YAML parser finds, and whether its tree can still be read. */
export function syntaxProblems(
  document: Document.Parsed,
  lines: LineCounter,
): { problems: Problem[]; readable: boolean } {
  const found = [...document.errors, ...document.warnings];
  const fatal = found.filter(({ code }) => !isReadable(code)).toSorted((a, b) => a.pos[0] - b.pos[0]);
  // The errors after the first mostly follow from it.
  const told = fatal.length > 0 ? fatal.slice(0, 1) : found;
  const firsts = new Map(told.toReversed().map((error) => [error.pos[0], error]));
  const problems = [...firsts.values()].map(({ code, message, pos: [offset] }) => {
    const open = code === 'BAD_INDENT' ? unclosedBracket(document, offset) : undefined;
    return open === undefined
      ? at(lines, offset, { message, remedy: 'correct the YAML here', ...words[code] })
      : at(lines, open, { message: 'this bracket is not closed', remedy: 'close it' });
  });
  const dangling = (fatal.length > 0 ? [] : danglingAliases(document)).map(([offset, name]) =>
    at(lines, offset, { message: `nothing is anchored as &${name}`, ...quote }),
  );
  const unusable = unusableKeys(document).map((offset) => ({
    ...positionAt(lines, offset),
    severity: 'error' as const,
    path: '',
    value: '"__proto__"',
    message: 'is not a key that can be used',
    remedy: 'take it out',
  }));
  const readable = fatal.length === 0 && dangling.length === 0;
  return { problems: [...problems, ...dangling, ...unusable], readable };
}

/** Whether the tree can be used despite the error. */
function isReadable(code: ErrorCode): boolean {
  return code === 'DUPLICATE_KEY' || code === 'TAG_RESOLVE_FAILED';
}

/** Where the innermost list or map in brackets begins that the text breaks off at this offset; undefined: none does. */
function unclosedBracket(document: Document.Parsed, offset: number): number | undefined {
  let open: number | undefined;
  visit(document, {
    Collection(_key, { flow, range }) {
      if (flow && range?.[1] === offset) open = range[0];
    },
  });
  return open;
}

function at(lines: LineCounter, offset: number, { message, remedy }: Required<Words>): Problem {
  const text = `is not valid YAML: ${message}`;
  return { ...positionAt(lines, offset), severity: 'error', path: '', value: '', message: text, remedy };
}

function danglingAliases(document: Document): [offset: number, name: string][] {
  const anchors = new Set<string | undefined>();
  const dangling: [number, string][] = [];
  visit(document, {
    Value(_key, node) {
      anchors.add(node.anchor);
    },
    Alias(_key, { source, range }) {
      if (source !== '' && !anchors.has(source)) {
        dangling.push([range?.[0] ?? 0, source]);
      }
    },
  });
  return dangling;
}

/** Assigned to a JavaScript object it is not a key, so readers of the document may lose it. */
function unusableKeys(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Pair(_key, { key }) {
      if (isScalar(key) && key.value === '__proto__') offsets.push(key.range?.[0] ?? 0);
    },
  });
  return offsets;
}
