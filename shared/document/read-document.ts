import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { explainIssues } from './explain-issues.ts';
import { locate } from './locate.ts';
import { formatPath, type Issue, type Path, type Position, type Problem, show } from './problem.ts';
import { syntaxProblems } from './syntax.ts';

/** In characters. Larger documents are refused unless a caller takes more: no useful policy comes near this size. */
const maxLength = 8_000_000;

interface Locator {
  /** Where the value at a path begins, or the nearest part around it if the text does not have the value. */
  locate(path: Path): Position;
  /** Puts a finding in its place in the text. */
  toProblem(finding: Issue): Problem;
}

export type ReadResult<T> =
  | ({ readonly ok: true; readonly value: T } & Locator)
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a YAML text as the value that a zod schema describes, or lists everything that is wrong, in the order of the
 * text; `limit` is the most characters that it takes. Never throws, whatever the text.
 */
export function readDocument<T>(text: string, schema: z.ZodType<T>, limit = maxLength): ReadResult<T> {
  if (text.length > limit) {
    const [size, most] = [text.length, limit].map((length) => (length / 1_000_000).toFixed(1));
    return refuse(`the document has ${size} million characters, and ${most} can be read`, 'make it smaller');
  }
  try {
    return read(text.replace(/^\uFEFF/, ''), schema);
  } catch (error) {
    // The YAML library throws for constructs that no document needs: lists in themselves, aliases that multiply.
    const why = error instanceof Error ? error.message : String(error);
    return refuse(`the document cannot be read: ${why}`, 'write it without nested aliases');
  }
}

function read<T>(text: string, schema: z.ZodType<T>): ReadResult<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    merge: true,
    stringKeys: true,
  });
  const { problems, readable } = syntaxProblems(document, lines);
  if (!readable) {
    return { ok: false, problems: inOrder(problems) };
  }
  const value: unknown = document.toJS();
  if (value === null || value === undefined) {
    return refuse('the document is empty', 'start from an example, or take the file away');
  }
  const locator: Locator = {
    locate: (path) => locate(document, lines, path).position,
    toProblem: (finding) => toProblem(finding, (path) => locate(document, lines, path)),
  };
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success && problems.length === 0) {
    return { ok: true, value: result.data, ...locator };
  }
  const findings = explainIssues(result.error?.issues ?? [], schema, (path) => locate(document, lines, path));
  const found = findings.map(locator.toProblem);
  const isNew = ({ line, column }: Problem): boolean =>
    !found.some((one) => one.line === line && one.column === column);
  return { ok: false, problems: inOrder([...problems.filter(isNew), ...found]) };
}

function toProblem(finding: Issue, place: (path: Path) => ReturnType<typeof locate>): Problem {
  const { position, keyPosition, source } = place(finding.path);
  return {
    ...(finding.atKey ? keyPosition : position),
    severity: finding.severity ?? 'error',
    path: formatPath(finding.path),
    value: finding.value === undefined ? '' : shown(finding.value, source),
    message: finding.message,
    remedy: finding.remedy,
  };
}

/** Numbers are shown as written: 012 is not 12 to the one who wrote it. */
function shown(value: unknown, source: string | undefined): string {
  return typeof value === 'number' && source !== undefined ? source : show(value);
}

/** Sorts by place; the order of finding holds within one. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

function refuse(message: string, remedy: string): ReadResult<never> {
  return {
    ok: false,
    problems: [{ severity: 'error', line: 1, column: 1, path: '', value: '', message, remedy }],
  };
}
