import type { SchemaNode } from './schema-node.ts';

/**
 * A value as one would write it in YAML on one line; text that YAML would take for a number is quoted.
 *
 * @example inline({ cap: 50, breaker: '50%' }) // '{ cap: 50, breaker: 50% }'
 */
export function inline(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(inline).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}: ${inline(entry)}`);
    return `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' && (value === '' || /^\d+$|^[*!]/.test(value))
    ? `"${value}"`
    : String(value);
}

/** `write for example 60m, 2h or 7d`, from the schema's own examples. */
export function writeExamples({ examples = [], type }: SchemaNode): string {
  const shown = examples.map(inline);
  const last = shown.pop();
  if (last === undefined) {
    return `write ${plain(type)}`;
  }
  return `write for example ${shown.length === 0 ? last : `${shown.join(', ')} or ${last}`}`;
}

/** `a duration`: the kind of value that was expected. */
export function expected({ title, type }: SchemaNode): string {
  return title ?? plain(type);
}

const plainTypes: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

function plain(type = ''): string {
  return plainTypes[type] ?? 'something else';
}
