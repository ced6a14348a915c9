import type { Document, ErrorCode, LineCounter } from 'yaml';
import { visit } from 'yaml';
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
  MISSING_CHAR: { remedy: 'close the quote or bracket, or put a colon after the key' },
  BLOCK_AS_IMPLICIT_KEY: { remedy: 'put text with a colon in quotes, or the inner map on lines of its own' },
  MULTIPLE_DOCS: { message: 'a second document begins', remedy: 'keep one, without a line ---' },
  NON_STRING_KEY: { message: 'this key is no text', remedy: 'write text as the key' },
};

/** What the YAML parser finds wrong, and whether the tree that it made can be read on. */
export function syntaxProblems(
  document: Document.Parsed,
  lines: LineCounter,
): { problems: Problem[]; readable: boolean } {
  const found = [...document.errors, ...document.warnings];
  const firsts = new Map(found.toReversed().map((error) => [error.pos[0], error]));
  const problems = [...firsts.values()].map(({ code, message, pos: [offset] }) => {
    const open = code === 'BAD_INDENT' ? unclosedBracket(document, offset) : undefined;
    return open === undefined
      ? at(lines, offset, { message, remedy: 'correct the YAML here', ...words[code] })
      : at(lines, open, { message: 'this bracket is not closed', remedy: 'close it' });
  });
  const dangling = danglingAliases(document).map(([offset, name]) =>
    at(lines, offset, { message: `nothing is anchored as &${name}`, ...quote }),
  );
  const readable = found.every(({ code }) => code === 'DUPLICATE_KEY' || code === 'TAG_RESOLVE_FAILED');
  return { problems: [...problems, ...dangling], readable: readable && dangling.length === 0 };
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
