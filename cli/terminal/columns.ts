import stringWidth from 'string-width';

/**
 * Lines with aligned columns, two blanks apart and without trailing blanks.
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
      .map((cell, index) => padEnd(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/**
 * The lines of each row, aligned as `columns` does. Where they are wider than `room`, the last columns are joined
 * without alignment, as many as needed; text that still does not fit goes on below, after `indent`.
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

/** Breaks a text at blanks so that no line is wider than `room`, unless a single word is. */
export function wrap(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + 1 + width(word) <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * A text after its head, broken to fit `room`, further lines in line with the first. The text always gets 30 columns,
 * however narrow the terminal is.
 *
 * @example
 * hang('stop  ', 'no use since noon', 40)
 */
export function hang(head: string, text: string, room: number, look = (line: string) => line): string[] {
  const indent = width(head);
  return wrap(text, Math.max(room - indent, 30)).map(
    (line, index) => (index === 0 ? head : ' '.repeat(indent)) + look(line),
  );
}

/** `1 cluster`, `2 clusters`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** How many columns of a terminal a text takes: wide characters take two, colours none. */
export function width(text: string): number {
  return stringWidth(text);
}

export function padEnd(text: string, room: number): string {
  return text + ' '.repeat(Math.max(0, room - width(text)));
}

/** The beginning of a text that fits `room`. */
export function cut(text: string, room: number): string {
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (width(kept + segment) > room) break;
    kept += segment;
  }
  return kept;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
