/** Where a value stands in a document: `['rules', 0, 'power']`. */
export type Path = readonly (string | number)[];

/** The meaning of a text, or why it cannot be read and how to write it instead. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly remedy: string };

/** Something wrong with a value, not yet located in the text. */
export interface Issue {
  readonly path: Path;
  /** A phrase that goes on from the value: `is not a duration`. */
  readonly message: string;
  /** The remedy: `write for example 60m`. */
  readonly remedy: string;
  /** Default `error`. */
  readonly severity?: Severity;
  /** The bad value; absent: the path alone is the subject. */
  readonly value?: unknown;
  /** Points at the key instead of at its value. */
  readonly atKey?: boolean;
}

/** A warning does not keep a document from being used. */
type Severity = 'error' | 'warning';

/** Lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a document, its place, and what would be right. */
export interface Problem extends Position {
  readonly severity: Severity;
  /** `rules[0].power.idleFor`; empty: the document itself. */
  readonly path: string;
  /** The bad value as short text; empty when there is none to show. */
  readonly value: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * One line for each problem, in the order of the text.
 *
 * @example
 * policy.yml:12:9 rules[0].power.idleFor: "6 bananas" is not a duration; write for example 60m
 */
export function formatProblems(problems: readonly Problem[], file: string): string {
  return problems.map((problem) => formatProblem(problem, file)).join('\n');
}

function formatProblem(problem: Problem, file: string): string {
  const place = `${file}:${problem.line}:${problem.column}`;
  const severity = problem.severity === 'warning' ? ' warning:' : '';
  const path = problem.path === '' ? '' : ` ${problem.path}:`;
  const value = problem.value === '' ? '' : ` ${problem.value}`;
  return `${place}${severity}${path}${value} ${problem.message}; ${problem.remedy}`;
}

/** `['rules', 0, 'match', 'tags', 'cost centre']` is `rules[0].match.tags["cost centre"]`. */
export function formatPath(path: Path): string {
  return path.map(formatSegment).join('').replace(/^\./, '');
}

function formatSegment(segment: string | number): string {
  if (typeof segment === 'number') {
    return `[${segment}]`;
  }
  return /^[\w-]+$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
}

const longest = 60;

/** A value as short text: quoted and cut when it is text, `a list` or `a map` when it is one. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list';
  }
  return typeof value === 'object' && value !== null ? 'a map' : String(value);
}
