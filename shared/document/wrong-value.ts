import { expected, inline, writeExamples } from './examples.ts';
import type { Place } from './locate.ts';
import { suggest } from './nearest.ts';
import { type Issue, type Path, show } from './problem.ts';
import type { SchemaNode } from './schema-node.ts';

type Said = Pick<Issue, 'message' | 'remedy' | 'value' | 'atKey'>;

/** A value that is missing, empty, of the wrong type, or none of those allowed (`allowed` empty: any). */
export function explainWrongValue(
  input: unknown,
  path: Path,
  place: Place,
  node: SchemaNode,
  allowed: readonly unknown[] = [],
): Said {
  const key = String(path.at(-1) ?? 'it');
  const only = allowed.length === 1 ? allowed[0] : undefined;
  const example = node.examples?.[0] ?? only;
  if (!place.found) {
    return {
      message: 'is missing',
      remedy: example === undefined ? `add ${key}` : `add ${key}: ${inline(example)}`,
    };
  }
  if (input === null) {
    return { atKey: true, message: 'has no value', remedy: `give it one, or take ${key} out` };
  }
  if (only !== undefined) {
    return { value: input, message: `is not ${only}`, remedy: `write ${only}` };
  }
  if (allowed.length > 0) {
    const remedy = suggest(String(input), allowed.map(String));
    return { value: input, message: `is not one of ${allowed.join(', ')}`, remedy };
  }
  return { value: input, message: `is not ${expected(node)}`, remedy: rewrite(input, place.source, node) };
}

function rewrite(input: unknown, source: string | undefined, node: SchemaNode): string {
  const text = [node, ...(node.anyOf ?? [])].find(({ type }) => type === 'string');
  const isText = typeof input === 'string';
  if (
    source !== undefined &&
    !isText &&
    text !== undefined &&
    new RegExp(text.pattern ?? '', 'u').test(source)
  ) {
    return `quote it: "${source}"`;
  }
  if (typeof input !== 'object' && node.type === 'array') {
    return `write it as a list: [${isText ? inline(input) : show(input)}]`;
  }
  if (!Array.isArray(input) && input !== null && node.type === 'array') {
    return 'write it as a list: [{ … }], or a dash before each of its maps';
  }
  const numeric = node.type === 'number' || node.type === 'integer';
  if (numeric && isText && input.trim() !== '' && Number.isFinite(Number(input))) {
    return `write it without quotes: ${input}`;
  }
  return writeExamples(node);
}
