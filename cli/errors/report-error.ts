import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { fitted, type Output } from '../terminal/io.ts';
import { paintFor } from '../terminal/paint.ts';
import { explainError } from './explain-error.ts';
import { explainUsage } from './usage-error.ts';

/** Writes an error as one sentence with its remedy; with DEBUG=dormouse, its stack trace follows. */
export function reportError(error: unknown, command: string, stderr: Output): void {
  const said = error instanceof CommanderError ? explainUsage(error, command) : explainError(error);
  stderr.write(fitted(`${paintFor(stderr)('fault', 'dormouse:')} ${said}\n`, stderr));
  if (process.env.DEBUG === 'dormouse') stderr.write(`${inspect(error, { depth: 4 })}\n`);
}
