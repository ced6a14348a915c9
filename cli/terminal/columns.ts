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

/**
 * The lines of each row, aligned as `columns` does. Where that is wider than `width`, ever more of the last columns are
 * joined without being aligned, and what still finds no room goes on below, after `indent`.
 */
export function rowsWithin(rows: readonly (readonly string[])[], room: number, indent: string): string[][] {
  const most = Math.max(...rows.map(({ length }) => length), 2);
  for (let aligned = most; ; aligned -= 1) {
    const joined = rows.map((row) => [...row.slice(0, aligned - 1), joinCells(row.slice(aligned - 1))]);
    const lines = columns(joined);
    if (lines.every((line) => width(line) <= room)) return lines.map((line) => [line]);
    if (aligned <= 2) {
      return rows.map((row, index) => {
        const line = lines[index] ?? '';
        return width(line) <= room ? [line] : flow(row, room, indent);
      });
    }
  }
}

function joinCells(cells: readonly string[]): string {
  return cells.filter((cell) => width(cell) > 0).join('  ');
}

function flow(cells: readonly string[], room: number, indent: string): string[] {
  const lines: string[] = [];
  for (const cell of cells.filter((each) => width(each) > 0)) {
    const longer = joinCells([...lines.slice(-1), cell]);
    if (lines.length === 0 || width(longer) <= room) lines.splice(-1, 1, longer);
    else lines.push(...hang(indent, cell, room));
  }
  return lines;
}

/** Breaks a text at blanks so that no line is wider than `columns`, unless a single word is. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + 1 + width(word) <= columns)
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
