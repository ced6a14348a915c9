import { createHash } from 'node:crypto';

/** The `previous` of the first evidence, which has no predecessor. */
export const NO_PREDECESSOR = '0'.repeat(64);

/**
 * The one form in which records are written: JSON indented by two blanks, keys in order, a line feed at the end. The same
 * record always has the same bytes, so that a write that is tried again can be told from somebody else's.
 */
export function jsonText(value: object): string {
  return `${JSON.stringify(inOrder(value), undefined, 2)}\n`;
}

/** SHA-256 of a text in UTF-8 or of bytes, in hexadecimal, as `sha256sum` prints it. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, inOrder(one)]),
  );
}
