import type { Readable, Writable } from 'node:stream';
import { type Paint, paintFor, plain } from './render/paint.ts';

/** Where a command reads and writes: the process's own streams, or a test's. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What a command ends with; the process's exit code. */
export type ExitCode = 0 | 1 | 2;

/** How to write for people on this stream: colours and width of a terminal, neither for a file or pipe. */
export function lookFor(stream: Output, color: boolean): { paint: Paint; width?: number } {
  return {
    paint: color ? paintFor(stream) : plain,
    ...(stream.isTTY === true && stream.columns !== undefined && { width: stream.columns }),
  };
}
