import type { Readable, Writable } from 'node:stream';
import { defined } from '../../shared/defined.ts';
import { wrap } from './columns.ts';
import { type Paint, paintFor, plain } from './paint.ts';

/** Where a command reads and writes: the process's own streams, or a test's. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Exit code of the process. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Lines for people, broken to the width of a terminal; for a file or pipe as they are. */
export function fitted(text: string, stream: Output): string {
  const width = widthOf(stream);
  if (width === undefined) return text;
  return text
    .split('\n')
    .flatMap((line) => wrap(line, width))
    .join('\n');
}

/** The look of text for people on this stream: colours and width of a terminal; neither for a file or pipe. */
export function lookFor(stream: Output, color: boolean): { paint: Paint; width?: number } {
  const width = widthOf(stream);
  return { paint: color ? paintFor(stream) : plain, ...defined({ width }) };
}

/** Undefined for a file or pipe, and for a terminal that says 0 because it does not know its width. */
function widthOf({ isTTY, columns = 0 }: Output): number | undefined {
  return isTTY === true && columns > 0 ? columns : undefined;
}
