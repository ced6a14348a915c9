import { stripVTControlCharacters } from 'node:util';

/**
 * Lines with aligned columns, two blanks apart and without trailing blanks. Colours in a cell do not count as width.
 *
 * @example
 * columns([['a', 'b'], ['long', 'c']]) // ['a     b', 'long  c']
 */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, width(cell));
    });
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Breaks a text at blanks so that no line is wider than `columns`, unless a single word is. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * A text after its head, broken to fit `columns`, further lines in line with the first. The text is always given 30
 * columns, however narrow the terminal is.
 *
 * @example
 * hang('stop  ', 'no use since noon', 40, plain) // ['stop  no use since noon']
 */
export function hang(head: string, text: string, columns: number, look = (line: string) => line): string[] {
  const indent = width(head);
  return wrap(text, Math.max(columns - indent, 30)).map(
    (line, index) => (index === 0 ? head : ' '.repeat(indent)) + look(line),
  );
}

/** `1 cluster`, `2 clusters`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** How many characters a text takes on a terminal: colours take none. */
export function width(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
