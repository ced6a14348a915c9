import type { Reading } from '../../document/problem.ts';

/** Whether a text answers to a glob. */
export type GlobTest = (text: string) => boolean;

/** The texts that a kind of glob is matched with. */
interface Kind {
  /** One character of these texts. */
  readonly char: RegExp;
  /** A set in brackets, or one character. */
  readonly piece: RegExp;
  /** Longer globs are refused. */
  readonly maxLength: number;
  readonly example: string;
}

/** An identifier has at most 63 characters. */
const identifier: Kind = {
  char: /^[a-z0-9-]$/,
  piece: /\[[!^]?[a-z0-9-]+\]|./gs,
  maxLength: 128,
  example: 'dev-* or "!dev-payments"',
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html */
const tagValue: Kind = {
  char: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]$/u,
  piece: /\[[!^]?[\p{L}\p{Z}\p{N}_.:/=+\-@]+\]|./gsu,
  maxLength: 256,
  example: 'dev, "dev-*" or "!prod"',
};

/** So many alternatives may the braces of one glob stand for. */
const MAX_ALTERNATIVES = 64;

/** The characters of identifiers, and those that mean something in a glob. */
export const globForm = /^[a-z0-9*?[{][a-z0-9\-*?[\]{},!^]{0,127}$/;

/** The characters of values of tags, none of which means something in a glob, and those that do. */
export const tagGlobForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@*?[\]{},!^]{0,256}$/u;

/** The characters that one position of a text may hold; `any` stands for any number of characters. */
type Token = { readonly any: true } | { readonly any: false; test(char: string): boolean };

/**
 * Reads a glob over identifiers: `*` is any number of characters, `?` one, `[a-c]` one of these, `[!a-c]` one but these,
 * `{dev,test}` one of the alternatives. Matching takes time in proportion to the lengths of glob and text, whatever they
 * are.
 *
 * @example
 * readGlob('{dev,test}-*') // { ok: true, value: (id) => … }
 */
export function readGlob(text: string): Reading<GlobTest> {
  const glob = text.toLowerCase();
  if (glob.length > identifier.maxLength) return tooLong(identifier);
  if (/[()|+@]/.test(glob)) return unreadable('is not a glob', 'write alternatives in braces: {dev,test}-*');
  if (!globForm.test(glob)) return unreadable('is not a glob', `write for example ${identifier.example}`);
  const read = compile(glob, identifier);
  return read.ok ? { ok: true, value: (id) => read.value(id.toLowerCase()) } : read;
}

/** Reads a glob over values of tags, in which case matters unless it says otherwise; a literal value is one, too. */
export function readTagGlob(text: string, ignoreCase = false): Reading<GlobTest> {
  const glob = ignoreCase ? text.toLowerCase() : text;
  if (glob.length > tagValue.maxLength) return tooLong(tagValue);
  if (!tagGlobForm.test(glob)) {
    const message = 'has characters that AWS does not allow in the value of a tag';
    return unreadable(message, `write for example ${tagValue.example}`);
  }
  const read = compile(glob, tagValue);
  if (!read.ok || !ignoreCase) return read;
  return { ok: true, value: (value) => read.value(value.toLowerCase()) };
}

/** The globs that include, and those that `!` makes exclusions, without it. Exclusions alone mean everything else. */
export function splitGlobs(globs: readonly string[]): {
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
} {
  return {
    wanted: globs.filter((glob) => !glob.startsWith('!')),
    unwanted: globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)),
  };
}

/** Whether a glob stands for itself alone. */
export function isLiteral(glob: string): boolean {
  return !/[*?[\]{},!^]/.test(glob);
}

/** The test of a glob that has been validated; one that cannot be read matches nothing. */
export function globTest(glob: string): GlobTest {
  const read = readGlob(glob);
  return read.ok ? read.value : () => false;
}

/** The test of a glob over values of tags that has been validated; one that cannot be read matches nothing. */
export function tagGlobTest(glob: string, ignoreCase = false): GlobTest {
  const read = readTagGlob(glob, ignoreCase);
  return read.ok ? read.value : () => false;
}

function compile(glob: string, kind: Kind): Reading<GlobTest> {
  const alternatives = expand(glob);
  if (alternatives === undefined) {
    return unreadable('has a brace without its other half', `write for example ${kind.example}`);
  }
  if (alternatives.length > MAX_ALTERNATIVES) {
    return unreadable(`stands for more than ${MAX_ALTERNATIVES} alternatives`, 'write several globs');
  }
  if (!/[[{]/.test(glob) && glob.includes(',')) {
    return unreadable('has a comma', `write a list: [${glob.split(/\s*,\s*/).join(', ')}]`);
  }
  const read = alternatives.map((one) => tokensOf(one, kind));
  const readable = read.filter((tokens) => tokens !== undefined);
  if (readable.length < read.length) {
    const message = /[[\]]/.test(glob) ? 'has a bracket that cannot be read' : 'is not a glob';
    return unreadable(message, `write for example ${kind.example}`);
  }
  return { ok: true, value: (text) => readable.some((tokens) => matches(tokens, characters(text))) };
}

function tooLong({ maxLength }: Kind): Reading<never> {
  return unreadable(`is longer than ${maxLength} characters`, 'write a shorter glob');
}

function unreadable(message: string, remedy: string): Reading<never> {
  return { ok: false, message, remedy };
}

/** Characters beyond the first 65,536 are two units of a string. */
function characters(text: string): ArrayLike<string> {
  return /[\uD800-\uDFFF]/.test(text) ? [...text] : text;
}

/** The globs without braces that a glob stands for, too many as soon as they are; undefined for unbalanced braces. */
function expand(glob: string): string[] | undefined {
  const open = glob.indexOf('{');
  if (open === -1) return glob.includes('}') ? undefined : [glob];
  const parts: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; at < glob.length; at += 1) {
    const char = glob[at];
    if (char === '{') depth += 1;
    if (char === '}') depth -= 1;
    if ((char === ',' && depth === 1) || depth === 0) {
      parts.push(glob.slice(from, at));
      from = at + 1;
    }
    if (depth === 0) break;
  }
  if (depth !== 0) return undefined;
  const alternatives: string[] = [];
  for (const part of parts) {
    const expanded = expand(glob.slice(0, open) + part + glob.slice(from));
    if (expanded === undefined) return undefined;
    alternatives.push(...expanded);
    if (alternatives.length > MAX_ALTERNATIVES) break;
  }
  return alternatives;
}

/** Undefined for a bracket that is not closed, is empty or runs backwards. */
function tokensOf(glob: string, { char, piece: pieces }: Kind): Token[] | undefined {
  const tokens: Token[] = [];
  for (const piece of glob.match(pieces) ?? []) {
    const token = tokenOf(piece, char);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function tokenOf(piece: string, literal: RegExp): Token | undefined {
  if (piece === '*') return { any: true };
  if (piece === '?') return { any: false, test: () => true };
  if (literal.test(piece)) return { any: false, test: (char) => char === piece };
  const [, not, set] = /^\[([!^]?)(.+)\]$/su.exec(piece) ?? [];
  if (set === undefined) return undefined;
  const ranges = [...set.matchAll(/(.)-(.)|(.)/gsu)].map(
    ([, from, to, one = '']) => [from ?? one, to ?? one] as const,
  );
  if (ranges.some(([from, to]) => from > to)) return undefined;
  return {
    any: false,
    test: (char) => ranges.some(([from, to]) => from <= char && char <= to) === (not === ''),
  };
}

/** Goes back to the last `*` alone: what that one takes in more, no earlier one has to. */
function matches(tokens: readonly Token[], text: ArrayLike<string>): boolean {
  let token = 0;
  let char = 0;
  let star = -1;
  let resume = 0;
  while (char < text.length) {
    const now = tokens[token];
    if (now?.any === true) {
      star = token;
      resume = char;
      token += 1;
    } else if (now?.any === false && now.test(text[char] ?? '')) {
      token += 1;
      char += 1;
    } else if (star === -1) {
      return false;
    } else {
      token = star + 1;
      resume += 1;
      char = resume;
    }
  }
  return tokens.slice(token).every(({ any }) => any);
}
