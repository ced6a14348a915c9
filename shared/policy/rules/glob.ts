import type { Reading } from '../../document/problem.ts';

/** Whether an identifier answers to a glob. */
export type GlobTest = (id: string) => boolean;

/** Longer globs are refused; an identifier has at most 63 characters. */
const MAX_LENGTH = 128;
/** So many alternatives may the braces of one glob stand for. */
const MAX_ALTERNATIVES = 64;

/** The characters of identifiers, and those that mean something in a glob. */
export const globForm = /^[a-z0-9*?[{][a-z0-9\-*?[\]{},!^]{0,127}$/;

/** The characters that one position of an identifier may hold; `any` stands for any number of characters. */
type Token = { readonly any: true } | { readonly any: false; test(char: string): boolean };

/**
 * Reads a glob: `*` is any number of characters, `?` one, `[a-c]` one of these, `[!a-c]` one but these, `{dev,test}`
 * one of the alternatives. Matching takes time in proportion to the lengths of glob and identifier, whatever they are.
 *
 * @example
 * readGlob('{dev,test}-*') // { ok: true, value: (id) => … }
 */
export function readGlob(text: string): Reading<GlobTest> {
  const glob = text.toLowerCase();
  if (glob.length > MAX_LENGTH) {
    return { ok: false, message: `is longer than ${MAX_LENGTH} characters`, remedy: 'write a shorter glob' };
  }
  if (/[()|+@]/.test(glob)) return unreadable('is not a glob', 'write alternatives in braces: {dev,test}-*');
  if (!globForm.test(glob)) return unreadable('is not a glob');
  const alternatives = expand(glob);
  if (alternatives === undefined) return unreadable('has a brace without its other half');
  if (alternatives.length > MAX_ALTERNATIVES) {
    return {
      ok: false,
      message: `stands for more than ${MAX_ALTERNATIVES} alternatives`,
      remedy: 'write several globs',
    };
  }
  const read = alternatives.map(tokensOf);
  const readable = read.filter((tokens) => tokens !== undefined);
  if (readable.length < read.length) return unreadable('has a bracket that cannot be read');
  return { ok: true, value: (id) => readable.some((tokens) => matches(tokens, id.toLowerCase())) };
}

/** The test of a glob that has been validated; one that cannot be read matches nothing. */
export function globTest(glob: string): GlobTest {
  const read = readGlob(glob);
  return read.ok ? read.value : () => false;
}

function unreadable(message: string, remedy = 'write for example dev-* or "!dev-payments"'): Reading<never> {
  return { ok: false, message, remedy };
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
function tokensOf(glob: string): Token[] | undefined {
  const pieces = glob.match(/\[[!^]?[a-z0-9-]+\]|[a-z0-9\-*?]|./g) ?? [];
  const tokens: Token[] = [];
  for (const piece of pieces) {
    const token = tokenOf(piece);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function tokenOf(piece: string): Token | undefined {
  if (piece === '*') return { any: true };
  if (piece === '?') return { any: false, test: () => true };
  if (/^[a-z0-9-]$/.test(piece)) return { any: false, test: (char) => char === piece };
  const [, not, set] = /^\[([!^]?)([a-z0-9-]+)\]$/.exec(piece) ?? [];
  if (set === undefined) return undefined;
  const ranges = [...set.matchAll(/(.)-(.)|(.)/g)].map(
    ([, from, to, one = '']) => [from ?? one, to ?? one] as const,
  );
  if (ranges.some(([from, to]) => from > to)) return undefined;
  return {
    any: false,
    test: (char) => ranges.some(([from, to]) => from <= char && char <= to) === (not === ''),
  };
}

/** Goes back to the last `*` alone: what that one takes in more, no earlier one has to. */
function matches(tokens: readonly Token[], id: string): boolean {
  let token = 0;
  let char = 0;
  let star = -1;
  let resume = 0;
  while (char < id.length) {
    const now = tokens[token];
    if (now?.any === true) {
      star = token;
      resume = char;
      token += 1;
    } else if (now?.any === false && now.test(id[char] ?? '')) {
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
