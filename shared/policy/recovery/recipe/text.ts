/**
 * The text of a recipe in the characters that tags may have. A field is `name:value`, fields are apart by a space, the
 * items of a list by `+`, the parts of an item by `@`; any other character that is not plain is `=` and two hex digits.
 */

const PLAIN = /[^A-Za-z0-9._:/-]/g;

/**
 * A value that a recipe holds: printable ASCII that begins with a letter or digit, so that it can neither pass for an
 * option of a command line nor move the cursor of a terminal. All names and ARNs that AWS gives are of this form.
 */
const VALUE = /^[A-Za-z0-9][\x20-\x7e]{0,2047}$/;

/** Undefined for a value that a recipe can't hold. */
export function escapeValue(value: string): string | undefined {
  return VALUE.test(value)
    ? value.replace(PLAIN, (one) => `=${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    : undefined;
}

/** Undefined for text that `escapeValue` does not write. */
export function unescapeValue(text: string): string | undefined {
  const value = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return escapeValue(value) === text ? value : undefined;
}

/** Each item by `write`; undefined when one of them can't be written. */
export function writeList<T>(
  items: readonly T[],
  write: (item: T) => string | undefined,
): string | undefined {
  const written = items.map(write).filter((item) => item !== undefined);
  return written.length === items.length ? written.join('+') : undefined;
}

/** The items back; undefined when one of them can't be read. */
export function readList<T>(text: string, read: (item: string) => T | undefined): T[] | undefined {
  const texts = text === '' ? [] : text.split('+');
  const items = texts.map(read).filter((item) => item !== undefined);
  return items.length === texts.length ? items : undefined;
}
